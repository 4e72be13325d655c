import { isEmpty } from '#foundation/cards/check-values.ts';

/** What was typed into a field, unchecked, as words; none where it is something else. */
export function typed(kept: unknown): string {
  if (typeof kept === 'number') return String(kept);
  return typeof kept === 'string' ? kept : '';
}

/** The same where several may be chosen. */
export function several(kept: unknown): readonly string[] {
  if (!Array.isArray(kept)) return isEmpty(kept) ? [] : [typed(kept)];
  const entries: readonly unknown[] = kept;
  return entries.filter((entry) => typeof entry === 'string');
}

/** Without an ellipsis, which would come back as if it had been typed; and no half of a sign at the end. */
export function startOf(words: string, characters: number): string {
  return words.slice(0, characters).replace(/[\ud800-\udbff]$/, '');
}
