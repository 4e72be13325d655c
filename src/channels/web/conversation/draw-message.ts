import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Message } from '#channels/web/conversation/history.ts';
import { renderCard } from '#channels/web/render-card.ts';
import { cardToMarkdown } from '#foundation/cards/card-to-markdown.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { visible } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** A message as the page takes it. */
export interface PageMessage {
  readonly id: string;
  readonly persona: string;
  readonly position: number;
  readonly change: number;
  readonly author: 'person' | 'steward';
  /** `gone`: the page takes it away. */
  readonly kind: 'text' | 'card' | 'file' | 'gone';
  /** Escaped; the page puts it in as it is. */
  readonly html: string;
  readonly text: string;
  readonly markdown: string;
  readonly at: string;
  readonly edited: boolean;
  readonly answers: string | null;
  /** A question whose answer will not come by itself, because Steward ended in between. */
  readonly unanswered: boolean;
}

export function drawMessage(message: Message, persona: string, isUnderWay: boolean): PageMessage {
  const { id, position, change, author, content, answers } = message;
  return {
    id,
    persona,
    position,
    change,
    author,
    at: message.createdAt.toISOString(),
    edited: message.editedAt !== null,
    answers,
    unanswered: 'settled' in content && !content.settled && !isUnderWay,
    ...drawContent(content),
  };
}

function drawContent(
  content: Message['content'],
): Pick<PageMessage, 'kind' | 'html' | 'text' | 'markdown'> {
  switch (content.kind) {
    case 'text': {
      const { text } = content;
      const html = renderToString(h('p', { class: 'words', dir: 'auto' }, visible(text)));
      return { kind: 'text', html, text, markdown: wordsToMarkdown(text) };
    }
    case 'file': {
      const text = visible(content.name);
      return {
        kind: 'file',
        html: drawFile(text, content.size),
        text,
        markdown: wordsToMarkdown(text),
      };
    }
    case 'card': {
      const { card } = content;
      return {
        kind: 'card',
        html: renderCard(card),
        text: cardToText(card),
        markdown: cardToMarkdown(card),
      };
    }
    case 'gone':
      return { kind: 'gone', html: '', text: '', markdown: '' };
    case 'unreadable': {
      const html = renderToString(h('p', { class: 'words' }, UNREADABLE));
      return { kind: 'text', html, text: UNREADABLE, markdown: UNREADABLE };
    }
    default:
      return unreachable(content);
  }
}

/** As a card would hold them: a reader of Markdown shows exactly these words. */
function wordsToMarkdown(text: string): string {
  return cardToMarkdown({
    tone: 'neutral',
    title: '',
    parts: [{ kind: 'paragraph', text }],
    buttons: [],
  });
}

const UNREADABLE = 'This message was written by another version of Steward, which can show it.';

function drawFile(name: string, bytes: number): string {
  const size =
    bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024).toLocaleString('en')} KB`;
  return renderToString(
    h('p', { class: 'words file' }, [
      h('span', { class: 'file-name', dir: 'auto' }, name),
      ' ',
      h('span', { class: 'file-size' }, size),
    ]),
  );
}
