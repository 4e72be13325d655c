import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Db } from '#foundation/store/database.ts';
import { databaseError } from '#foundation/store/database-error.ts';
import { checkUrl } from '#foundation/store/drivers/postgres.ts';
import type { Look } from '#foundation/store/look/look-at-database.ts';
import { lookAtTables } from '#foundation/store/look/look-tables.ts';
import * as schema from '#foundation/store/schema.ts';

/** On one connection that may not write. */
export async function lookAtPostgres<T>(
  url: string,
  see: (db: Db) => Promise<T>,
): Promise<Look<T>> {
  checkUrl(url);
  let client: postgres.Sql | undefined;
  try {
    client = postgres(url, {
      max: 1,
      connect_timeout: 4,
      fetch_types: false,
      onnotice: () => undefined,
      connection: {
        application_name: 'steward doctor',
        TimeZone: 'UTC',
        statement_timeout: 4000,
        default_transaction_read_only: true,
      },
    });
    return await lookAtTables(drizzle(client, { schema }), see);
  } catch (error) {
    throw databaseError(error);
  } finally {
    await client?.end({ timeout: 1 });
  }
}
