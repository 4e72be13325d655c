import MarkdownIt, { type Token } from 'markdown-it';
import type { SimplePart } from '#foundation/cards/card.ts';
import { code, emphasis, link, type Span, strong, type Text } from '#foundation/cards/text.ts';

/** Deeper lists and quotes are read as text. */
const NESTING_MOST = 20;

// Without HTML, which is shown as it was typed; addresses become links, as whoever writes one expects.
const reader = new MarkdownIt({ html: false, linkify: true, maxNesting: NESTING_MOST });

/** What somebody wrote in Markdown as parts of a card: paragraphs, headings in bold, lists and code. */
export function markdownParts(text: string): readonly SimplePart[] {
  const parts: SimplePart[] = [];
  let entries: Text[] | undefined;
  let lists = 0;
  let isHeading = false;
  for (const token of reader.parse(text, {})) {
    switch (token.type) {
      case 'bullet_list_open':
      case 'ordered_list_open':
        lists += 1;
        entries ??= [];
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        lists -= 1;
        if (lists > 0 || entries === undefined) break;
        if (entries.length > 0) parts.push({ kind: 'list', entries });
        entries = undefined;
        break;
      case 'heading_open':
      case 'heading_close':
        isHeading = token.type === 'heading_open';
        break;
      case 'inline': {
        const spans = spansOf(token.children ?? []);
        if (spans.length === 0) break;
        if (entries) entries.push(spans);
        else parts.push({ kind: 'paragraph', text: isHeading ? asHeading(token) : spans });
        break;
      }
      case 'fence':
      case 'code_block':
        parts.push({ kind: 'paragraph', text: [code(token.content.trim())] });
        break;
      default: // Frames around what is read.
    }
  }
  return parts;
}

function asHeading({ children }: Token): Text {
  return [strong(wordsOf(children ?? []))];
}

function spansOf(tokens: readonly Token[]): readonly Span[] {
  const spans: Span[] = [];
  let within: 'strong' | 'emphasis' | undefined;
  let href: string | undefined;
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
      case 'text_special':
        if (token.content === '') break;
        spans.push(asSpan(token.content, within, href));
        break;
      case 'code_inline':
        spans.push(code(token.content));
        break;
      case 'softbreak':
        spans.push(' ');
        break;
      case 'hardbreak':
        spans.push('\n');
        break;
      case 'strong_open':
        within = 'strong';
        break;
      case 'em_open':
        within = 'emphasis';
        break;
      case 'strong_close':
      case 'em_close':
        within = undefined;
        break;
      case 'link_open':
        href = String(token.attrGet('href') ?? '');
        break;
      case 'link_close':
        href = undefined;
        break;
      case 'image':
        spans.push(wordsOf(token.children ?? []));
        break;
      default: // Strikes and what else has no span.
    }
  }
  return spans;
}

function asSpan(
  text: string,
  within: 'strong' | 'emphasis' | undefined,
  href: string | undefined,
): Span {
  if (href !== undefined) return link(text, href);
  if (within === 'strong') return strong(text);
  return within === 'emphasis' ? emphasis(text) : text;
}

function wordsOf(tokens: readonly Token[]): string {
  return tokens.map(({ content }) => content).join('');
}
