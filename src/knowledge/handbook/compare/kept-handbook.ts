import { createHash } from 'node:crypto';
import { z } from 'zod';
import { wordsByHeading } from '#knowledge/handbook/compare/compare-handbooks.ts';
import type { Handbook } from '#knowledge/handbook/section.ts';

/** A handbook's sections as they are kept to be compared with later ones: how much room is between their words is not. */
export const KeptSections = z.array(
  z.object({ path: z.array(z.string()), blocks: z.array(z.string()) }),
);
export type KeptSections = z.infer<typeof KeptSections>;

export interface KeptHandbook {
  readonly sections: KeptSections;
  /** Of its words, in hexadecimal: the same for two handbooks between which nothing changed. */
  readonly sha256: string;
}

export function toKeep({ sections }: Pick<Handbook, 'sections'>): KeptHandbook {
  const kept = sections.map(({ path, blocks }) => ({
    path: path.map(singleSpaced),
    blocks: blocks.map(singleSpaced).filter((block) => block !== ''),
  }));
  const words = [...wordsByHeading(kept)].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    sections: kept,
    sha256: createHash('sha256').update(JSON.stringify(words)).digest('hex'),
  };
}

function singleSpaced(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
