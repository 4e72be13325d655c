import { type Answered, type Asking, joinAnswers, say } from '#assistant/answering.ts';
import { askSubject } from '#assistant/skills/ask-subject.ts';
import { askList, type ListSubject } from '#assistant/skills/packages/ask-list.ts';
import { askWhichProduct } from '#assistant/skills/packages/ask-product.ts';
import { unclearCard } from '#assistant/views/help/help-card.ts';
import {
  refusedNameCard,
  whichPackageCard,
} from '#assistant/views/packages/package-trouble-cards.ts';
import { findProduct } from '#knowledge/packages/products.ts';
import { printPurl } from '#knowledge/packages/purl.ts';
import type { PackageReading } from '#knowledge/packages/read-packages.ts';
import type { PackageMention } from '#knowledge/packages/reading/mention.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

// More than these in one message is a list, and has one card for all; fewer have a card each.
const MOST_AT_ONCE = 5;

/** Answers about the packages that a message names. */
export async function askPackages(
  reading: PackageReading,
  said: PartialUse,
  asking: Asking,
): Promise<Answered> {
  const [first] = reading.packages;
  if (!first) {
    const [refused] = reading.refused;
    return say(refused ? refusedNameCard(refused) : unclearCard(), { kind: 'no-answer' });
  }
  const groups = [...Map.groupBy(reading.packages, (mention) => mention.start).values()];
  if (groups.length > MOST_AT_ONCE) return askList(listOf(groups, reading), said, asking);
  return joinAnswers(
    await Promise.all(groups.map((readings) => askReadings(readings, said, asking))),
  );
}

/** The best reading of each mention; what no npm package is named by is said not to be looked up. */
function listOf(
  groups: readonly (readonly PackageMention[])[],
  { refused }: PackageReading,
): ListSubject {
  const best = groups.flatMap(([mention]) => mention ?? []);
  const npm = best.filter(({ purl }) => purl.type === 'npm');
  const others = best.filter(({ purl }) => purl.type !== 'npm');
  return {
    kind: 'packages',
    packages: npm.map(({ purl, requirement }) => ({
      purl: printPurl(purl),
      ...(requirement === undefined ? {} : { requirement }),
      isTool: false,
    })),
    refused: [...others, ...refused].map(({ text }) => text.slice(0, 80)),
    left: 0,
  };
}

/** Several readings of the same words: the person says which, unless one of them is a product of its own. */
async function askReadings(
  readings: readonly PackageMention[],
  said: PartialUse,
  asking: Asking,
): Promise<Answered> {
  const [best] = readings;
  if (!best) return { replies: [] };
  const ecosystems = new Set(readings.map((mention) => mention.purl.type));
  if (best.as !== 'product' && ecosystems.size > 1) {
    return say(whichPackageCard(readings, said), { kind: 'asked' });
  }
  return askMention(best, said, asking);
}

async function askMention(
  mention: PackageMention,
  said: PartialUse,
  asking: Asking,
): Promise<Answered> {
  const product = mention.as === 'product' ? findProduct(mention.text) : undefined;
  if (product) return askWhichProduct(mention.text.toLowerCase(), product, said);
  const { purl, requirement } = mention;
  return askSubject(
    {
      kind: 'package',
      purl: printPurl(purl),
      ...(requirement === undefined ? {} : { requirement }),
    },
    said,
    asking,
  );
}
