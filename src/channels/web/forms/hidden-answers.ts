import { type ComponentChild, h } from 'preact';
import type { Field } from '#foundation/cards/form.ts';

/** Answers to fields of other pages: carried along, so that going on and back loses nothing. */
export function hiddenAnswers(
  fields: readonly Field[],
  kept: Readonly<Record<string, unknown>>,
): readonly ComponentChild[] {
  return fields.flatMap(({ id }) =>
    typedAnswers(Object.hasOwn(kept, id) ? kept[id] : undefined).map((value) =>
      h('input', { type: 'hidden', name: id, value }),
    ),
  );
}

/** What was typed for one field, as inputs hold it: words, and several of them where several boxes are checked. */
export function typedAnswers(kept: unknown): readonly string[] {
  if (typeof kept === 'string') return [kept];
  if (typeof kept === 'number') return [String(kept)];
  if (!Array.isArray(kept)) return [];
  const entries: readonly unknown[] = kept;
  return entries.filter((entry) => typeof entry === 'string');
}
