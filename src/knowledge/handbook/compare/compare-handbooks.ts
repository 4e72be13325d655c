import { headingOf, type Section } from '#knowledge/handbook/section.ts';

/** How a section of the handbook differs. What only stands elsewhere, or in another file, does not. */
export type HandbookChange =
  | { readonly kind: 'added' | 'removed' | 'changed'; readonly heading: string }
  /** The same words under another heading. */
  | { readonly kind: 'renamed'; readonly heading: string; readonly from: string };

/** Of a section what is compared. */
type Compared = Pick<Section, 'path' | 'blocks'>;

/** Which sections differ, by their headings, in the order of the newer handbook; what is gone comes last. */
export function compareHandbooks(
  old: { readonly sections: readonly Compared[] },
  now: { readonly sections: readonly Compared[] },
): readonly HandbookChange[] {
  const before = wordsByHeading(old.sections);
  const after = wordsByHeading(now.sections);
  const gone = new Set([...before.keys()].filter((heading) => !after.has(heading)));
  const changes: HandbookChange[] = [];
  for (const [heading, words] of after) {
    const had = before.get(heading);
    if (had !== undefined) {
      if (had !== words) changes.push({ kind: 'changed', heading });
      continue;
    }
    const from = words === '[]' ? undefined : [...gone].find((one) => before.get(one) === words);
    if (from === undefined) changes.push({ kind: 'added', heading });
    else {
      gone.delete(from);
      changes.push({ kind: 'renamed', heading, from });
    }
  }
  return [...changes, ...[...gone].map((heading) => ({ kind: 'removed', heading }) as const)];
}

/** What stands under each heading; sections with the same headings are one, whatever their order. */
export function wordsByHeading(sections: readonly Compared[]): ReadonlyMap<string, string> {
  const groups = Map.groupBy(sections, headingOf);
  return new Map(
    [...groups].map(([heading, same]) => {
      const texts = same.flatMap(({ blocks }) => (blocks.length === 0 ? [] : [blocks.join('\n')]));
      return [heading, JSON.stringify(texts.sort())];
    }),
  );
}
