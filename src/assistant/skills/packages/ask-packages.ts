import { type Answered, answered, type Steward } from '#assistant/answering.ts';
import { askSubject } from '#assistant/skills/ask-subject.ts';
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

// More than these in one message is a list; each answer is a card of its own.
const MOST_AT_ONCE = 5;

/** Answers about the packages that a message names. */
export async function askPackages(
  reading: PackageReading,
  said: PartialUse,
  steward: Steward,
): Promise<Answered> {
  const [first] = reading.packages;
  if (!first) {
    const [refused] = reading.refused;
    return refused
      ? answered({ kind: 'card', card: refusedNameCard(refused), outcome: { kind: 'no-answer' } })
      : answered({ kind: 'card', card: unclearCard(), outcome: { kind: 'no-answer' } });
  }
  const groups = [...Map.groupBy(reading.packages, (mention) => mention.start).values()];
  const asked = await Promise.all(
    groups.slice(0, MOST_AT_ONCE).map((readings) => askReadings(readings, said, steward)),
  );
  const about = asked.find((one) => one.about)?.about;
  return { replies: asked.flatMap((one) => one.replies), ...(about ? { about } : {}) };
}

/** Several readings of the same words: the person says which, unless one of them is a product of its own. */
async function askReadings(
  readings: readonly PackageMention[],
  said: PartialUse,
  steward: Steward,
): Promise<Answered> {
  const [best] = readings;
  if (!best) return { replies: [] };
  const ecosystems = new Set(readings.map((mention) => mention.purl.type));
  if (best.as !== 'product' && ecosystems.size > 1) {
    return answered({
      kind: 'card',
      card: whichPackageCard(readings, said),
      outcome: { kind: 'asked' },
    });
  }
  return askMention(best, said, steward);
}

async function askMention(
  mention: PackageMention,
  said: PartialUse,
  steward: Steward,
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
    steward,
  );
}
