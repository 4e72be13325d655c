import type {
  CardElement,
  Container,
  ContainerStyle,
  RichTextBlock,
  TableCell,
} from '#channels/teams/render/adaptive.ts';
import {
  type Adornment,
  blockOf,
  boldRuns,
  joinLines,
  plainRun,
  type Run,
  runsOf,
  wordsBlock,
} from '#channels/teams/render/words.ts';
import type { Fact, SimplePart, Tone } from '#foundation/cards/card.ts';
import { noteWord } from '#foundation/cards/card-to-text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** One more, and on a phone none of them has room for a word. */
const COLUMNS_MOST = 4;

/** A part of a card as elements; none when there is nothing to read. */
export function drawPart(part: SimplePart, adornment: Adornment): CardElement[] {
  switch (part.kind) {
    case 'paragraph':
      return wordsBlock(runsOf(part.text, adornment));
    case 'list':
      return list(part, adornment);
    case 'facts':
      return wordsBlock(joinLines(part.rows.map((row) => fact(row, adornment))));
    case 'table':
      return adornment === 'all' && part.columns.length <= COLUMNS_MOST
        ? table(part)
        : rowByRow(part, adornment);
    case 'note':
      return note(part, adornment);
    default:
      return unreachable(part);
  }
}

/** The colour behind a title; neutral ones have none. */
export function titleStyle(tone: Tone): ContainerStyle {
  switch (tone) {
    case 'good':
      return 'good';
    case 'caution':
      return 'warning';
    case 'bad':
      return 'attention';
    case 'neutral':
      return 'default';
    default:
      return unreachable(tone);
  }
}

function list({ title, entries }: SimplePart & { kind: 'list' }, adornment: Adornment) {
  const heading = title === undefined ? [] : boldRuns(title, adornment);
  return bulleted(
    heading,
    entries.map((entry) => runsOf(entry, adornment)),
  );
}

// There is no element for a list, and a text block would read its words as Markdown.
function bulleted(heading: readonly Run[], lines: readonly (readonly Run[])[]): RichTextBlock[] {
  const entries = lines.filter((line) => line.length > 0);
  return wordsBlock(joinLines([heading, ...entries.map((line) => [plainRun('• '), ...line])]));
}

function fact({ label, value }: Fact, adornment: Adornment): Run[] {
  return labelled(label, runsOf(value, adornment), adornment);
}

function labelled(label: string, value: Run[], adornment: Adornment): Run[] {
  const name = boldRuns(label, adornment);
  return name.length === 0 ? value : [...name, plainRun(': '), ...value];
}

function note({ tone, text }: SimplePart & { kind: 'note' }, adornment: Adornment): Container[] {
  const style = titleStyle(tone);
  return [
    {
      type: 'Container',
      style: style === 'default' ? 'emphasis' : style,
      items: wordsBlock(labelled(noteWord(tone), runsOf(text, adornment), adornment)),
    },
  ];
}

function table({ columns, rows }: SimplePart & { kind: 'table' }): CardElement[] {
  if (columns.length === 0) return [];
  const cells = rows.map((row) => columns.map((_, at) => runsOf(row[at] ?? '', 'all')));
  return [
    {
      type: 'Table',
      // With shares that differ, phones are reported to show nothing (MicrosoftDocs/msteams-docs, issue 13108).
      columns: columns.map(() => ({ width: 1 })),
      firstRowAsHeaders: true,
      rows: [columns.map((name) => boldRuns(name)), ...cells].map((row) => ({
        type: 'TableRow',
        cells: row.map(cell),
      })),
    },
  ];
}

/** Without words a cell has no height. */
function cell(runs: readonly Run[]): TableCell {
  const words = runs.length === 0 ? [plainRun(' ')] : runs;
  return { type: 'TableCell', items: [blockOf(words)] };
}

/** The names of the columns once, then a line for each row. */
function rowByRow({ columns, rows }: SimplePart & { kind: 'table' }, adornment: Adornment) {
  const heading = joinCells(columns.map((name) => boldRuns(name, adornment)));
  return bulleted(
    heading,
    rows.map((row) => joinCells(columns.map((_, at) => runsOf(row[at] ?? '', adornment)))),
  );
}

/** A dash for a cell without words, so that the others can be told by their place. */
function joinCells(cells: readonly (readonly Run[])[]): Run[] {
  return cells.flatMap((runs, at) => {
    const words = runs.length === 0 ? [plainRun('–')] : runs;
    return at === 0 ? words : [plainRun(' · '), ...words];
  });
}
