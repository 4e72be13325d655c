import { Parser } from 'htmlparser2';

/** Somebody or something that a message calls, as Teams marks it in the text. */
export interface Mention {
  readonly id: string;
  /** Such as `<at>Steward</at>`. */
  readonly text: string;
}

const AT = /^<at[^>]*>([\s\S]*)<\/at>$/;

/**
 * A message's text as the person typed it. Teams marks who is called; `ours` is our own id there, and being called is
 * not part of the question. All else is text already.
 */
export function plainWords(text: string, mentions: readonly Mention[], ours: string): string {
  let words = text;
  for (const { id, text: marked } of mentions) {
    if (marked === '') continue;
    const name = AT.exec(marked)?.[1] ?? marked;
    words = words.replace(marked, () => (id === ours ? '' : name));
  }
  return cleaned(words);
}

/** Tags that stand on a line of their own. */
const LINES = new Set(['p', 'div', 'br', 'li', 'tr', 'blockquote', 'pre', 'h1', 'h2', 'h3']);
/** What nobody sees. */
const UNSEEN = new Set(['script', 'style', 'head', 'title', 'template']);

/** The words of a message that Teams hands over as HTML. */
export function wordsInHtml(html: string): string {
  let words = '';
  let unseen = 0;
  const parser = new Parser(
    {
      onopentagname(name) {
        if (UNSEEN.has(name)) unseen += 1;
        if (LINES.has(name) && words !== '' && !words.endsWith('\n')) words += '\n';
      },
      ontext(text) {
        if (unseen === 0) words += text;
      },
      onclosetag(name) {
        if (UNSEEN.has(name)) unseen -= 1;
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  return cleaned(words);
}

/** Teams writes some blanks as no-break spaces; and a database takes no NUL. */
function cleaned(words: string): string {
  return words
    .toWellFormed()
    .replaceAll('\0', '\ufffd')
    .replaceAll('\u00a0', ' ')
    .replaceAll('&nbsp;', ' ')
    .trim();
}
