import { type Budget, smallestBudget } from '#foundation/cards/budget.ts';
import type { Button, Card, Part, SimplePart } from '#foundation/cards/card.ts';
import { cutText, cutWords, jsonBytes } from '#foundation/cards/cut-text.ts';
import { type Span, spansOf, type Text } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/**
 * The card within the budget, and with a note that says so when something was left out.
 * A card that is small enough comes back as it is. Renderers rely on this and never cut.
 */
export function fit(card: Card, budget: Budget = smallestBudget): Card {
  const first = shorten(card, budget);
  if (!first.changed) return card;
  if (!somethingLost(first.lost)) return first.card;

  const second = shorten(card, {
    ...budget,
    parts: budget.parts - 1,
    bytes: budget.bytes - NOTE_BYTES,
  });
  return { ...second.card, parts: [...second.card.parts, lossNote(second.lost)] };
}

/** Room for the longest note that `lossNote` can write. */
const NOTE_BYTES = 250;
/** The source line must leave room for the answer itself. */
const SOURCE_BYTES = 2000;
/** Three bytes a character are enough for any script; more is markup or control characters. */
const BYTES_PER_CHARACTER = 3;
/** Bytes; a paragraph cut to less than this is not worth its place. */
const PROSE_WORTH_KEEPING = 80;

interface Lost {
  texts: number;
  lines: number;
  parts: number;
  buttons: number;
}

/** What is left of the budget while the parts are laid out one after the other. */
interface Room {
  readonly budget: Budget;
  readonly lost: Lost;
  bytes: number;
  parts: number;
  tables: number;
  changed: boolean;
}

function shorten(card: Card, budget: Budget): { card: Card; lost: Lost; changed: boolean } {
  const lost: Lost = { texts: 0, lines: 0, parts: 0, buttons: 0 };
  const room: Room = { budget, lost, bytes: 0, parts: budget.parts, tables: 1, changed: false };

  const frame = {
    ...card,
    title: words(card.title, budget.title, room),
    ...(card.source && { source: text(card.source, SOURCE_BYTES, room) }),
    buttons: fitButtons(card.buttons, room),
  };
  room.bytes = budget.bytes - jsonBytes({ ...frame, parts: [] });
  const parts = fitParts(card.parts, room, fitPart);
  return { card: { ...frame, parts }, lost, changed: room.changed };
}

function fitButtons(buttons: readonly Button[], room: Room): readonly Button[] {
  const usable = buttons.filter((button) => jsonBytes(button.action) <= room.budget.action);
  const kept = usable.slice(0, room.budget.buttons);
  lose(room, 'buttons', buttons.length - kept.length);
  return kept.map((button) => ({
    ...button,
    label: words(button.label, room.budget.label, room),
  }));
}

function fitParts<P extends Part>(
  parts: readonly P[],
  room: Room,
  fitOne: (part: P, room: Room) => P | undefined,
): readonly P[] {
  const kept: P[] = [];
  for (const part of parts) {
    if (room.parts < 1) break;
    const fitted = fitOne(part, room);
    if (fitted !== undefined) kept.push(fitted);
  }
  lose(room, 'parts', parts.length - kept.length);
  return kept;
}

function fitPart(part: Part, room: Room): Part | undefined {
  return part.kind === 'more' ? fitMore(part, room) : fitSimplePart(part, room);
}

function fitMore(part: Part & { kind: 'more' }, room: Room): Part | undefined {
  const empty = { ...part, label: words(part.label, room.budget.label, room), parts: [] };
  if (room.parts < 2 || !take(room, empty)) return undefined;
  const parts = fitParts(part.parts, room, fitSimplePart);
  return parts.length === 0 && part.parts.length > 0 ? undefined : { ...empty, parts };
}

function fitSimplePart(part: SimplePart, room: Room): SimplePart | undefined {
  switch (part.kind) {
    case 'paragraph':
    case 'note':
      return fitProse(part, room);
    case 'list': {
      const title = part.title === undefined ? {} : { title: label(part.title, room) };
      const empty = { kind: part.kind, ...title, entries: [] };
      const entries = fitLines(empty, part.entries, room, (entry) => text(entry, Infinity, room));
      return entries && { ...empty, entries };
    }
    case 'facts': {
      const empty = { kind: part.kind, rows: [] };
      const rows = fitLines(empty, part.rows, room, (row) => ({
        label: label(row.label, room),
        value: text(row.value, Infinity, room),
      }));
      return rows && { ...empty, rows };
    }
    case 'table':
      return fitTable(part, room);
    default:
      return unreachable(part);
  }
}

