import type { Subject } from '#assistant/memory.ts';
import type { About } from '#assistant/views/answers/answer-card.ts';
import { capital, spoken } from '#assistant/views/answers/words.ts';
import { licenseDetails, sourceOf } from '#assistant/views/licenses/about-license.ts';
import type { Part } from '#foundation/cards/card.ts';
import { strong } from '#foundation/cards/text.ts';
import { licenseIdsIn } from '#knowledge/licenses/expression.ts';
import { normalizeLicense } from '#knowledge/licenses/normalize.ts';
import type { Product, ProductLicense } from '#knowledge/packages/products.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** What is said about a program beside the verdict. */
export function aboutProduct(
  product: Product,
  licensed: ProductLicense,
  version: string | undefined,
  subject: Subject,
  said: PartialUse,
): About {
  const { expression } = normalizeLicense(licensed.expression);
  const ids = expression ? licenseIdsIn(expression) : [];
  const changed = product.licenses.length > 1;
  return {
    subject,
    name: version === undefined ? product.label : `${product.label} ${version}`,
    said,
    lead: [
      strong(product.label),
      version === undefined ? ` (${versionsOf(licensed)})` : ` ${version}`,
      ` is under ${spoken(licensed.expression)}.`,
    ],
    notes: [
      ...(changed ? [historyPart(product)] : []),
      ...(product.note ? [{ kind: 'note', tone: 'neutral', text: product.note } as const] : []),
    ],
    details: licenseDetails(ids),
    licenses: ids,
    sources: ['license of the program as we know it, not read from a release', sourceOf(ids)],
  };
}

/** Which versions a license holds for, in words: "up to 7.2", "7.4 to 7.8", "8.0 and later". */
export function versionsOf({ from, until }: ProductLicense): string {
  if (from === undefined) return until === undefined ? 'all versions' : `up to ${until}`;
  return until === undefined ? `${from} and later` : `${from} to ${until}`;
}

function historyPart(product: Product): Part {
  return {
    kind: 'list',
    title: 'Its license changed',
    entries: product.licenses.map(
      (each) => `${capital(versionsOf(each))}: ${spoken(each.expression)}`,
    ),
  };
}
