import { z } from 'zod';
import { npmPurl, type Purl, parsePurl } from '#knowledge/packages/purl.ts';
import { otherPurl } from '#knowledge/packages/reading/mention.ts';
import rows from './products.json' with { type: 'json' };

/** Software known by a word that may also mean a client library: "redis" is a server and several packages. */
export interface Product {
  readonly label: string;
  /** The product itself, never a client library of it. */
  readonly purl: Purl;
  /** Oldest first. An absent bound is open; `until` includes all later patches of that version. */
  readonly licenses: readonly ProductLicense[];
  /** The best known client libraries, npm first where there is one. */
  readonly clients: readonly Purl[];
  /** What the license alone does not say. */
  readonly note?: string;
}

export interface ProductLicense {
  readonly from?: string;
  readonly until?: string;
  /** An SPDX license expression. */
  readonly expression: string;
}

/** The product that a word or a few words name, in any case. */
export function findProduct(words: string): Product | undefined {
  return byWord.get(words.trim().toLowerCase().replaceAll(/\s+/g, ' '));
}

/** All products, to name their words in a text. */
export function productWords(): readonly string[] {
  return [...byWord.keys()];
}

const Row = z.object({
  label: z.string(),
  words: z.array(z.string()),
  purl: z.string(),
  licenses: z.array(
    z.object({
      from: z.string().exactOptional(),
      until: z.string().exactOptional(),
      expression: z.string(),
    }),
  ),
  clients: z.array(
    z.object({
      type: z.enum(['npm', 'pypi', 'maven', 'golang', 'cargo', 'nuget', 'gem', 'composer']),
      name: z.string(),
    }),
  ),
  note: z.string().exactOptional(),
});

const byWord = readRows();

function readRows(): ReadonlyMap<string, Product> {
  const products = new Map<string, Product>();
  for (const row of z.array(Row).parse(rows)) {
    const purl = parsePurl(row.purl);
    if (purl === undefined) throw new TypeError(`products.json: ${row.purl} is no purl`);
    const product: Product = {
      label: row.label,
      purl,
      licenses: row.licenses,
      clients: row.clients.map(({ type, name }) =>
        type === 'npm' ? npmPurl(name) : otherPurl(type, name),
      ),
      ...(row.note === undefined ? {} : { note: row.note }),
    };
    for (const word of row.words) products.set(word, product);
  }
  return products;
}
