import MarkdownIt, { type Token } from 'markdown-it';

/** What a page is made of, in order, as plain text. */
export type Piece =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'block'; readonly text: string };

/** Deeper lists and quotes are read as text. */
const NESTING_MOST = 50;
/** Characters of one paragraph, list entry, table row or block of code; what is longer is cut. */
const BLOCK_MOST = 20_000;

// HTML is read so that it can be left out; addresses are not made links, which we would only take apart again.
const reader = new MarkdownIt({ html: true, linkify: false, maxNesting: NESTING_MOST });

/** Headings, paragraphs, list entries, table rows and code of a text; HTML is left out. */
export function readMarkdown(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let heading: number | undefined;
  let cells: string[] | undefined;
  for (const token of reader.parse(text, {})) {
    switch (token.type) {
      case 'heading_open':
        heading = Number(token.tag.slice(1));
        break;
      case 'heading_close':
        heading = undefined;
        break;
      case 'tr_open':
        cells = [];
        break;
      case 'tr_close':
        add(pieces, (cells ?? []).filter((cell) => cell !== '').join(' · '));
        cells = undefined;
        break;
      case 'inline': {
        const words = wordsOf(token);
        if (heading !== undefined) pieces.push({ kind: 'heading', level: heading, text: words });
        else if (cells) cells.push(words);
        else add(pieces, words);
        break;
      }
      case 'fence':
      case 'code_block':
        add(pieces, token.content.trim());
        break;
      default: // Frames around what is read, and HTML.
    }
  }
  return pieces;
}

function add(pieces: Piece[], text: string): void {
  if (text === '') return;
  pieces.push({ kind: 'block', text: text.slice(0, BLOCK_MOST).toWellFormed() });
}

/** The words as people read them, on one line. */
function wordsOf({ children }: Token): string {
  const words = (children ?? []).map((token) => {
    switch (token.type) {
      case 'text':
      case 'text_special':
      case 'code_inline':
        return token.content;
      case 'image':
        return wordsOf(token);
      case 'softbreak':
      case 'hardbreak':
        return ' ';
      default: // Where emphasis and links begin and end, and HTML.
        return '';
    }
  });
  return words.join('').replaceAll(/\s+/g, ' ').trim();
}