function fitProse(part: SimplePart & { text: Text }, room: Room): SimplePart | undefined {
  const bytes = room.bytes - jsonBytes({ ...part, text: '' }) - ','.length;
  if (bytes < PROSE_WORTH_KEEPING && jsonBytes(part.text) > bytes) return undefined;
  const fitted = { ...part, text: text(part.text, bytes, room) };
  return take(room, fitted) ? fitted : undefined;
}

function fitTable(part: SimplePart & { kind: 'table' }, room: Room): SimplePart | undefined {
  if (room.tables < 1) {
    room.changed = true;
    return fitSimplePart({ kind: 'list', entries: part.rows.map(asEntry) }, room);
  }
  const { columns: most } = room.budget;
  lose(room, 'lines', Math.max(0, part.columns.length - most));
  const columns = part.columns.slice(0, most).map((column) => label(column, room));
  const empty = { kind: part.kind, columns, rows: [] };
  const rows = fitLines(empty, part.rows, room, (row) => {
    if (row.length > most) room.changed = true;
    return row.slice(0, most).map((cell) => text(cell, Infinity, room));
  });
  if (rows === undefined) return undefined;
  room.tables -= 1;
  return { ...empty, rows };
}

/** The lines there is room for; undefined when not even the first fits. */
function fitLines<L>(
  empty: SimplePart,
  lines: readonly L[],
  room: Room,
  fitLine: (line: L) => L,
): readonly L[] | undefined {
  if (!take(room, empty)) return undefined;
  const kept: L[] = [];
  for (const line of lines.slice(0, room.budget.lines)) {
    const textsBefore = room.lost.texts;
    const fitted = fitLine(line);
    const size = jsonBytes(fitted) + ','.length;
    if (size > room.bytes) {
      room.lost.texts = textsBefore;
      break;
    }
    room.bytes -= size;
    kept.push(fitted);
  }
  if (kept.length === 0 && lines.length > 0) return undefined;
  lose(room, 'lines', lines.length - kept.length);
  return kept;
}

/** Takes the part's room, or says that there is none. */
function take(room: Room, part: Part): boolean {
  const size = jsonBytes(part) + ','.length;
  if (size > room.bytes) return false;
  room.bytes -= size;
  room.parts -= 1;
  return true;
}

function asEntry(row: readonly Text[]): Text {
  const spans: Span[] = [];
  for (const cell of row) spans.push(...(spans.length > 0 ? [' · '] : []), ...spansOf(cell));
  return spans;
}

function label(value: string, room: Room): string {
  return words(value, room.budget.label, room);
}

function words(value: string, characters: number, room: Room): string {
  const cut = cutWords(value, characters);
  if (cut !== value) lose(room, 'texts', 1);
  return cut;
}

function text(value: Text, bytes: number, room: Room): Text {
  const most = Math.min(bytes, room.budget.text * BYTES_PER_CHARACTER);
  const cut = cutText(value, room.budget.text, most);
  if (cut !== value) lose(room, 'texts', 1);
  return cut;
}

function lose(room: Room, what: keyof Lost, count: number): void {
  if (count === 0) return;
  room.lost[what] += count;
  room.changed = true;
}

function somethingLost(lost: Lost): boolean {
  return lost.texts + lost.lines + lost.parts + lost.buttons > 0;
}

function lossNote(lost: Lost): Part {
  const losses = [
    lost.texts > 0 ? `${counted(lost.texts, 'text')} cut short` : '',
    lost.lines > 0 ? `${counted(lost.lines, 'line')} left out` : '',
    lost.parts > 0 ? `${counted(lost.parts, 'section')} left out` : '',
    lost.buttons > 0 ? `${counted(lost.buttons, 'button')} left out` : '',
  ].filter((loss) => loss !== '');
  const detail = losses.length > 0 ? `: ${losses.join(', ')}` : '';
  return { kind: 'note', tone: 'neutral', text: `Shortened to fit here${detail}.` };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
