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
