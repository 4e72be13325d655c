import type { DocumentReply } from '#assistant/turn.ts';
import { plainText, visible } from '#foundation/cards/text.ts';

/** A long text as a file, for platforms that show, fold and search those: its name, and what is in it. */
export function documentFile({ title, text, source }: DocumentReply): {
  readonly name: string;
  readonly text: string;
} {
  return { name: `${fileName(title)}.txt`, text: `${visible(text)}\n\n${plainText(source)}\n` };
}

function fileName(title: string): string {
  const plain = title.replace(/[^\p{L}\p{N}.+-]+/gu, '-').replace(/^-+|-+$/g, '');
  return plain.slice(0, 80) || 'text';
}
