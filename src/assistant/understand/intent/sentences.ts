/**
 * What somebody types as sentences: "Google wants me to sign their CLA, can you get that going" is two, the
 * wish in the second. `Intl.Segmenter` wants capitals behind a full stop, which people in a chat leave out.
 */
export function sentencesIn(text: string): readonly string[] {
  return text
    .split(BORDERS)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}{2}/u.test(sentence))
    .slice(0, SENTENCES_MOST);
}

/** A license text, or a pasted list, has more; they are no sentences that wish for something. */
const SENTENCES_MOST = 8;

const BORDERS =
  /(?<=[!?…])\s+|(?<=\p{L}{3}\.|\d\.|\)\.)\s+|\s*\n+\s*|\s+[–—-]{1,2}\s+|;\s+|,\s+(?=(?:so |and |but )?(?:(?:can|could|would|will) (?:you|u|we|somebody|someone)|please|pls|plz|where|how|what|whats|who|any)\b)/iu;
