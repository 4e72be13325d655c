/** A sentence as lower-case words without punctuation, hyphens read as blanks: what phrases are looked for in. */
export function plainWords(sentence: string): readonly string[] {
  return sentence
    .toLowerCase()
    .replace(/[’']/g, '')
    .split(/[^\p{L}\p{N}.+#]+/u)
    .map((word) => word.replace(/^\.+|\.+$/g, ''))
    .filter((word) => word !== '');
}

/** Whether the words hold one of the phrases, word by word. */
export function holdsPhrase(words: readonly string[], phrases: readonly string[]): boolean {
  const text = ` ${words.join(' ')} `;
  return phrases.some((phrase) => text.includes(` ${phrase} `));
}

/** A list of phrases as one writes them down: separated by commas, over as many lines as it takes. */
export function phrases(list: string): readonly string[] {
  return list.split(',').map((phrase) => phrase.trim().replace(/\s+/g, ' '));
}

/** The sentence with a comma in place of each part, so that what stands around it does not run together. */
export function withoutParts(
  sentence: string,
  parts: readonly { readonly start: number; readonly end: number }[],
): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of parts) {
    if (start < from) continue;
    rest += `${sentence.slice(from, start)} , `;
    from = end;
  }
  return rest + sentence.slice(from);
}
