import type { PGlite } from '@electric-sql/pglite';
import type { JobStore } from '#foundation/store/database.ts';

/** What pg-boss sends with `BEGIN … COMMIT` around it. */
const BLOCK = /^\s*BEGIN\s*;(?<statements>.*?);?\s*COMMIT\s*;?\s*$/is;

/**
 * On the one connection that PGlite has. A block is run as a transaction of PGlite's own: nothing comes between its
 * statements, and one that fails is rolled back before the next statement of anybody, which it would poison.
 */
export function embeddedJobStore(client: PGlite, admit: () => void): JobStore {
  return {
    async execute(text, values = []) {
      admit();
      if (values.length > 0) return client.query(text, [...values]);
      const statements = BLOCK.exec(text)?.groups?.statements;
      const results =
        statements === undefined
          ? await client.exec(text)
          : await client.transaction((tx) => tx.exec(statements));
      return { rows: results.flatMap(({ rows }) => rows) };
    },
    async close() {},
  };
}
