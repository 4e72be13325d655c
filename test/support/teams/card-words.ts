import type { Card, SimplePart } from '#foundation/cards/card.ts';
import { noteWord } from '#foundation/cards/card-to-text.ts';
import { plainText, type Text, visible } from '#foundation/cards/text.ts';

/** What is read on a card, folded parts and what unfolds them too, as one text; without its buttons. */
export function readingOf(card: { readonly body: unknown }): string {
  return objectsIn(card.body)
    .flatMap(({ type, text, title }) => {
      if (type === 'TextRun') return [String(text)];
      // The unseen sign that keeps what looks like a day from being read as one.
      return type === 'Action.ToggleVisibility' ? [String(title).replaceAll('\u2060', '')] : [];
    })
    .join('');
}

/** Every object in it, the outer before the inner. */
export function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [Object.fromEntries(Object.entries(value)), ...inner];
}

/** The texts in the order in which they are looked for; what is not there, or not there any more. */
export function missingFrom(words: string, texts: readonly string[]): readonly string[] {
  let from = 0;
  return texts.map(visible).filter((text) => {
    if (text.trim() === '') return false;
    const at = words.indexOf(text, from);
    if (at >= 0) from = at + text.length;
    return at < 0;
  });
}

/** Every text of the card in the order of reading, without those of its buttons. */
export function textsOf(card: Card): readonly string[] {
  const parts = card.parts.flatMap((part) =>
    part.kind === 'more' ? [part.label, ...part.parts.flatMap(textsOfPart)] : textsOfPart(part),
  );
  return [card.title, ...parts, ...(card.source === undefined ? [] : [card.source])].map(plainText);
}

function textsOfPart(part: SimplePart): readonly Text[] {
  switch (part.kind) {
    case 'paragraph':
      return [part.text];
    case 'note':
      return [noteWord(part.tone), part.text];
    case 'list':
      return [part.title ?? '', ...part.entries];
    case 'facts':
      return part.rows.flatMap(({ label, value }) => [label, value]);
    case 'table':
      return [...part.columns, ...part.rows.flatMap((row) => row.slice(0, part.columns.length))];
  }
}
