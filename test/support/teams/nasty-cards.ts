import type { Button, Card, Part } from '#foundation/cards/card.ts';
import { fit } from '#foundation/cards/fit.ts';
import { code, link, type Span, strong } from '#foundation/cards/text.ts';

/** Cards within our budget that Teams' JSON makes the most of. */
export const nastyCards: Readonly<Record<string, Card>> = {
  'parts of one-character lines': cardOf(
    times(24, () => ({ kind: 'list', title: 'x', entries: times(50, () => 'x') })),
  ),
  'parts of one-character facts': cardOf(
    times(24, () => ({ kind: 'facts', rows: times(50, () => ({ label: 'x', value: 'x' })) })),
  ),
  'notes of one character': cardOf(times(24, () => ({ kind: 'note', tone: 'bad', text: 'x' }))),
  'a table of 500 cells': cardOf([tableOf('x', 'x')]),
  'a table of 200 cells': cardOf([
    { kind: 'table', columns: times(4, () => 'x'), rows: times(50, () => times(4, () => 'x')) },
  ]),
  'a table with long names of columns': cardOf([tableOf('列'.repeat(75), 'x')]),
  'spans that alternate': cardOf([{ kind: 'paragraph', text: alternating('a') }]),
  'spans that alternate in lines': cardOf(
    times(10, () => ({ kind: 'list', entries: times(50, () => [strong('a'), 'b', code('c')]) })),
  ),
  'links of one character': cardOf(
    times(20, () => ({
      kind: 'paragraph',
      text: times(30, () => link('x', 'http://a.b')).flatMap((one) => [one, ' ']),
    })),
  ),
  'addresses that grow': cardOf(
    times(20, () => ({ kind: 'paragraph', text: [link('x', `https://a.b/${'語'.repeat(215)}`)] })),
  ),
  'actions of 1,000 bytes': cardOf([], fullButtons('x'.repeat(960))),
  'actions full of quotes': cardOf(
    [{ kind: 'paragraph', text: alternating('a') }],
    fullButtons('"'.repeat(480)),
  ),
  'actions full of quotes below a table': cardOf(
    [tableOf('列'.repeat(75), '語')],
    fullButtons('"'.repeat(480)),
  ),
  'signs of three bytes': cardOf([{ kind: 'paragraph', text: '語'.repeat(2800) }]),
  emoji: cardOf(times(24, () => ({ kind: 'list', entries: times(50, () => '👩‍👩‍👧') }))),
  'from right to left': cardOf(
    times(24, () => ({ kind: 'note', tone: 'good', text: 'عُمَر '.repeat(300) })),
  ),
  'unseen signs': cardOf(
    times(24, () => ({ kind: 'paragraph', text: '\u0001\u0085\u202e'.repeat(900) })),
  ),
  'parts that unfold': cardOf(
    times(12, () => ({
      kind: 'more',
      label: 'x',
      parts: [{ kind: 'note', tone: 'bad', text: [strong('a'), 'b'] }],
    })),
  ),
};

function cardOf(parts: readonly Part[], buttons: readonly Button[] = []): Card {
  return fit({ tone: 'bad', title: 'No', parts, source: 'Policy 2026.1', buttons });
}

function tableOf(name: string, cell: string): Part {
  return {
    kind: 'table',
    columns: times(10, () => name),
    rows: times(50, () => times(10, () => cell)),
  };
}

function alternating(letter: string): readonly Span[] {
  return times(700, (at) => (at % 2 === 0 ? letter : code(letter)));
}

function fullButtons(words: string): readonly Button[] {
  return times(5, () => ({
    label: '語'.repeat(75),
    action: { name: 'sample.show@1', payload: words },
  }));
}

function times<T>(count: number, one: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => one(at));
}
