import type { Card, Part, SimplePart } from '#foundation/cards/card.ts';
import { noteWord } from '#foundation/cards/card-to-text.ts';
import {
  type Span,
  spansOf,
  strong,
  type Text,
  visible,
  webAddress,
} from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/**
 * The card as Markdown (CommonMark with tables), to paste into an issue or a page. A reader of it shows exactly the
 * words: none of them is taken for a mark. Buttons are left out, for nothing can be pressed there.
 */
export function cardToMarkdown(card: Card): string {
  const title = oneLiner(card.title);
  const blocks = [title === '' ? '' : `### ${title}`, ...card.parts.map(partToMarkdown)];
  if (card.source !== undefined) blocks.push(block(card.source));
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** What somebody typed, as Markdown that shows exactly their words, with their paragraphs. */
export function plainToMarkdown(words: string): string {
  return words
    .split(/\n\s*\n/)
    .map((paragraph) => block(paragraph))
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

/** The same on one line, as a heading needs it. */
export function plainToHeading(words: string): string {
  return oneLiner(words);
}

function partToMarkdown(part: Part): string {
  if (part.kind !== 'more') return simplePartToMarkdown(part);
  const parts = part.parts.map(simplePartToMarkdown).filter((block) => block !== '');
  return [label(part.label), ...parts].filter((block) => block !== '').join('\n\n');
}

function simplePartToMarkdown(part: SimplePart): string {
  switch (part.kind) {
    case 'paragraph':
      return block(part.text);
    case 'list':
      return [
        ...(part.title === undefined ? [] : [label(part.title)]),
        part.entries.map((entry) => `- ${block(entry, '  ')}`).join('\n'),
      ]
        .filter((block) => block !== '')
        .join('\n\n');
    case 'facts':
      return part.rows
        .map(({ label: name, value }) => `- ${label(name)}: ${block(value, '  ')}`)
        .join('\n');
    case 'table':
      return tableToMarkdown(part);
    case 'note':
      return `> ${block([strong(noteWord(part.tone)), ': ', ...spansOf(part.text)], '> ')}`;
    default:
      return unreachable(part);
  }
}

// A table of one column without its bar would read as a heading; the bars around each row settle that.
function tableToMarkdown({ columns, rows }: SimplePart & { kind: 'table' }): string {
  if (columns.length === 0) return '';
  const lines = [columns.map(cell), columns.map(() => '---')];
  for (const row of rows) lines.push(columns.map((_, at) => cell(row[at] ?? '')));
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A text as Markdown; its further lines begin with `indent`. */
function block(text: Text, indent = ''): string {
  return linesOf(text, false).map(safeStart).join(`\\\n${indent}`);
}

/** A text on one line, as a heading needs it. */
function oneLiner(text: Text): string {
  return safeStart(linesOf(text, false).join(' '));
}

/** A text on one line, without a bar that would end a table's cell. */
function cell(text: Text): string {
  return linesOf(text, true).join(' ');
}

/** A label: strong where that can be read for certain. */
function label(words: string): string {
  return oneLiner([{ kind: 'strong', text: oneLine(words) }]);
}

/** The text's lines with their marks; empty ones say nothing and would end the block. */
function linesOf(text: Text, inTable: boolean): readonly string[] {
  let lines = '';
  let afterMark = false;
  for (const span of spansOf(text)) {
    const piece = spanToMarkdown(span, inTable, afterMark);
    if (piece === '') continue;
    afterMark = typeof span !== 'string' && piece !== escaped(span.text);
    lines += piece;
  }
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function spanToMarkdown(span: Span, inTable: boolean, afterMark: boolean): string {
  if (typeof span === 'string') return escaped(span);
  switch (span.kind) {
    case 'strong':
      return emphasised(span.text, '**', afterMark);
    case 'emphasis':
      return emphasised(span.text, '*', afterMark);
    case 'code':
      return afterMark ? escaped(span.text) : codeSpan(span.text, inTable);
    case 'link': {
      const address = webAddress(span.href);
      const words = escaped(oneLine(span.text)).trim();
      if (address === undefined || words === '') return escaped(span.text);
      return `[${words}](${escapedAddress(address)})`;
    }
    default:
      return unreachable(span);
  }
}

// Marks between letters and digits are read the same by every reader; beside blanks and signs, or beside each other,
// they may be read as signs themselves. The words matter more than their weight.
function emphasised(text: string, mark: string, afterMark: boolean): string {
  const isPlain = /^[\p{L}\p{N}](?:[^\n]*[\p{L}\p{N}])?$/u.test(visible(text));
  return isPlain && !afterMark ? `${mark}${escaped(text)}${mark}` : escaped(text);
}

/** In a fence longer than any run of backticks inside, as CommonMark has it. */
function codeSpan(text: string, inTable: boolean): string {
  const words = oneLine(visible(text));
  if (words.trim() === '') return words;
  // A table is cut at its bars before anything else is read, and readers differ in which of them a backslash spares.
  if (inTable && words.includes('\\') && words.includes('|')) return escaped(words);
  let longest = 0;
  for (const run of words.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(words) ? ' ' : '';
  const code = `${fence}${pad}${words}${pad}${fence}`;
  return inTable ? code.replaceAll('|', '\\|') : code;
}

/** Every sign that begins or ends a mark somewhere in a line, with a backslash; and addresses kept from linking themselves. */
function escaped(words: string): string {
  return visible(words)
    .replace(/[\\`*_[\]<>&#|~$!]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(?<=\bwww)\./gi, '\\.');
}

/** Signs that are marks at the start of a line only: of lists, of rules, and under a heading. */
function safeStart(line: string): string {
  return line.replace(/^[-+=:]/, '\\$&').replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

function escapedAddress(address: string): string {
  return address
    .replaceAll('\\', '%5C')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
    .replaceAll('|', '%7C')
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E')
    .replaceAll('&', '&amp;');
}

function oneLine(words: string): string {
  return words.replaceAll('\n', ' ');
}
