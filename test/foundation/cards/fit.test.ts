import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Budget, smallestBudget } from '#foundation/cards/budget.ts';
import type { Button, Card, Part, SimplePart } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { fit as fitCard } from '#foundation/cards/fit.ts';
import { code, link, plainText, type Text } from '#foundation/cards/text.ts';
import { namedSampleCards } from '../../support/sample-cards.ts';
import { anyCard, atMostSeconds } from './any-card.ts';

const phone: Budget = { ...smallestBudget, title: 60, text: 300, parts: 6, lines: 8, bytes: 9000 };
const anyBudget = fc.constantFrom(smallestBudget, phone);
const plain: Card = { tone: 'neutral', title: 'Noted', parts: [], buttons: [] };
const press: Button = { label: 'Go', action: { name: 'sample.show@1', payload: {} } };

describe('any card, once fitted', () => {
  it('is within every limit', () => {
    fc.assert(
      fc.property(anyCard, anyBudget, (card, budget) => {
        expect(broken(fitCard(card, budget), budget)).toEqual([]);
      }),
      atMostSeconds,
    );
  });

  it('stays as it is when fitted again', () => {
    fc.assert(
      fc.property(anyCard, anyBudget, (card, budget) => {
        const once = fitCard(card, budget);

        expect(fitCard(once, budget)).toBe(once);
      }),
      atMostSeconds,
    );
  });

  it('is the same card, or says that it was shortened', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const fitted = fitCard(card);

        const saysSo = cardToText(fitted).includes('Shortened to fit here');
        expect(fitted === card || saysSo || tablesIn(card) > 1).toBe(true);
      }),
      atMostSeconds,
    );
  });

  it('holds no half characters', () => {
    const emoji = { ...plain, title: '😀'.repeat(200), parts: [paragraph('😀'.repeat(3000))] };

    const fitted = fitCard(emoji);

    expect(cardToText(fitted).isWellFormed()).toBe(true);
  });
});

describe('a short card', () => {
  it.each(namedSampleCards)('is left alone: %s', (_, card) => {
    expect(fitCard(card)).toBe(card);
  });
});

describe('a card that is too large', () => {
  it('keeps the first five buttons and counts the rest', () => {
    const buttons = [1, 2, 3, 4, 5, 6, 7].map((n) => ({ ...press, label: `Go ${n}` }));

    const fitted = fitCard({ ...plain, buttons });

    expect(fitted.buttons.map((button) => button.label)).toEqual([
      'Go 1',
      'Go 2',
      'Go 3',
      'Go 4',
      'Go 5',
    ]);
    expect(lastNote(fitted)).toBe('Shortened to fit here: 2 buttons left out.');
  });

  it('leaves out a button whose action no platform would carry', () => {
    const large = { ...press, action: { ...press.action, payload: 'x'.repeat(3000) } };

    const fitted = fitCard({ ...plain, buttons: [large, press] });

    expect(fitted.buttons).toEqual([press]);
    expect(lastNote(fitted)).toBe('Shortened to fit here: 1 button left out.');
  });

  it('keeps the start of a list and counts the lines left out', () => {
    const entries = Array.from({ length: 80 }, (_, n) => `entry ${n + 1}`);

    const fitted = fitCard({ ...plain, parts: [{ kind: 'list', entries }] });

    expect(fitted.parts[0]).toEqual({ kind: 'list', entries: entries.slice(0, 50) });
    expect(lastNote(fitted)).toBe('Shortened to fit here: 30 lines left out.');
  });

  it('cuts a long text at a word and marks the place', () => {
    const fitted = fitCard({ ...plain, parts: [paragraph('many words '.repeat(400))] });

    expect(wordsOf(fitted.parts[0])).toMatch(/words…$|many…$/);
    expect(lastNote(fitted)).toBe('Shortened to fit here: 1 text cut short.');
  });

  it('marks the place also where the cut falls between spans', () => {
    const spans = [code('x'.repeat(2800)), 'and the end'];

    const fitted = fitCard({ ...plain, parts: [paragraph(spans)] });

    expect(wordsOf(fitted.parts[0])).toMatch(/x…$/);
  });

  it('keeps the words of a link whose address is too long', () => {
    const spans = [link('the page', `https://example.org/${'a'.repeat(3000)}`)];

    const fitted = fitCard({ ...plain, parts: [paragraph(spans)] });

    expect(fitted.parts[0]).toEqual(paragraph(['the page']));
  });

  it('reads a second table as a list and loses none of it', () => {
    const table: Part = { kind: 'table', columns: ['Use', 'Verdict'], rows: [['hosted', 'yes']] };

    const fitted = fitCard({ ...plain, parts: [table, table] });

    expect(fitted.parts).toEqual([table, { kind: 'list', entries: [['hosted', ' · ', 'yes']] }]);
  });

  it('keeps the first parts of many and counts the others', () => {
    const parts = Array.from({ length: 30 }, (_, n) => paragraph(`part ${n + 1}`));

    const fitted = fitCard({ ...plain, parts });

    expect(fitted.parts).toHaveLength(24);
    expect(lastNote(fitted)).toBe('Shortened to fit here: 7 sections left out.');
  });
});

