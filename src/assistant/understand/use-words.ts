import { phrases } from '#assistant/understand/words.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** Words that say how something is used. Longer phrases come before the shorter ones that they hold. */
export interface UseWords {
  readonly says: PartialUse;
  readonly words: readonly string[];
}

/**
 * Kinds of use, the most telling first: "the backend of our app" is hosted, "a library in our iOS app" is an app.
 * Words are matched whole, in lower case, hyphens read as blanks.
 */
export const kindWords: readonly UseWords[] = [
  {
    says: { use: 'dev-tool' },
    words: phrases(`
      dev tool, devtool, dev tools, developer tool, development tool, build tool, build
      tooling, build time, build step, dev dependency, devdependency, dev dependencies,
      devdependencies, development dependency, test only, for tests, in tests, for
      testing, only for testing, test suite, test dependency, unit tests, in ci, our ci,
      ci only, ci pipeline, build pipeline, linter, bundler, compiler only, code generator
    `),
  },
  {
    says: { use: 'mobile-app', appStore: 'yes' },
    words: phrases('app store, appstore, play store, google play'),
  },
  {
    says: { use: 'mobile-app' },
    words: phrases(`
      mobile app, mobile apps, mobile application, mobile, ios app, ios, ipados, iphone,
      iphone app, ipad, ipad app, android, android app, phone app, phone, smartphone,
      react native app, flutter app
    `),
  },
  {
    says: { use: 'embedded-device' },
    words: phrases(`
      embedded device, embedded devices, embedded system, firmware, appliance, iot, iot
      device, device, devices, router, set top box, microcontroller, hardware product,
      smart tv, in the car, vehicle, infotainment, gadget, embedded
    `),
  },
  {
    says: { use: 'web-client' },
    words: phrases(`
      in the browser, in browser, browser app, browser bundle, browser, front end,
      frontend, web client, client side, clientside, single page app, spa, web page,
      webpage, our website, website, web ui, browser extension, web frontend, javascript
      bundle
    `),
  },
  {
    says: { use: 'internal' },
    words: phrases(`
      internal only, internal tool, internal tools, internal tooling, internal use,
      internal service, internal app, internal portal, internal dashboard, internal build
      dashboard, internal system, internally, internal, in house, inhouse, intranet, our
      employees, employees only, for employees, employees machines, our own machines, own
      use, for ourselves, back office, never leaves the company
    `),
  },
  {
    says: { use: 'saas' },
    words: phrases(`
      saas, hosted service, hosted product, hosted, we host, on our servers, on our
      server, server side, serverside, backend, back end, backend service, web service,
      web services, behind our api, our api, behind an api, cloud service, in the cloud,
      our cloud, online service, web app, webapp, web application, microservice, micro
      service, microservices, our service, a service, in production, in prod, server
    `),
  },
  {
    says: { use: 'distributed-source' },
    words: phrases(`
      ship the source, ship source, ship it as source, publish the source, publish our
      source, source release, source distribution, in source form, as source code, open
      source our, release it as open source, publish on github, push to github
    `),
  },
  {
    says: { use: 'distributed-binary', delivery: 'container' },
    words: phrases(`
      container to customers, container image to customers, docker image to customers,
      docker image for customers, container image for customers, image that customers run,
      helm chart for customers
    `),
  },
  {
    says: { use: 'distributed-binary', delivery: 'sdk' },
    words: phrases('our sdk, sdk for customers, client sdk'),
  },
  {
    says: { use: 'distributed-binary' },
    words: phrases(`
      desktop app, desktop application, desktop client, desktop program, desktop,
      installer, on premise, on premises, on prem, onprem, on prem product, shipped
      product, shipped code, shipped, ship it, ship this, we ship, to ship, ship,
      shipping, sell, we sell, sold, selling, to customers, to our customers, for
      customers, customers, distribute, distributed, distributing, redistribute,
      redistribution, commercial product, closed source product, closed product,
      proprietary product, closed source, proprietary app, proprietary software,
      commercial software, commercially, in our product, in the product, our products, our
      product, product, products, command line tool for customers, game, video game,
      windows app, mac app, agent, in binaries, binary, binaries, plugin for customers
    `),
  },
];

