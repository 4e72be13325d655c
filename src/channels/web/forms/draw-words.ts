import { type ComponentChild, h } from 'preact';
import { type Span, spansOf, type Text, visible, webAddress } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** A text's spans; each word is escaped by the renderer. */
export function drawWords(text: Text): readonly ComponentChild[] {
  return spansOf(text).map(drawSpan);
}

function drawSpan(span: Span): ComponentChild {
  if (typeof span === 'string') return visible(span);
  const text = visible(span.text);
  switch (span.kind) {
    case 'strong':
      return h('strong', null, text);
    case 'emphasis':
      return h('em', null, text);
    case 'code':
      return h('code', null, text);
    case 'link': {
      const href = webAddress(span.href);
      if (href === undefined) return text;
      return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text);
    }
    default:
      return unreachable(span);
  }
}
