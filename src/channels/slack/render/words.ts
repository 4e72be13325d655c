import type { types } from '@slack/bolt';
import { type Span, spansOf, type Text, visible, webAddress } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** A text as Slack shows it literally: nothing in a rich text is read as markup, a mention or an emoji. */
export function drawWords(text: Text): types.RichTextElement[] {
  return spansOf(text).flatMap(drawSpan);
}

export function boldWords(words: string): types.RichTextElement[] {
  return drawWords([{ kind: 'strong', text: words }]);
}

export function section(elements: types.RichTextElement[]): types.RichTextSection {
  return { type: 'rich_text_section', elements };
}

/** One block of words; none when there is nothing to read, for Slack refuses a block without words. */
export function wordsBlock(elements: types.RichTextElement[]): types.RichTextBlock[] {
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements: [section(elements)] }];
}

/** Words where Slack takes only a plain text. What nobody could see, Slack refuses; a sign stands for it. */
export function plain(words: string): types.PlainTextElement {
  const text = visible(words);
  return { type: 'plain_text', text: text.trim() === '' ? '…' : text, emoji: false };
}

// Slack refuses an element without words.
function drawSpan(span: Span): types.RichTextElement[] {
  const text = visible(typeof span === 'string' ? span : span.text);
  if (text === '') return [];
  if (typeof span === 'string') return [{ type: 'text', text }];
  switch (span.kind) {
    case 'strong':
      return [{ type: 'text', text, style: { bold: true } }];
    case 'emphasis':
      return [{ type: 'text', text, style: { italic: true } }];
    case 'code':
      return [{ type: 'text', text, style: { code: true } }];
    case 'link': {
      const url = webAddress(span.href);
      return [url === undefined ? { type: 'text', text } : { type: 'link', url, text }];
    }
    default:
      return unreachable(span);
  }
}