/** Everything else about a use. Here the first that is found in each group holds. */
export const detailWords: readonly (readonly UseWords[])[] = [
  [
    {
      says: { modified: false },
      words: phrases(`
        unmodified, not modified, not modify, dont modify, without modification, without
        modifications, without changes, without changing, no modifications, no
        modification, no changes, not changed, not change, unchanged, dont change, as is,
        untouched, not patched, unpatched, not touching, stock version
      `),
    },
    {
      says: { modified: true },
      words: phrases(`
        modified, modify, modifying, modifications, modification, we changed, changed,
        changing, change it, changes to, patched, patching, our patches, forked, our fork,
        a fork, we fork, edited, editing, edit, tweaked, customised, customized, adapted,
        altered, subset and renamed, with changes, with our changes, slightly changed, if
        we change it
      `),
    },
  ],
  [
    {
      says: { linkage: 'separate-process' },
      words: phrases(`
        separate process, separate program, own process, its own process, own program, its
        own program, as its own program, separate executable, executable, standalone,
        stand alone, command line, via cli, over cli, as a cli, cli, subprocess, sub
        process, child process, shell out, exec, spawn, invoke it, over the network, over
        http, via rest, over a socket, sidecar, side car, as a daemon, daemon, separate
        container, own container, unlinked, not linked, as a database, as our database, as
        database
      `),
    },
    {
      says: { linkage: 'static' },
      words: phrases(`
        statically linked, statically link, static linking, linked statically, link
        statically, linking statically, link it statically, statically, static, static
        library, static lib, compiled in, compile in, built in, single binary, linked into
        our code, header only
      `),
    },
    {
      says: { linkage: 'dynamic' },
      words: phrases(`
        dynamically linked, dynamically link, dynamic linking, linked dynamically, link
        dynamically, linking dynamically, dynamically, dynamic, shared library, shared
        lib, shared object, dll, dylib, so file, linked, linking, link against, link to,
        link it, link with, links
      `),
    },
    {
      says: { linkage: 'file-copy' },
      words: phrases(`
        copy paste, copy and paste, copied and pasted, copypaste, copied into, copied,
        copy into, copying, paste, pasted, pasting, snippet, snippets, code from stack
        overflow, vendor, vendored, vendoring, copy the file, copy a file, copy some code,
        copy code
      `),
    },
  ],
  [
    { says: { asset: 'font' }, words: phrases('font, fonts, typeface, webfont, web font') },
    {
      says: { asset: 'model' },
      words: phrases(`
        model weights, ai model, ml model, language model, llm, weights, machine learning
        model, the model
      `),
    },
    {
      says: { asset: 'data' },
      words: phrases(`
        data set, dataset, datasets, data sets, database dump, training data, map data,
        the data, open data, data
      `),
    },
    {
      says: { asset: 'media' },
      words: phrases(`
        icon, icons, image, images, photo, photos, picture, pictures, illustration,
        illustrations, diagram, artwork, sound, sounds, music, video, videos, clip art,
        logo, graphics
      `),
    },
    {
      says: { asset: 'docs' },
      words: phrases(`
        documentation, manual, the docs, a doc, article, blog post, text from, tutorial,
        slides, book
      `),
    },
  ],
  [
    {
      says: { userProduct: 'consumer' },
      words: phrases(`
        consumer, consumers, consumer device, consumer product, for home use, household
      `),
    },
    {
      says: { userProduct: 'business' },
      words: phrases(`
        business customers, b2b, industrial, for businesses, enterprise device, data
        center, business device
      `),
    },
  ],
  [
    {
      says: { lockedBoot: 'no' },
      words: phrases('unlocked bootloader, no secure boot, open bootloader, not locked'),
    },
    {
      says: { lockedBoot: 'yes' },
      words: phrases(`
        locked bootloader, locked boot, secure boot, signed firmware, verified boot, tivo,
        locked down
      `),
    },
  ],
  [
    {
      says: { role: 'service' },
      words: phrases(`
        offer it as a service, offered as a service, as a managed service, managed
        service, resell it, as our service, host it for customers, service for others
      `),
    },
    {
      says: { role: 'backing' },
      words: phrases(`
        behind our service, backing store, as our database, as a cache, as a queue,
        backing service, under our product, our products database
      `),
    },
  ],
  [
    {
      says: { appStore: 'no' },
      words: phrases(`
        sideload, sideloaded, outside the app store, not in the app store, enterprise
        distribution
      `),
    },
  ],
];
