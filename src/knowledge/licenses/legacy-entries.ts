// A list longer than this was not written by a person; nothing certain can come of it.
const MAX_ENTRIES = 50;

/**
 * The license texts in an old-style field: an object with type or name and url, or a list of such.
 * An entry that says nothing is undefined. The whole is undefined when the field is of no such shape.
 */
export function readLegacyEntries(published: unknown): readonly (string | undefined)[] | undefined {
  const list: readonly unknown[] = Array.isArray(published) ? published : [published];
  if (list.length > MAX_ENTRIES) return undefined;
  const entries: (string | undefined)[] = [];
  for (const entry of list) {
    const texts = readEntry(entry);
    if (texts === 'unreadable') return undefined;
    entries.push(...texts);
  }
  return entries;
}

function readEntry(entry: unknown): readonly (string | undefined)[] | 'unreadable' {
  if (entry === null || entry === undefined) return [undefined];
  if (typeof entry === 'string') return [entry];
  if (typeof entry !== 'object' || Array.isArray(entry)) return 'unreadable';
  const fields = new Map<string, unknown>(Object.entries(entry));
  const said: string[] = [];
  for (const name of ['type', 'name', 'url']) {
    const value = fields.get(name);
    if (value !== undefined && value !== null && typeof value !== 'string') return 'unreadable';
    // An address counts only where nothing else is said.
    const speaks = value && value.trim() !== '' && (name !== 'url' || said.length === 0);
    if (speaks) said.push(value);
  }
  if (said.length > 0) return said;
  return fields.size === 0 || ['type', 'name', 'url'].some((name) => fields.has(name))
    ? [undefined]
    : 'unreadable';
}
