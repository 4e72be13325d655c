import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderCard } from '#channels/web/render-card.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log, LogFields } from '#foundation/kernel/log.ts';
import { cardsOf, startTestSteward, type TestSteward } from '../support/test-steward.ts';

const hostile: Readonly<Record<string, string>> = {
  empty: '',
  blanks: ' \n\t ',
  'forty thousand characters': 'can I use MIT? '.repeat(2700),
  binary: Array.from({ length: 2000 }, (_, at) => String.fromCharCode(at % 256)).join(''),
  'half characters': 'can I use \ud800 MIT?',
  'right to left': 'هل يمكنني استخدام MIT؟ \u202ecan I use left-pad?',
  emoji: '🎉👩‍👩‍👧‍👦🇺🇳',
  markup:
    '<script>alert(1)</script> can I use <b>left-pad</b>? <!channel> *bold* [x](javascript:alert(1))',
  'deep parentheses': `${'('.repeat(1500)}MIT${')'.repeat(1500)}`,
  'a path': 'can I use ../../../etc/passwd',
  'an internal address': 'can I use http://169.254.169.254/latest/meta-data?',
  'a long name': `can I use ${'a'.repeat(3900)}?`,
  'a prototype name': 'can I use __proto__ or constructor?',
  'an SQL wish': "can I use '; drop table people; --",
};

describe('hostile messages', () => {
  let steward: TestSteward;
  beforeAll(async () => {
    steward = await startTestSteward();
  });
  afterAll(() => steward.close());

  it.each(Object.entries(hostile))('are answered clearly: %s', async (_name, text) => {
    const replies = await steward.ask(text);

    expect(replies.length).toBeGreaterThan(0);
    for (const { card } of replies) {
      expect(card.title.length).toBeGreaterThan(0);
      expect(card.title).not.toBe("I couldn't answer that");
      // What a button sends back is data, escaped, and comes back to us alone.
      const shown = renderCard(card).replaceAll(/ data-action="[^"]*"/g, '');
      expect(shown).not.toMatch(/<script|javascript:/i);
    }
  });

  it('are all answered, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        const [reply] = await steward.ask(text);
        expect(reply?.card.title).not.toBe("I couldn't answer that");
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'ask.use@1'],
    ['another version', { name: 'ask.use@9', payload: {} }],
    ['a payload of another kind', { name: 'ask.use@1', payload: { subject: { kind: 'license' } } }],
    [
      'a payload beyond all measure',
      { name: 'ask.words@1', payload: { text: 'x'.repeat(100_000) } },
    ],
    ['a prototype', { name: '__proto__', payload: null }],
  ])('as a press get a kind answer: %s', async (_name, action) => {
    const [reply] = cardsOf(await steward.send({ kind: 'action', action }));

    expect(reply?.card.title).toBe('That button is out of date');
  });
});

describe('what breaks on our side', () => {
  it('gives the person a reference that is in the log, and the log nothing that was typed', async () => {
    const lines: { fields: LogFields; message: string }[] = [];
    const line = (fields: LogFields, message: string): void => void lines.push({ fields, message });
    const log: Log = { debug: line, info: line, warn: line, error: line };
    const broken = await startTestSteward({
      log,
      // A row that no version of ours wrote.
      memory: {
        recall: () =>
          Promise.resolve({
            subject: { kind: 'package', purl: 'not a purl' },
            said: {},
            earlier: [],
          }),
        remember: () => Promise.resolve(),
      },
    });

    const [reply] = await broken.ask('and for a mobile app?');
    await broken.close();

    const note = reply?.card.parts.find((part) => part.kind === 'note');
    const reference = String(lines.find(({ fields }) => fields.reference)?.fields.reference);
    expect(reply?.outcome).toEqual({ kind: 'no-answer' });
    expect(JSON.stringify(note)).toContain(reference);
    expect(JSON.stringify(lines)).not.toContain('mobile');
  });

  it('answers without memory while the database is gone', async () => {
    const gone = (): Promise<never> =>
      Promise.reject(new StewardError('unavailable', 'gone', { advice: 'The database is gone.' }));
    const steward = await startTestSteward({ memory: { recall: gone, remember: gone } });

    const [reply] = await steward.ask('can I use MIT code?');
    await steward.close();

    expect(reply?.outcome).toEqual({ kind: 'verdict', verdict: 'allowed' });
  });
});
