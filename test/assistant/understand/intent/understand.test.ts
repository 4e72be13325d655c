import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import examples from '#assistant/understand/intent/examples.json' with { type: 'json' };
import { Intent } from '#assistant/understand/intent/intents.ts';
import { understand } from '#assistant/understand/intent/understand.ts';
import heldOut from './held-out.json' with { type: 'json' };

const texts: Readonly<Record<Intent, readonly string[]>> = heldOut;
const phrases = Intent.options.flatMap((intent) => texts[intent].map((text) => ({ text, intent })));

describe('what people want', () => {
  it('is found in words that are no examples: 95 of 100, and of each kind 8 of 10', () => {
    const known = new Set(
      Object.values(examples)
        .flat()
        .map((text) => text.toLowerCase()),
    );
    const unseen = phrases.filter(({ text }) => !known.has(text.toLowerCase()));
    const right = unseen.filter(({ text, intent }) => understand(text).intent === intent);
    const share = (of: Intent) => {
      const count = (some: typeof unseen) => some.filter(({ intent }) => intent === of).length;
      return count(right) / count(unseen);
    };

    expect(unseen.length).toBeGreaterThan(450);
    expect(right.length / unseen.length).toBeGreaterThan(0.95);
    expect(Intent.options.filter((intent) => share(intent) < 0.8)).toEqual([]);
  });

  it.each([
    ['which requests need my decision', 'review_queue'],
    ['who signs off on a PR to kubernetes?', 'policy_question'],
    ['could you tell the whole department about it', 'broadcast'],
  ] as const)('says why: “%s”', (text, intent) => {
    expect(understand(text)).toMatchObject({
      intent,
      why: expect.arrayContaining(['its words are those of examples']),
    });
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
