import type { UseWords } from '#assistant/understand/use-words.ts';
import { phrases } from '#assistant/understand/words.ts';

/** Everything else about a use. Here the first that is found in each group holds. */
export const detailWords: readonly (readonly UseWords[])[] = [
  [
    {
      says: { modified: false },
      words: phrases(`
        unmodified, no changes, unchanged, as is, untouched, unpatched, not touching, stock
        version, without changes, without any changes, without our changes
      `),
    },
    {
      says: { modified: true },
      denied: { modified: false },
      words: phrases(`
        modified, modify, modifies, modifying, modifications, modification, changes to,
        patched, patching, patch it, our patches, forked, our fork, a fork, we fork,
        forking, edited, tweaked, customised, customized, customise, customize, adapted,
        altered, with changes, with our changes
      `),
      nouns: phrases('change, changed, changing, edit, editing, tweak, adapt, alter'),
    },
  ],
  [
    {
      says: { linkage: 'separate-process' },
      words: phrases(`
        separate process, separate processes, separate program, own process, its own
        process, own program, its own program, as its own program, separate executable, own
        executable, standalone program, standalone process, standalone executable, stand
        alone program, runs standalone, run standalone, via the command line, from the
        command line, on the command line, over the command line, through the command line,
        via command line, via cli, over cli, as a cli, subprocess, sub process, child
        process, shell out, exec it, spawn it, invoke it, call it over the network, call it
        over http, call it via rest, over a socket, as a daemon, separate container, own
        container, unlinked, as a database, as our database, as database
      `),
      nouns: phrases('sidecar, side car, daemon'),
    },
    {
      says: { linkage: 'static' },
      words: phrases(`
        statically linked, statically link, static linking, static linkage, linked
        statically, link statically, linking statically, link it statically, statically,
        static library, static lib, compiled in, compile in, compiled into, single binary,
        linked into our code, header only
      `),
      nouns: phrases('static'),
    },
    {
      says: { linkage: 'dynamic' },
      words: phrases(`
        dynamically linked, dynamically link, dynamic linking, dynamic linkage, linked
        dynamically, link dynamically, linking dynamically, link it dynamically,
        dynamically, shared library, shared lib, shared object, so file
      `),
      nouns: phrases('dynamic, dll, dylib'),
    },
    {
      says: { linkage: 'dynamic' },
      denied: { linkage: 'separate-process' },
      words: phrases('linked, linking, link against, links against, link to, link it, link with'),
    },
    {
      says: { linkage: 'file-copy' },
      words: phrases(`
        copy paste, copy and paste, copied and pasted, copy pasted, copypaste, copied into, copied,
        copy into, copying, pasted, pasting, snippets, code from stack overflow, vendored,
        vendoring, copy the file, copy a file, copy some code, copy code
      `),
      nouns: phrases('paste, snippet, vendor'),
    },
  ],
  [
    {
      // No pictures.
      says: {},
      words: phrases(`
        docker image, docker images, container image, container images, base image, base
        images, disk image, vm image
      `),
    },
    {
      says: { asset: 'font' },
      words: phrases('typeface, webfont, webfonts, web font, web fonts'),
      nouns: phrases('font, fonts'),
    },
    {
      says: { asset: 'model' },
      words: phrases(`
        model weights, ai model, ai models, ml model, ml models, language model, language
        models, llm, machine learning model, the model
      `),
      nouns: phrases('weights'),
    },
    {
      says: { asset: 'data' },
      words: phrases(`
        data set, dataset, datasets, data sets, database dump, training data, map data,
        the data, open data
      `),
      nouns: phrases('data'),
    },
    {
      says: { asset: 'media' },
      words: phrases('illustration, illustrations, artwork, clip art'),
      nouns: phrases(`
        icon, icons, image, images, photo, photos, picture, pictures, diagram, diagrams,
        sound, sounds, music, video, videos, logo, graphics
      `),
    },
    {
      says: { asset: 'docs' },
      words: phrases('documentation, the docs, our docs, a doc, blog post, text from, tutorial'),
      nouns: phrases('manual, manuals, article, articles, slides, book, books'),
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
      words: phrases('unlocked bootloader, open bootloader, no locked bootloader'),
    },
    {
      says: { lockedBoot: 'yes' },
      denied: { lockedBoot: 'no' },
      words: phrases(`
        locked bootloader, locked boot, secure boot, signed firmware, verified boot, tivo,
        locked down, locked
      `),
    },
  ],
  [
    {
      says: { use: 'saas', role: 'service' },
      words: phrases(`
        offer it as a service, offered as a service, as a managed service, managed
        service, as our service, host it for customers, service for others
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
      words: phrases('sideload, sideloaded, outside the app store, enterprise distribution'),
    },
  ],
  [
    {
      says: { delivery: 'container' },
      words: phrases(`
        docker image, docker images, container image, container images, in a container, in
        containers, as a container, helm chart, helm charts
      `),
    },
  ],
];
