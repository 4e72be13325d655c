import Fuse from 'fuse.js';
import { wellKnownNames } from '#knowledge/packages/well-known.ts';

const MOST_NAMES = 3;

/**
 * Names that somebody who typed `typed` may have meant, nearest first; empty when nothing is near.
 * Suggestions to a person only. `others`: further names that exist, such as those looked up before.
 */
export function nearNames(typed: string, others: readonly string[]): readonly string[] {
  if (typed.length < SHORTEST_NAME || typed.length > LONGEST_NAME) return [];
  const names = [...new Set([...wellKnownNames('npm'), ...others])].filter(
    (name) => name !== typed,
  );
  const ranks = new Map(names.map((name, rank) => [name, rank]));
  const wanted = typed.toLowerCase();
  const near = names.filter((name) => isNear(wanted, name.toLowerCase()));
  // Fuse also finds the longer names that begin with what was meant: recat-router, react-router-dom.
  const fuse = new Fuse(names, { includeScore: true, threshold: 0.3, minMatchCharLength: 3 });
  const fuzzy = typed.length < 4 ? [] : fuse.search(typed, { limit: 10 }).map(({ item }) => item);
  return [...new Set([...near, ...fuzzy])]
    .map((name) => ({ name, steps: editSteps(wanted, name.toLowerCase()) }))
    .filter(
      ({ name, steps }) =>
        isNear(wanted, name.toLowerCase()) || steps <= Math.ceil(typed.length / 2),
    )
    .sort((one, other) => one.steps - other.steps || rank(one.name) - rank(other.name))
    .slice(0, MOST_NAMES)
    .map(({ name }) => name);

  function rank(name: string): number {
    return ranks.get(name) ?? names.length;
  }
}

/** In shorter ones every slip makes another name; longer is no typing error. */
const SHORTEST_NAME = 3;
const LONGEST_NAME = 100;

/** One slip in a short name, two in a longer one; or the same name with other separators. */
function isNear(typed: string, name: string): boolean {
  if (letters(typed) === letters(name)) return true;
  const allowed = typed.length < 5 ? 1 : 2;
  if (Math.abs(typed.length - name.length) > allowed) return false;
  return editSteps(typed, name) <= allowed;
}

function letters(name: string): string {
  return name.replaceAll(/[^a-z0-9]/g, '');
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one to the other. */
export function editSteps(one: string, other: string): number {
  let twoBack: number[] = [];
  let back = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let least = Math.min(
        at(back, column) + 1,
        at(now, column - 1) + 1,
        at(back, column - 1) + (same ? 0 : 1),
      );
      if (
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1]
      ) {
        least = Math.min(least, at(twoBack, column - 2) + 1);
      }
      now.push(least);
    }
    twoBack = back;
    back = now;
  }
  return at(back, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
