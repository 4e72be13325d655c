import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUse } from '#assistant/understand/read-use.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

const sentences: readonly (readonly [string, PartialUse])[] = [
  ['gpl3 lib in our iOS app, ok?', { use: 'mobile-app' }],
  ['in the App Store', { use: 'mobile-app', appStore: 'yes' }],
  ['and on the backend only?', { use: 'saas' }],
  ['agpl v3 or later, modified, behind our API', { use: 'saas', modified: true }],
  ['lgpl 2.1, dynamic, desktop app we sell', { use: 'distributed-binary', linkage: 'dynamic' }],
  [
    'statically linked into our firmware, no changes',
    { use: 'embedded-device', linkage: 'static', modified: false },
  ],
  ['bundled into the browser app unmodified', { use: 'web-client', modified: false }],
  ['for an in-house dashboard, we changed it a bit', { use: 'internal', modified: true }],
  ['only as a dev-dependency', { use: 'dev-tool' }],
  [
    'call it via the command line from our shipped product',
    { use: 'distributed-binary', linkage: 'separate-process' },
  ],
  ['a font in our web-page', { use: 'web-client', asset: 'font' }],
  ['icons on our website', { use: 'web-client', asset: 'media' }],
  ['a docker image to customers', { use: 'distributed-binary', delivery: 'container' }],
  ['we publish the source', { use: 'distributed-source' }],
  [
    'a consumer device with a locked bootloader',
    { use: 'embedded-device', userProduct: 'consumer', lockedBoot: 'yes' },
  ],
  ['we offer it as a managed service in the cloud', { use: 'saas', role: 'service' }],
  ['copied a snippet into our product', { use: 'distributed-binary', linkage: 'file-copy' }],
  ['can I use left-pad?', {}],
];

describe('reading how something is used', () => {
  it.each(sentences)('reads “%s”', (sentence, said) => {
    expect(readUse(sentence).said).toEqual(said);
  });

  it('takes a negation for what it says', () => {
    expect(readUse('we do not modify it').said.modified).toBe(false);
    expect(readUse("we don't change it").said.modified).toBe(false);
  });

  it.each([
    ['eslint for linting, never shipped', { use: 'dev-tool' }],
    ['it is not going to be distributed, we host it', { use: 'saas' }],
    ['not a mobile app but a web client', { use: 'web-client' }],
    ['neither modified nor shipped', { modified: false }],
    ['used without modifying it', { modified: false }],
    ['not dynamically but statically linked', { linkage: 'static' }],
    ['not linked', { linkage: 'separate-process' }],
    ['on a device without secure boot', { use: 'embedded-device', lockedBoot: 'no' }],
    ['not in the app store', { appStore: 'no' }],
  ])('takes from “%s” what is left beside the negation', (sentence, said) => {
    expect(readUse(sentence).said).toEqual(said);
  });

  it('never takes for shipped what is said not to be', () => {
    const negation = fc.constantFrom('not', 'never', "won't be", 'without being', 'no longer');
    const passedOn = fc.constantFrom('shipped', 'distributed', 'sold', 'delivered to customers');

    fc.assert(
      fc.property(negation, passedOn, (not, shipped) => {
        expect(readUse(`a library that is ${not} ${shipped}`).said).toEqual({});
      }),
    );
  });

  it.each([
    'can I use game-engine-x?',
    'is serve-static ok?',
    'can I use child-process',
    'redis server',
    'is static ok?',
    'is curl static?',
    'react router',
    'can we use "data"',
    'has the license of redis changed?',
  ])('hears no use in “%s”', (sentence) => {
    expect(readUse(sentence)).toMatchObject({ said: {}, rest: sentence });
  });

  it('does not say where a web app or a product in production runs', () => {
    expect(readUse('in our web app').said).toEqual({});
    expect(readUse('is it ok in production').said).toEqual({});
  });

  it('does not take words about a network for a program of its own', () => {
    expect(readUse('users reach it over the network').said).toEqual({});
    expect(readUse('for our command line tool').said).toEqual({});
  });

  it('takes a misspelt static linkage for no dynamic one', () => {
    expect(readUse('staticly linked').said).toEqual({ linkage: 'static' });
  });

  it('takes a container for delivered only when it is passed on', () => {
    expect(readUse('a docker image that we deliver to customers').said).toEqual({
      use: 'distributed-binary',
      delivery: 'container',
    });
    expect(readUse('a docker image in our own registry').said).toEqual({});
  });

  it('leaves the name of a package whole, and takes the words of the use away', () => {
    expect(readUse('react-native-device-info in our mobile app').rest).toContain(
      'react-native-device-info',
    );
    expect(readUse('react for our mobile app').rest).not.toContain('mobile');
  });

  it('reads any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 500 }),
        (text) => typeof readUse(text).rest === 'string',
      ),
    );
  });
});
