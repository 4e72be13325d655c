import type { RichTextBlock, TextLook, TextRun } from '#channels/teams/render/adaptive.ts';
import { type Span, spansOf, type Text, visible, webAddress } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** How much a card's words are adorned: all that they ask for, links only, or not at all. */
export type Adornment = 'all' | 'links' | 'none';

/** Words with one look. */
export interface Run {
  readonly text: string;
  readonly look: TextLook;
}

/** A text as Teams shows it literally: nothing in a text run is read as Markdown, markup or a mention. */
export function runsOf(text: Text, adornment: Adornment): Run[] {
  return spansOf(text).flatMap((span) => {
    const words = visible(typeof span === 'string' ? span : span.text);
    return words === '' ? [] : [{ text: words, look: lookOf(span, adornment) }];
  });
}

export function boldRuns(words: string, adornment: Adornment = 'all'): Run[] {
  return runsOf([{ kind: 'strong', text: words }], adornment);
}

/** The runs with more of a look. */
export function withLook(runs: readonly Run[], more: TextLook): Run[] {
  return runs.map(({ text, look }) => ({ text, look: { ...look, ...more } }));
}

/** One block of words; none when there is nothing to read. */
export function wordsBlock(runs: readonly Run[]): RichTextBlock[] {
  const words = runs.map(({ text }) => text).join('');
  return words.trim() === '' ? [] : [blockOf(runs)];
}

export function blockOf(runs: readonly Run[]): RichTextBlock {
  return { type: 'RichTextBlock', inlines: merged(runs).flatMap(drawRun) };
}

/** The lines one under the other; those without words are left out. */
export function joinLines(lines: readonly (readonly Run[])[]): Run[] {
  const runs: Run[] = [];
  for (const line of lines) {
    if (line.length === 0) continue;
    if (runs.length > 0) runs.push(plainRun('\n'));
    runs.push(...line);
  }
  return runs;
}

export function plainRun(text: string): Run {
  return { text, look: {} };
}

/** Words where Teams takes only a string; a sign stands for what nobody could see. */
export function plain(words: string): string {
  const text = visible(words);
  // An unseen sign that joins words keeps the two braces apart.
  return text.trim() === '' ? '…' : text.split(beforeDate).join('\u2060');
}

function lookOf(span: Span, adornment: Adornment): TextLook {
  if (typeof span === 'string' || adornment === 'none') return {};
  if (span.kind === 'link') {
    const url = webAddress(span.href);
    return url === undefined ? {} : { selectAction: { type: 'Action.OpenUrl', url } };
  }
  if (adornment === 'links') return {};
  switch (span.kind) {
    case 'strong':
      return { weight: 'bolder' };
    case 'emphasis':
      return { italic: true };
    case 'code':
      return { fontType: 'monospace' };
    default:
      return unreachable(span);
  }
}

function merged(runs: readonly Run[]): Run[] {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last !== undefined && JSON.stringify(last.look) === JSON.stringify(run.look)) {
      all[all.length - 1] = { ...last, text: last.text + run.text };
    } else all.push(run);
  }
  return all;
}

// Clients write a day in their reader's way where they find `{{DATE(…)}}` or `{{TIME(…)}}`. They look at each run for
// itself: in two of them the signs stay as they were typed.
const beforeDate = /(?<=\{)(?=\{(?:DATE|TIME)\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)/;

function drawRun({ text, look }: Run): TextRun[] {
  return text.split(beforeDate).map((piece) => ({ type: 'TextRun', text: piece, ...look }));
}
