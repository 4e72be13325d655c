import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractAnswer } from '#knowledge/handbook/search/extract.ts';
import { section } from './sample-handbook.ts';

const releasing = section(
  ['Releasing a project'],
  [
    'Ask the open source office before you publish a repository. It answers within five working days, and helps with all that follows. What is not public yet stays private until then, also when only documentation or examples are in it.',
    'Remove passwords, tokens and internal host names from the history.',
    'Choose the Apache license unless the project belongs to a family that has another one.',
    'Name two maintainers who look after issues.',
  ],
);

describe('the sentences that answer', () => {
  it.each([
    ['what about secrets in the git log', 'Remove passwords'],
    ['which lic do we pick', 'Choose the Apache license'],
    ['who takes care of bug reports', 'Name two maintainers'],
    ['how long does it take', 'It answers within five working days'],
  ])('to "%s" hold the right one', (question, beginning) => {
    const answer = extractAnswer(releasing, question);

    expect(answer.some((sentence) => sentence.includes(beginning))).toBe(true);
  });

  it('are the rule and what follows when nothing fits', () => {
    const [first] = extractAnswer(releasing, 'zzz');

    expect(first).toMatch(/^Ask the open source office/);
  });

  it('are none of a section without text', () => {
    expect(extractAnswer(section(['Empty'], []), 'anything')).toEqual([]);
  });

  it('are taken from a text in another language', () => {
    const german = section(
      ['Lizenzen'],
      ['Die Lizenz bleibt erhalten.', 'Fragen beantwortet das Büro.'],
      {
        language: 'de',
      },
    );

    expect(extractAnswer(german, 'wer beantwortet Fragen?')).toContain(
      'Fragen beantwortet das Büro.',
    );
  });

  it('are found whatever the page calls its language', () => {
    const odd = section(['Odd'], ['One rule. '.repeat(60)], { language: 'not a language' });

    expect(extractAnswer(odd, 'rule').length).toBeGreaterThan(0);
  });

  it('are in their order, word for word, at most three and within 600 letters', () => {
    const words = ['license', 'sign', 'Ask.', 'repo', 'the', 'lawyer?', 'fork', 'ship it!', '…'];
    const block = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 150 });

    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 8 }),
        fc.constantFrom(...words),
        (texts, question) => {
          const blocks = texts.map((text) => text.join(' '));
          const answer = extractAnswer(section(['Any'], blocks), question);
          const whole = blocks.join('\n');
          let from = 0;

          expect(answer.length).toBeLessThanOrEqual(3);
          expect(answer.join('').length).toBeLessThanOrEqual(600);
          for (const sentence of answer) {
            from = whole.indexOf(sentence.replace(/…$/, ''), from);
            expect(from).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are cut at a word where one is endless', () => {
    const [only] = extractAnswer(section(['Long'], ['word '.repeat(500)]), 'word');

    expect(only).toMatch(/word…$/);
    expect(only?.length).toBeLessThanOrEqual(600);
  });
});
