/** A word of a sentence, as far as names of packages are concerned. */
export interface Token {
  /** Without quotes and punctuation. */
  readonly text: string;
  readonly start: number;
  /** Stood in backticks or quotes. */
  readonly quoted: boolean;
  /** The punctuation behind it ends a sentence or a clause. */
  readonly closes: boolean;
}

/** Splits a sentence into words; an opening bracket is a word of its own. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/[^\s,;]+/g)) {
    const typed = match[0];
    let start = 0;
    let end = typed.length;
    while (start < end && `"'\`(“‘«[{*`.includes(typed.charAt(start))) start++;
    while (end > start && `"'\`)”’»]}?!.:*`.includes(typed.charAt(end - 1))) end--;
    if (typed.startsWith('('))
      tokens.push({ text: '(', start: match.index, quoted: false, closes: false });
    if (start === end) continue;
    const behind = text.charAt(match.index + typed.length);
    tokens.push({
      text: typed.slice(start, end),
      start: match.index + start,
      quoted: /^[("'`“]*["'`“]/.test(typed) && /["'`”]/.test(typed.slice(end)),
      closes: /[?!.:]/.test(typed.slice(end)) || behind === ';' || behind === ',',
    });
  }
  return tokens;
}
