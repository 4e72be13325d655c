import type { SectionIndex } from '#knowledge/handbook/search/index-sections.ts';
import type { Want } from '#knowledge/handbook/search/read-question.ts';

export interface RankedSection {
  /** Its number in the index. */
  readonly section: number;
  readonly score: number;
}

/**
 * The sections that say something of what is wanted, best first; of equal ones the one further up.
 * One want counts once, by its best word: else a section would win by naming many words for a side issue.
 */
export function rankSections(
  index: SectionIndex,
  wants: readonly Want[],
): readonly RankedSection[] {
  const scores = new Float64Array(index.size);
  const best = new Float64Array(index.size);
  const total = new Float64Array(index.size);
  for (const want of wants) {
    const touched = new Set<number>();
    for (const [term, trust] of want) {
      const postings = index.terms.get(term);
      if (!postings) continue;
      const { sections, weights, rarity } = postings;
      for (let at = 0; at < sections.length; at++) {
        const section = sections[at] ?? 0;
        const gain = trust * rarity * (weights[at] ?? 0);
        best[section] = Math.max(best[section] ?? 0, gain);
        total[section] = (total[section] ?? 0) + gain;
        touched.add(section);
      }
    }
    for (const section of touched) {
      const most = best[section] ?? 0;
      const rest = (total[section] ?? 0) - most;
      scores[section] = (scores[section] ?? 0) + most + FURTHER_WORDS * rest;
      best[section] = 0;
      total[section] = 0;
    }
  }
  return [...scores]
    .map((score, section) => ({ section, score }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.section - other.section);
}

/** What further words for the same want add. */
const FURTHER_WORDS = 0.4;
