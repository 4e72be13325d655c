const LONGEST_NAME = 200;

/** A name as a platform gave it, made fit to be kept and shown in one line; null when nothing is left. */
export function displayNameFrom(raw: string | undefined): string | null {
  const visible = (raw ?? '')
    .slice(0, 4 * LONGEST_NAME)
    .toWellFormed()
    // Control and direction characters would let a name rearrange the words around it.
    .replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, ' ')
    .split(' ')
    .filter((word) => word !== '')
    .join(' ');
  return [...visible].slice(0, LONGEST_NAME).join('') || null;
}