function paragraph(text: Text): SimplePart {
  return { kind: 'paragraph', text };
}

function lastNote(card: Card): string {
  return wordsOf(card.parts.at(-1));
}

function wordsOf(part: Part | undefined): string {
  return part && 'text' in part ? plainText(part.text) : '';
}

function tablesIn(card: Card): number {
  return simpleParts(card).filter((part) => part.kind === 'table').length;
}

function simpleParts(card: Card): readonly SimplePart[] {
  return card.parts.flatMap((part) => (part.kind === 'more' ? part.parts : [part]));
}

/** The limits that the card breaks, measured apart from the code that keeps them. */
function broken(card: Card, budget: Budget): readonly string[] {
  const parts = simpleParts(card);
  const unfolding = card.parts.filter((part) => part.kind === 'more');
  const texts = [card.source ?? '', ...parts.flatMap(textsOf)];
  const labels = [
    ...card.buttons.map((button) => button.label),
    ...unfolding.map((part) => part.label),
    ...parts.flatMap(labelsOf),
  ];
  const lines = parts.map(linesOf);
  const columns = parts.flatMap((part) =>
    part.kind === 'table' ? [part.columns.length, ...part.rows.map((row) => row.length)] : [],
  );
  const actions = card.buttons.map((button) => Buffer.byteLength(JSON.stringify(button.action)));
  const checks: readonly (readonly [string, boolean])[] = [
    ['title', card.title.length <= budget.title],
    ['text', texts.every((text) => plainText(text).length <= budget.text)],
    ['label', labels.every((label) => label.length <= budget.label)],
    ['parts', parts.length + unfolding.length <= budget.parts],
    ['lines', lines.every((count) => count <= budget.lines)],
    ['columns', columns.every((count) => count <= budget.columns)],
    ['one table', tablesIn(card) <= 1],
    ['buttons', card.buttons.length <= budget.buttons],
    ['action', actions.every((size) => size <= budget.action)],
    ['bytes', Buffer.byteLength(JSON.stringify(card)) <= budget.bytes],
  ];
  return checks.filter(([, holds]) => !holds).map(([limit]) => limit);
}

function textsOf(part: SimplePart): readonly Text[] {
  if (part.kind === 'list') return part.entries;
  if (part.kind === 'facts') return part.rows.map((row) => row.value);
  if (part.kind === 'table') return part.rows.flat();
  return [part.text];
}

function labelsOf(part: SimplePart): readonly string[] {
  if (part.kind === 'list') return part.title === undefined ? [] : [part.title];
  if (part.kind === 'facts') return part.rows.map((row) => row.label);
  return part.kind === 'table' ? part.columns : [];
}

function linesOf(part: SimplePart): number {
  if (part.kind === 'list') return part.entries.length;
  return part.kind === 'facts' || part.kind === 'table' ? part.rows.length : 0;
}
