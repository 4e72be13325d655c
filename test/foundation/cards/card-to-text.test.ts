import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, Part } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { link } from '#foundation/cards/text.ts';
import { namedSampleCards, sampleCards } from '../../support/sample-cards.ts';
import { anyCard, atMostSeconds } from './any-card.ts';

describe('a card as plain text', () => {
  it.each(namedSampleCards)('reads well: %s', async (name, card) => {
    await expect(cardToText(card)).toMatchFileSnapshot(`../../golden/cards/${name}.txt`);
  });

  it('keeps the order title, parts, source, buttons', () => {
    const text = cardToText(sampleCards.review);

    const places = [
      'Needs review',
      'License:',
      'Use ',
      'Careful:',
      'deps.dev',
      '[Start a request]',
    ];
    const found = places.map((place) => text.indexOf(place));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  it('has no sign in it that a terminal would obey, whatever the card says', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(cardToText(card)).not.toMatch(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
      { ...atMostSeconds, numRuns: 50 },
    );
  });

  it('shows control characters as signs instead of dropping them', () => {
    const text = cardToText(cardOf({ kind: 'paragraph', text: 'a\u001b[2Jb\u007f\u009b\u202e' }));

    expect(text).toBe('Title\n\na␛[2Jb␡��');
  });

  it('gives the address after the words of a link, but only of a page', () => {
    const text = [link('here', 'https://example.org/a'), ', ', link('there', 'javascript:x')];

    expect(cardToText(cardOf({ kind: 'paragraph', text }))).toBe(
      'Title\n\nhere (https://example.org/a), there',
    );
  });

  it('reads a table of two columns as "use: verdict"', () => {
    const table: Part = {
      kind: 'table',
      columns: ['Use', 'Verdict'],
      rows: [['Internal', 'allowed'], ['Shipped', 'denied'], ['Hosted']],
    };

    expect(cardToText(cardOf(table))).toBe('Title\n\nInternal: allowed\nShipped: denied\nHosted');
  });

  it('reads a table row by row when it is too wide to stand in columns', () => {
    const table: Part = {
      kind: 'table',
      columns: ['Use', 'Verdict', 'Because'],
      rows: [['Internal', 'allowed', 'b'.repeat(90)]],
    };

    expect(cardToText(cardOf(table))).toBe(
      `Title\n\n- Use: Internal\n  Verdict: allowed\n  Because: ${'b'.repeat(90)}`,
    );
  });

  it('indents the further lines of an entry', () => {
    const text = cardToText(cardOf({ kind: 'list', entries: ['one\ntwo', 'three'] }));

    expect(text).toBe('Title\n\n- one\n  two\n- three');
  });
});

function cardOf(part: Part): Card {
  return { tone: 'neutral', title: 'Title', parts: [part], buttons: [] };
}
