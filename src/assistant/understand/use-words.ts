import { phrases } from '#assistant/understand/words.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** Words that say how something is used. Where phrases overlap the longer one is read. */
export interface UseWords {
  readonly says: PartialUse;
  /** What it says with a "not" before it; nothing unless given. */
  readonly denied?: PartialUse;
  readonly words: readonly string[];
  /** As often a part of a name ("redis server", "serve static"): read only where a small word leads to them. */
  readonly nouns?: readonly string[];
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
      ci only, ci pipeline, build pipeline, compiler only, tests only, only tests, only in
      tests, only for tests, for linting, for local development, local development, for
      development, during development, development only, build script, build scripts, in
      the build, during the build, for the build, at build, build only, only at build
    `),
    nouns: phrases('linter, bundler, code generator, ci'),
  },
  {
    says: { use: 'mobile-app', appStore: 'yes' },
    denied: { appStore: 'no' },
    words: phrases('app store, appstore, app stores, play store, google play'),
  },
  {
    says: { use: 'mobile-app' },
    words: phrases(`
      mobile app, mobile apps, mobile application, mobile, ios app, ios, ipados, iphone,
      iphone app, ipad, ipad app, android, android app, android apps, ios apps, phone app,
      phone apps, smartphone, smartphones, react native app, flutter app
    `),
    nouns: phrases('phone, phones'),
  },
  {
    says: { use: 'embedded-device' },
    words: phrases(`
      embedded device, embedded devices, consumer device, consumer devices, business
      device, business devices, enterprise device, embedded system, embedded systems, embedded
      product, embedded products, embedded software, embedded hardware, embedded linux, on
      embedded, for embedded, firmware, appliance, appliances, iot, iot device, iot
      devices, set top box, microcontroller, microcontrollers, hardware product, hardware
      products, smart tv, in the car, in a car, in cars, infotainment
    `),
    nouns: phrases('device, devices, router, routers, vehicle, vehicles, gadget, gadgets'),
  },
  {
    says: { use: 'web-client' },
    words: phrases(`
      in the browser, in browser, browser app, browser bundle, browser, browsers, front
      end, frontend, frontends, web client, client side, clientside, single page app, web
      page, web pages, webpage, webpages, our website, website, websites, web site, web
      ui, browser extension, browser extensions, chrome extension, firefox extension, web frontend, javascript bundle
    `),
    nouns: phrases('spa'),
  },
  {
    says: { use: 'internal' },
    words: phrases(`
      internal only, only internal, only internally, internal tool, internal tools, internal tooling, internal use,
      internal service, internal app, internal portal, internal dashboard, internal build
      dashboard, internal system, internally, internal, in house, inhouse, intranet, our
      employees, employees only, for employees, employees machines, our own machines, own
      use, for ourselves, back office, never leaves the company, stays in the company,
      within the company, inside the company, inside our company
    `),
  },
  {
    says: { use: 'saas' },
    words: phrases(`
      saas, software as a service, hosted service, hosted product, hosted, we host, we are
      hosting, on our servers, on our server, server side, serverside, backend, backends,
      back end, backend service, web service, web services, behind our api, our api,
      behind an api, cloud service, in the cloud, our cloud, online service, web server, web servers, our cluster, kubernetes cluster, microservice,
      micro service, microservices, our service, our services, a service
    `),
    nouns: phrases('server, servers'),
  },
  {
    says: { use: 'distributed-source' },
    words: phrases(`
      ship the source, ship source, ship it as source, shipped as source, publish the
      source, publish our source, source release, source distribution, in source form, as
      source code, as source, distributed as source, distribution as source, distribute
      it as source, distribute the source, open source our, release it as open source,
      publish on github, push to github
    `),
  },
  {
    says: { use: 'distributed-binary', delivery: 'container' },
    words: phrases(`
      container to customers, container for customers, container image to customers,
      docker image to customers, docker image for customers, container image for
      customers, image that customers run, helm chart for customers
    `),
  },
  {
    says: { use: 'distributed-binary', delivery: 'sdk' },
    words: phrases('our sdk, sdk for customers, client sdk'),
  },
  {
    says: { use: 'distributed-binary' },
    words: phrases(`
      desktop app, desktop apps, desktop application, desktop applications, desktop
      client, desktop program, desktop, on premise, on premises, on prem, onprem, on prem
      product, shipped product, shipped code, shipped, ship it, ship this, we ship, to
      ship, ship, ships, shipping, sell, sells, we sell, sold, selling, resell, to
      customers, to our customers, for customers, customers, deliver, delivers, delivered,
      deliver to customers, distribute, distributes, distributed, distributing,
      distribution, redistribute, redistributed, redistributing, redistribution,
      commercial product, closed source product, closed product, proprietary product,
      closed source, proprietary app, proprietary software, commercial software,
      commercially, in our product, in the product, our products, our product, command
      line tool for customers, video game, video games, windows app, mac app, in binaries,
      plugin for customers
    `),
    nouns: phrases('product, products, game, games, installer, agent, binary, binaries'),
  },
  {
    // Is its code sent to browsers, or does it stay with us? "In production" is said of every use.
    says: {},
    words: phrases(`
      web app, web apps, webapp, webapps, web application, web applications, in
      production, in prod
    `),
  },
];
