import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part } from '#foundation/cards/card.ts';
import { cardToMarkdown } from '#foundation/cards/card-to-markdown.ts';
import { code, emphasis, link, type Span, strong, visible } from '#foundation/cards/text.ts';
import { namedSampleCards } from '../../support/sample-cards.ts';
import { anyCard, atMostSeconds } from './any-card.ts';

describe('a card as Markdown', () => {
  it.each(namedSampleCards)('reads well: %s', async (name, card) => {
    await expect(`${cardToMarkdown(card)}\n`).toMatchFileSnapshot(`../../golden/cards/${name}.md`);
  });

  it('shows exactly the words of a paragraph, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(anySpan, { minLength: 1, maxLength: 6 }), (text) => {
        const markdown = ofParagraph(text);

        expect(wordsIn(markdown)).toBe(onceWords(text));
      }),
      { numRuns: 500 },
    );
  });

  it('has a mark in it only where we put one', () => {
    fc.assert(
      fc.property(fc.string({ unit: markish }), (words) => {
        const markdown = ofParagraph(words);

        const unescaped = markdown.replace(/\\\n/g, '\n').replace(/\\[!-/:-@[-`{-~]/g, 'x');
        expect(unescaped).not.toMatch(/[\\`*_[\]<>&#|~$!]|:\/\/|^\s*(?:[-+=:]|\d+[.)])/m);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a table a table, whatever is in its cells', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anySpan, { maxLength: 3 }), { minLength: 2, maxLength: 2 }),
        (row) => {
          const markdown = ofPart({ kind: 'table', columns: ['a', 'b'], rows: [row] });

          const lines = markdown.split('\n');
          expect(lines).toHaveLength(3);
          expect(lines.map((line) => line.replace(/\\[\\|]/g, '').split('|').length)).toEqual([
            4, 4, 4,
          ]);
        },
      ),
    );
  });

  it('never throws and never says nothing of a card that says something', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const markdown = cardToMarkdown(card);

        expect(markdown === '').toBe(markdown.trim() === '');
      }),
      { ...atMostSeconds, numRuns: 50 },
    );
  });

  it.each<[string, readonly Span[], string]>([
    ['strong beside words', [strong('a'), 'b'], '**a**b'],
    ['strong beside strong', [strong('a'), strong('b')], '**a**b'],
    ['code with backticks', [code('a``b`')], '``` a``b` ```'],
    ['code beside code', [code('a'), code('b')], '`a`b'],
    ['strong with a sign at its end', [strong('a!')], 'a\\!'],
    ['a link that is none', [link('here', 'javascript:x')], 'here'],
    [
      'a link with brackets',
      [link('a]', 'https://example.org/(x)')],
      '[a\\]](https://example.org/%28x%29)',
    ],
    [
      'an image that is none',
      ['!', link('a', 'https://example.org')],
      '\\![a](https://example.org/)',
    ],
    ['a rule', ['---'], '\\---'],
    ['a list that is none', ['1. a\n- b\n+ c'], '1\\. a\\\n\\- b\\\n\\+ c'],
    ['a heading that is none', ['a\n==='], 'a\\\n\\==='],
    ['an empty line', ['a\n\n   b'], 'a\\\nb'],
    [
      'an address',
      ['https://example.org www.example.org'],
      'https\\://example.org www\\.example.org',
    ],
  ])('writes %s', (_, text, markdown) => {
    expect(ofParagraph(text)).toBe(markdown);
  });
});

const markish = fc.constantFrom(...'ab1 \n\\`*_[]()<>&#|~$!-+=:./"\'{}^@'.split(''), 'www.', '://');
const someWords = fc.string({ unit: markish, minLength: 1, maxLength: 12 });
const anySpan: fc.Arbitrary<Span> = fc.oneof(
  someWords,
  someWords.map(strong),
  someWords.map(emphasis),
  someWords.map(code),
  fc.tuple(someWords, fc.webUrl()).map(([text, href]) => link(text, href)),
);

function ofParagraph(text: string | readonly Span[]): string {
  return ofPart({ kind: 'paragraph', text });
}

function ofPart(part: Part): string {
  return cardToMarkdown({ tone: 'neutral', title: '', parts: [part], buttons: [] });
}

/** The words of the spans, blanks made one: a reader of Markdown makes no difference between them. */
function onceWords(text: readonly Span[]): string {
  return blanksOnce(text.map((span) => (typeof span === 'string' ? span : span.text)).join(''));
}

function blanksOnce(words: string): string {
  return visible(words).split(/\s+/).join('');
}

/** What a reader of CommonMark shows of a paragraph, as far as we write it: backslashes, code, stars and links. */
function wordsIn(markdown: string): string {
  let words = '';
  for (let at = 0; at < markdown.length; ) {
    const rest = markdown.slice(at);
    const sign = /^\\([!-/:-@[-`{-~\n])/.exec(rest);
    const fence = /^`+/.exec(rest)?.[0];
    const address = /^\]\([^()\s]*\)/.exec(rest)?.[0];
    if (sign) {
      words += sign[1];
      at += 2;
    } else if (fence !== undefined) {
      const end = new RegExp(`^${fence}([^]*?[^\`])${fence}(?!\`)`).exec(rest);
      if (!end) throw new Error(`an open code span in ${markdown}`);
      words += end[1];
      at += end[0].length;
    } else if (address !== undefined) {
      at += address.length;
    } else {
      if (!'*['.includes(rest.charAt(0))) words += rest.charAt(0);
      at += 1;
    }
  }
  return blanksOnce(words);
}
