import type postgres from 'postgres';
import type { JobStore } from '#foundation/store/database.ts';
import { within } from '#foundation/store/drivers/deadline.ts';

interface PostgresJobs {
  readonly client: postgres.Sql;
  /** How long statements may take. */
  readonly deadlineMs: number;
  /** Whether this failure means that the connection is gone. */
  readonly losesConnection: (failure: unknown) => boolean;
}

/**
 * On connections of its own: drizzle takes the conversion of dates and JSON from the client that it is given, and
 * what pg-boss does must not take the connections from those who wait for an answer.
 */
export function postgresJobStore(jobs: PostgresJobs): JobStore {
  const { client, deadlineMs } = jobs;
  return {
    execute(text, values = []) {
      const isBlock = /^\s*BEGIN\b/i.test(text);
      return within(deadlineMs, isBlock ? executeBlock(jobs, text) : execute(client, text, values));
    },
    close: () => client.end({ timeout: 5 }),
  };
}

async function execute(
  client: postgres.Sql,
  text: string,
  values: readonly unknown[],
): Promise<{ readonly rows: readonly unknown[] }> {
  // Several statements at once are possible only without values.
  const result = values.length === 0 ? client.unsafe(text) : client.unsafe(text, values.map(sent));
  return { rows: rowsOf(await result) };
}

/** All on one connection; the driver refuses a BEGIN on one that others share. */
async function executeBlock(
  { client, losesConnection }: PostgresJobs,
  text: string,
): Promise<{ readonly rows: readonly unknown[] }> {
  const reserved = await client.reserve();
  try {
    return { rows: rowsOf(await reserved.unsafe(text)) };
  } catch (error) {
    // Once the connection is gone the driver would send it inside somebody else's transaction.
    if (!losesConnection(error)) await reserved.unsafe('ROLLBACK');
    throw error;
  } finally {
    reserved.release();
  }
}

/** Of several statements the rows of all. */
function rowsOf(result: readonly unknown[]): readonly unknown[] {
  return result.some(Array.isArray) ? result.flat() : [...result];
}

/** As text that PostgreSQL reads by itself: the driver knows no array types, as it did not ask for them. */
function sent(value: unknown): string | number | boolean | Date | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map(quoted).join(',')}}`;
  if (value instanceof Date || typeof value === 'boolean' || typeof value === 'number') {
    return value;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function quoted(member: unknown): string {
  if (member === null || member === undefined) return 'NULL';
  return `"${String(member).replace(/["\\]/g, '\\$&')}"`;
}
