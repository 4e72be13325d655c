import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Office } from '#foundation/people/office.ts';
import type { Db } from '#foundation/store/database.ts';
import { products } from '#foundation/store/tables/products.ts';
import { ProductDetails, type ProductRecord, productKey } from '#office/products/product-record.ts';

type Named = Pick<Office, 'products'>;

/** All products, those of the office folder first; one of the folder hides one of the same name from chat. */
export async function listProducts(
  db: Db | undefined,
  office: Named,
): Promise<readonly ProductRecord[]> {
  const byKey = folderProducts(office);
  const rows = db
    ? await db.select().from(products).where(isNull(products.removedAt)).orderBy(asc(products.key))
    : [];
  for (const row of rows) {
    if (!byKey.has(row.key)) byKey.set(row.key, recordFrom(row));
  }
  return [...byKey.values()];
}

/** By its name in any spelling. */
export async function findProduct(
  db: Db | undefined,
  office: Named,
  name: string,
): Promise<ProductRecord | undefined> {
  const key = productKey(name);
  const inFolder = findInFolder(office, name);
  if (inFolder || !db) return inFolder;
  const [row] = await db
    .select()
    .from(products)
    .where(and(eq(products.key, key), isNull(products.removedAt)));
  return row && recordFrom(row);
}

export function findInFolder(office: Named, name: string): ProductRecord | undefined {
  return folderProducts(office).get(productKey(name));
}

/** One that was added in chat; also when it is on the list no more. */
export async function findAdded(
  db: Db,
  id: string,
): Promise<{ readonly product: ProductRecord; readonly isRemoved: boolean } | undefined> {
  const [row] = await db.select().from(products).where(eq(products.id, id));
  return row && { product: recordFrom(row), isRemoved: row.removedAt !== null };
}

/** By their spelling; the first of those that the folder names twice. */
function folderProducts(office: Named): Map<string, ProductRecord> {
  const byKey = new Map<string, ProductRecord>();
  for (const { name, ...details } of office.products) {
    const key = productKey(name);
    if (byKey.has(key)) continue;
    byKey.set(key, { ...details, name, releases: details.releases ?? [], source: 'office-folder' });
  }
  return byKey;
}

export function recordFrom(row: typeof products.$inferSelect): ProductRecord {
  const details = ProductDetails.parse(row.details);
  return { ...details, name: row.name, source: 'chat', id: row.id };
}
