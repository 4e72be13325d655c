import { describe, expect, it } from 'vitest';
import { normalizeLicense } from '#knowledge/licenses/normalize.ts';
import { findProduct, productWords } from '#knowledge/packages/products.ts';
import { printPurl } from '#knowledge/packages/purl.ts';

const products = productWords().map((word) => [word, findProduct(word)] as const);

describe('a product', () => {
  it('is found in any case and spacing', () => {
    const labels = ['Redis', 'ORACLE  JDK', ' elasticsearch '].map(
      (word) => findProduct(word)?.label,
    );

    expect(labels).toEqual(['Redis', 'Oracle JDK', 'Elasticsearch']);
  });

  it('is not made of other words', () => {
    const product = findProduct('left-pad');

    expect(product).toBeUndefined();
  });

  it('has its licenses in the order of versions', () => {
    const redis = findProduct('redis');

    expect(redis?.licenses).toEqual([
      { until: '7.2', expression: 'BSD-3-Clause' },
      { from: '7.4', until: '7.8', expression: 'LicenseRef-scancode-rsalv2 OR SSPL-1.0' },
      { from: '8.0', expression: 'LicenseRef-scancode-rsalv2 OR SSPL-1.0 OR AGPL-3.0-only' },
    ]);
  });

  it('comes with its client libraries, npm first', () => {
    const clients = findProduct('mongodb')?.clients.map((purl) => printPurl(purl));

    expect(clients?.slice(0, 2)).toEqual(['pkg:npm/mongodb', 'pkg:pypi/pymongo']);
  });
});

describe('every product', () => {
  it.each(products)('%s: has a license at every version, each an expression', (_, product) => {
    const licenses = product?.licenses ?? [];

    expect(licenses.length).toBeGreaterThan(0);
    expect(licenses.map(({ expression }) => normalizeLicense(expression).class)).toEqual(
      licenses.map(() => 'ok'),
    );
    expect(licenses[0]?.from).toBeUndefined();
    expect(licenses.at(-1)?.until).toBeUndefined();
  });
});
