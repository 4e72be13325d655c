/** "a", "a or b", "a, b or c". */
export function joined(words: readonly string[], last: 'and' | 'or'): string {
  if (words.length <= 1) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** The first few, and how many more there are: one that would be left out alone is named. */
export function some(words: readonly string[], most: number, more = 'more'): string {
  if (words.length <= most + 1) return joined(words, 'and');
  return `${words.slice(0, most).join(', ')} and ${words.length - most} ${more}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
