import { Fragment, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { DocumentReply } from '#assistant/turn.ts';
import { drawWords } from '#channels/web/forms/draw-words.ts';
import { visible } from '#foundation/cards/text.ts';

/** A long text as the page takes it: only where it comes from is HTML. */
export interface DrawnDocument {
  readonly title: string;
  readonly text: string;
  readonly sourceHtml: string;
}

export function drawDocument({ title, text, source }: DocumentReply): DrawnDocument {
  return {
    title: visible(title),
    text: visible(text),
    sourceHtml: renderToString(h(Fragment, null, drawWords(source))),
  };
}
