import type { types } from '@slack/bolt';
import { boldWords, drawWords, section, wordsBlock } from '#channels/slack/render/words.ts';
import type { Fact, SimplePart } from '#foundation/cards/card.ts';
import { noteWord } from '#foundation/cards/card-to-text.ts';
import type { Text } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** Where blocks stand: Slack shows a table in messages only. */
export type Surface = 'message' | 'view';

/** A part of a card as blocks; none when there is nothing to read. */
export function drawPart(part: SimplePart, surface: Surface): types.KnownBlock[] {
  switch (part.kind) {
    case 'paragraph':
      return wordsBlock(drawWords(part.text));
    case 'list':
      return list(part.title, part.entries);
    case 'facts':
      return facts(part.rows);
    case 'table':
      return surface === 'message' ? table(part) : rowByRow(part);
    case 'note':
      return note(part);
    default:
      return unreachable(part);
  }
}

function list(title: string | undefined, entries: readonly Text[]): types.KnownBlock[] {
  const heading = title === undefined ? [] : boldWords(title);
  const lines = entries.map(drawWords).filter((line) => line.length > 0);
  const elements: types.RichTextBlockElement[] = [];
  if (heading.length > 0) elements.push(section(heading));
  if (lines.length > 0) {
    elements.push({ type: 'rich_text_list', style: 'bullet', elements: lines.map(section) });
  }
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements }];
}

/** A line each, the label before its value: two columns would leave a phone no room. */
function facts(rows: readonly Fact[]): types.KnownBlock[] {
  const elements: types.RichTextElement[] = [];
  for (const { label, value } of rows) {
    if (elements.length > 0) elements.push({ type: 'text', text: '\n' });
    elements.push(...labelled(label, drawWords(value)));
  }
  return wordsBlock(elements);
}

function labelled(label: string, value: types.RichTextElement[]): types.RichTextElement[] {
  const name = boldWords(label);
  return name.length === 0 ? value : [...name, { type: 'text', text: ': ' }, ...value];
}

function note({ tone, text }: SimplePart & { kind: 'note' }): types.KnownBlock[] {
  const elements = labelled(noteWord(tone), drawWords(text));
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements }] }];
}

function table({ columns, rows }: SimplePart & { kind: 'table' }): types.KnownBlock[] {
  if (columns.length === 0) return [];
  const cells = rows.map((row) => columns.map((_, at) => cell(drawWords(row[at] ?? ''))));
  return [
    {
      type: 'table',
      // Unwrapped, one long cell pushes the others out of the picture.
      column_settings: columns.map(() => ({ is_wrapped: true })),
      rows: [columns.map((name) => cell(boldWords(name))), ...cells],
    },
  ];
}

/** Slack refuses an empty cell. */
function cell(words: types.RichTextElement[]): types.RichTextBlock {
  const elements = words.length === 0 ? [{ type: 'text' as const, text: ' ' }] : words;
  return { type: 'rich_text', elements: [section(elements)] };
}

/** A table's rows as a list: the first cell names the row, the column names stand before the others. */
function rowByRow({ columns, rows }: SimplePart & { kind: 'table' }): types.KnownBlock[] {
  const entries = rows.map((row) => {
    const [name = '', ...values] = columns.map((_, at) => row[at] ?? '');
    const line = drawWords(name).map(bold);
    for (const [at, value] of values.entries()) {
      const words = drawWords(value);
      if (words.length === 0) continue;
      if (line.length > 0) line.push({ type: 'text', text: at === 0 ? ': ' : ' · ' });
      // The only value beside the name needs none of its own.
      const label = columns.length > 2 ? (columns[at + 1] ?? '') : '';
      line.push(...plainLabel(label), ...words);
    }
    return line;
  });
  const lines = entries.filter((line) => line.length > 0).map(section);
  if (lines.length === 0) return [];
  return [
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_list', style: 'bullet', elements: lines }],
    },
  ];
}

function plainLabel(label: string): types.RichTextElement[] {
  const words = drawWords(label);
  return words.length === 0 ? [] : [...words, { type: 'text', text: ': ' }];
}

function bold(element: types.RichTextElement): types.RichTextElement {
  return { ...element, style: { ...element.style, bold: true } };
}
