/**
 * Text that a card shows. A plain string is shown literally, whatever is in it;
 * emphasis, code and links are spans, so no channel ever parses what a person typed.
 */
export type Text = string | readonly Span[];

export type Span =
  | string
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'emphasis'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

export function strong(text: string): Span {
  return { kind: 'strong', text };
}

export function emphasis(text: string): Span {
  return { kind: 'emphasis', text };
}

export function code(text: string): Span {
  return { kind: 'code', text };
}

/** A link to a page. Renderers drop the link and keep the words unless `href` is http(s). */
export function link(text: string, href: string): Span {
  return { kind: 'link', text, href };
}

export function spansOf(text: Text): readonly Span[] {
  return typeof text === 'string' ? [text] : text;
}

/** The words alone, without emphasis or addresses. */
export function plainText(text: Text): string {
  return spansOf(text)
    .map((span) => (typeof span === 'string' ? span : span.text))
    .join('');
}

// Control characters but tab and line feed, and the marks that embed, override or isolate a direction.
const UNSEEN = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The words with unseen characters shown as signs: nothing in a text moves a cursor, colours a
 * terminal, or makes a name read otherwise than it is spelt. For renderers.
 */
export function visible(words: string): string {
  return words.replaceAll('\r\n', '\n').replace(UNSEEN, (sign) => {
    const codePoint = sign.charCodeAt(0);
    if (codePoint < 0x20) return String.fromCharCode(0x2400 + codePoint);
    return codePoint === 0x7f ? '\u2421' : '\ufffd';
  });
}

/** Characters. Longer addresses are not links: no page that we point at needs one, and Slack takes 3,000. */
export const ADDRESS_MAX = 2000;

/**
 * The address that a link may open, normalised; undefined when it is not a plain http(s) page.
 * Addresses with a user name are refused: they are used to look like another host.
 */
export function webAddress(href: string): string | undefined {
  if (href.length > ADDRESS_MAX || !URL.canParse(href)) return undefined;
  const url = new URL(href);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  return url.href.length > ADDRESS_MAX ? undefined : url.href;
}
