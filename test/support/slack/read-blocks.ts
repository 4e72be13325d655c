/** All words in the blocks, in order: what is read there, whatever it looks like. */
export function wordsIn(blocks: unknown): string {
  return objectsIn(blocks)
    .flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
    .join('');
}

/** Every object in it, the outer before the inner. */
export function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [Object.fromEntries(Object.entries(value)), ...inner];
}
