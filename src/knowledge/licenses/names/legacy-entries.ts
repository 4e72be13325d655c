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
    const text = readEntry(entry);
    if (text === 'unreadable') return undefined;
    entries.push(text.text);
  }
  return entries;
}

function readEntry(entry: unknown): { readonly text: string | undefined } | 'unreadable' {
  if (entry === null || entry === undefined) return { text: undefined };
  if (typeof entry === 'string') return { text: entry };
  if (typeof entry !== 'object' || Array.isArray(entry)) return 'unreadable';
  const fields = new Map<string, unknown>(Object.entries(entry));
  for (const name of ['type', 'name', 'url']) {
    const value = fields.get(name);
    if (typeof value === 'string' && value.trim() !== '') return { text: value };
    if (value !== undefined && value !== null && typeof value !== 'string') return 'unreadable';
  }
  return fields.size === 0 || ['type', 'name', 'url'].some((name) => fields.has(name))
    ? { text: undefined }
    : 'unreadable';
}
