import semver from 'semver';
import { type Answered, type Judging, say } from '#assistant/answering.ts';
import type { Subject } from '#assistant/memory.ts';
import { outcomeOf } from '#assistant/skills/licenses/ask-license.ts';
import { answerCard } from '#assistant/views/answers/answer-card.ts';
import { unclearCard } from '#assistant/views/help/help-card.ts';
import { aboutProduct, versionsOf } from '#assistant/views/packages/about-product.ts';
import { whichProductCard } from '#assistant/views/packages/which-product-card.ts';
import { normalizeLicense } from '#knowledge/licenses/normalize.ts';
import { findProduct, type Product, type ProductLicense } from '#knowledge/packages/products.ts';
import { consider } from '#knowledge/policy/consider.ts';
import { subjectOf } from '#knowledge/policy/license-subject.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** A word that may mean a program or one of its client libraries: asks which. */
export function askWhichProduct(word: string, product: Product, said: PartialUse): Answered {
  return say(whichProductCard(word, product, said), { kind: 'asked' });
}

/** Answers about a program such as the Redis server, by the license of its version. */
export function askProduct(
  name: string,
  version: string | undefined,
  said: PartialUse,
  { policy, clock }: Judging,
): Answered {
  const product = findProduct(name);
  const licensed = product && licenseAt(product, version);
  if (!product || !licensed) {
    return say(unclearCard(), { kind: 'no-answer' });
  }
  const subject: Subject = { kind: 'product', name, ...(version === undefined ? {} : { version }) };
  // A server runs as a program of its own unless somebody says otherwise.
  const use: PartialUse = { linkage: 'separate-process', ...said };
  const others = product.licenses.filter((each) => each !== licensed);
  const answer = consider(
    {
      license: subjectOf(normalizeLicense(licensed.expression)),
      said: use,
      otherVersions: others.map((each) => ({
        version: versionsOf(each),
        subject: subjectOf(normalizeLicense(each.expression)),
      })),
    },
    policy,
    clock.now(),
  );
  const about = aboutProduct(product, licensed, version, subject, use);
  return say(answerCard(about, answer, policy), outcomeOf(answer), { subject, said: use });
}

/** The license of a version; of the newest where none was named. */
function licenseAt(product: Product, version: string | undefined): ProductLicense | undefined {
  const wanted = version === undefined ? null : semver.coerce(version);
  if (!wanted) return product.licenses.at(-1);
  // A bound such as 7.2 includes all its patches: a version is compared by as many parts as the bound has.
  return product.licenses.find(
    ({ from, until }) =>
      (from === undefined || compareTo(wanted, from) >= 0) &&
      (until === undefined || compareTo(wanted, until) <= 0),
  );
}

function compareTo(version: semver.SemVer, bound: string): number {
  const parts = [version.major, version.minor, version.patch];
  for (const [at, part] of bound.split('.').entries()) {
    const difference = (parts[at] ?? 0) - Number(part);
    if (difference !== 0) return difference;
  }
  return 0;
}
