import type { Card, Part, SimplePart, Tone } from '#foundation/cards/card.ts';
import { type Span, spansOf, type Text, visible, webAddress } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/**
 * The card as plain reading: for terminals, notifications, and readers that show no cards.
 * Says everything the card says, and holds no sign that a terminal would obey.
 */
export function cardToText(card: Card): string {
  const blocks = [visible(card.title), ...card.parts.map(partToText)];
  if (card.source !== undefined) blocks.push(words(card.source));
  if (card.buttons.length > 0) {
    blocks.push(card.buttons.map((button) => `[${visible(button.label)}]`).join(' '));
  }
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Says a note's tone, for readers who see neither its edge nor its icon. */
export function noteWord(tone: Tone): string {
  switch (tone) {
    case 'good':
    case 'neutral':
      return 'Note';
    case 'caution':
      return 'Careful';
    case 'bad':
      return 'Warning';
    default:
      return unreachable(tone);
  }
}

/** Wider tables are read row by row instead. */
const TABLE_WIDTH = 96;

function partToText(part: Part): string {
  if (part.kind !== 'more') return simplePartToText(part);
  const inner = part.parts.map(simplePartToText).filter((block) => block !== '');
  return [`${visible(part.label)}:`, ...inner.map((block) => indented(block, '  '))].join('\n');
}

function simplePartToText(part: SimplePart): string {
  switch (part.kind) {
    case 'paragraph':
      return words(part.text);
    case 'list': {
      const entries = part.entries.map((entry) => hanging('- ', words(entry)));
      return [...(part.title === undefined ? [] : [visible(part.title)]), ...entries].join('\n');
    }
    case 'facts':
      return part.rows.map((row) => labelled(row.label, words(row.value))).join('\n');
    case 'table':
      return tableToText(part.columns, part.rows);
    case 'note':
      return hanging(`${noteWord(part.tone)}: `, words(part.text), '  ');
    default:
      return unreachable(part);
  }
}

function tableToText(columns: readonly string[], rows: readonly (readonly Text[])[]): string {
  const cells = rows.map((row) => row.map(words));
  if (columns.length <= 2) {
    return cells.map(([name = '', value]) => (value ? labelled(name, value) : name)).join('\n');
  }
  const table = [columns.map(visible), ...cells];
  const widths = columns.map((_, column) =>
    Math.max(...table.map((row) => (row[column] ?? '').length)),
  );
  const width = widths.reduce((sum, one) => sum + one + 2, 0);
  if (width <= TABLE_WIDTH && !table.flat().some((cell) => cell.includes('\n'))) {
    return table.map((row) => aligned(row, widths)).join('\n');
  }
  return cells.map((row) => rowByRow(columns, row)).join('\n');
}

function aligned(row: readonly string[], widths: readonly number[]): string {
  return widths
    .map((width, column) => (row[column] ?? '').padEnd(width))
    .join('  ')
    .trimEnd();
}

function rowByRow(columns: readonly string[], row: readonly string[]): string {
  const pairs = row.map((cell, column) => labelled(columns[column] ?? '', cell));
  return hanging('- ', pairs.join('\n'));
}

function labelled(label: string, value: string): string {
  return hanging(`${visible(label)}: `, value, '  ');
}

function hanging(start: string, text: string, indent = ' '.repeat(start.length)): string {
  return start + text.replaceAll('\n', `\n${indent}`);
}

function indented(text: string, indent: string): string {
  return hanging(indent, text, indent);
}

function words(text: Text): string {
  return spansOf(text).map(spanToText).join('');
}

function spanToText(span: Span): string {
  if (typeof span === 'string') return visible(span);
  if (span.kind !== 'link') return visible(span.text);
  const address = webAddress(span.href);
  if (address === undefined || address === span.text) return visible(span.text);
  return `${visible(span.text)} (${address})`;
}
