import { editSteps } from '#knowledge/packages/near-names.ts';

/** A word that somebody may have meant. */
export interface NearWord {
  readonly word: string;
  /** Share of its letters that were typed right. */
  readonly likeness: number;
}

/** Finds the words that a mistyped one may stand for, the likest first. */
export function createNearWords(
  words: ReadonlySet<string>,
): (typed: string) => readonly NearWord[] {
  const byPiece = new Map<string, string[]>();
  for (const word of words) {
    if (slipsIn(word) === 0) continue;
    for (const piece of piecesOf(word)) {
      const having = byPiece.get(piece);
      if (having) having.push(word);
      else byPiece.set(piece, [word]);
    }
  }
  return (typed) => {
    const slips = slipsIn(typed);
    if (slips === 0) return [];
    return candidates(typed, slips)
      .map((word) => ({ word, steps: editSteps(typed, word) }))
      .filter(({ steps }) => steps <= slips)
      .map(({ word, steps }) => ({ word, likeness: 1 - steps / word.length }))
      .sort((one, other) => other.likeness - one.likeness || (one.word < other.word ? -1 : 1))
      .slice(0, MOST_WORDS);
  };

  /** Words of nearly the same length with enough pieces in common: a slip spoils three at most. */
  function candidates(typed: string, slips: number): readonly string[] {
    const pieces = piecesOf(typed);
    const common = new Map<string, number>();
    for (const piece of pieces) {
      for (const word of byPiece.get(piece) ?? []) common.set(word, (common.get(word) ?? 0) + 1);
    }
    const enough = Math.max(1, pieces.size - 4 * slips);
    return [...common].flatMap(([word, count]) =>
      count >= enough && Math.abs(word.length - typed.length) <= slips ? [word] : [],
    );
  }
}

const MOST_WORDS = 3;

/** How many letters may be wrong: in short words every slip makes another word. */
function slipsIn({ length }: string): number {
  if (length < 5) return 0;
  return length < 9 ? 1 : 2;
}

/** All runs of three letters, with the word's beginning and end. */
function piecesOf(word: string): ReadonlySet<string> {
  const marked = `^${word}$`;
  const pieces = new Set<string>();
  for (let at = 0; at + 3 <= marked.length; at++) pieces.add(marked.slice(at, at + 3));
  return pieces;
}
