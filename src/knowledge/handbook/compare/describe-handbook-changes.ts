import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { HandbookChange } from '#knowledge/handbook/compare/compare-handbooks.ts';

const MOST = 3_000;

/** One line a section, as Markdown; what does not fit into `most` characters is counted. */
export function describeHandbookChanges(changes: readonly HandbookChange[], most = MOST): string {
  if (changes.length === 0) return 'The handbook says what it said before.';
  let text = '**The handbook**\n';
  for (const [at, change] of changes.entries()) {
    const longer = `${text}\n- ${changeInWords(change)}`;
    if (longer.length + tail(changes.length - at - 1).length > most) {
      return `${text}${tail(changes.length - at)}`;
    }
    text = longer;
  }
  return text;
}

/** What became of a section, in a line of plain words. */
export function changeInWords(change: HandbookChange): string {
  switch (change.kind) {
    case 'added':
      return `New: ${change.heading}`;
    case 'removed':
      return `Gone: ${change.heading}`;
    case 'changed':
      return `Changed: ${change.heading}`;
    case 'renamed':
      return `Now called ${change.heading}; before: ${change.from}`;
    default:
      return unreachable(change);
  }
}

function tail(left: number): string {
  return left === 0 ? '' : `\n\nAnd ${left} more ${left === 1 ? 'section' : 'sections'}.`;
}
