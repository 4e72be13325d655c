import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Intent } from '#assistant/understand/intent/intents.ts';
import { understand } from '#assistant/understand/intent/understand.ts';
import { phrasesOf } from './phrases.ts';

const phrases = Intent.options.flatMap((intent) =>
  phrasesOf[intent].map((text) => [text, intent] as const),
);

describe('what people want', () => {
  it.each(phrases)('“%s” is %s', (text, intent) => {
    const understood = understand(text);

    expect(understood).toMatchObject({ intent, why: expect.arrayContaining([expect.any(String)]) });
  });

  it.each([
    ['pkg:pypi/django@5.0 ok?', { type: 'pypi', name: 'django', version: '5.0' }],
    ['serde crate 1.0.203', { type: 'cargo', name: 'serde', version: '1.0.203' }],
    ['moment vs dayjs, which one', { names: ['moment', 'dayjs'] }],
    ['are gpl2 and cddl fine in one jar', { licenses: ['GPL-2.0-only', 'family:CDDL'] }],
    ['what does mit / apache-2.0 mean', { expression: 'MIT OR Apache-2.0' }],
    ['is LGPL-3.0+ a valid spdx id', { expression: 'LGPL-3.0+' }],
    ['request approval for lodash', { form: 'use', name: 'lodash' }],
    ['we want to contribute a patch to apache kafka', { form: 'contribute', name: 'apache kafka' }],
    ['release request for acme/fast-cache', { form: 'release', name: 'acme/fast-cache' }],
    ['how far is req 17', { id: 'REQ-17' }],
    ['any news on #87?', { id: '87' }],
    ['OSR-1182 still pending?', { id: 'OSR-1182' }],
    ['who is sitting on 1187', { id: '1187' }],
    ['are artistic-2.0 and apache-2.0 compatible', { licenses: ['Artistic-2.0', 'Apache-2.0'] }],
    ['how many requests did we get in march 2026', { period: 'march 2026' }],
  ])('“%s” is about that much', (text, slots) => {
    expect(understand(text).slots).toMatchObject(slots);
  });

  it('is found in misspelt words too', () => {
    expect(understand('show my reqeusts please').intent).toBe('my_requests');
    expect(understand('wheres the oss trainning').intent).toBe('training');
  });

  it('is never sure where nothing is understood', () => {
    const { intent, confidence } = understand('qwoieu zxmcnb alskdj');

    expect(intent).toBe('other');
    expect(confidence).toBeLessThan(0.5);
  });

  it('is some intent of any text, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const understood = understand(text);
        expect(Intent.options).toContain(understood.intent);
        expect(understood.confidence).toBeGreaterThan(0);
        expect(understood).toEqual(understand(text));
      }),
    );
  });

  it.each([
    ['five thousand words', 'who approves a contribution '.repeat(1250)],
    ['one word', 'cla'],
    ['another language', '¿Quién aprueba una contribución a otro proyecto?'],
    ['punctuation', '?!…'],
  ])('is read from %s', (_what, text) => {
    expect(Intent.options).toContain(understand(text).intent);
  });
});
