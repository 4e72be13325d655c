import { createHash } from 'node:crypto';
import type { auditEntries } from '#foundation/store/schema.ts';

export type AuditRow = typeof auditEntries.$inferSelect;

export interface Seal {
  readonly sealNumber: number;
  readonly previousHash: string;
  /** SHA-256 in hexadecimal over everything the row holds, its place and the entry before it. */
  readonly hash: string;
}

/** The end of the chain; `noHead` before the first entry. */
export type Head = Pick<Seal, 'sealNumber' | 'hash'>;

export const noHead: Head = { sealNumber: 0, hash: '0'.repeat(64) };

/** The seal that this entry gets after `head`; the same again later, unless anything in the row has changed. */
export function sealAfter(head: Head, row: AuditRow): Seal {
  const sealNumber = head.sealNumber + 1;
  const previousHash = head.hash;
  const { id, at, kind, actor, subject } = row;
  const content = { sealNumber, previousHash, id, at: at.toISOString(), kind, actor, subject };
  const hash = createHash('sha256').update(canonicalJson(content)).digest('hex');
  return { sealNumber, previousHash, hash };
}

/** One text for one value: PostgreSQL gives the members of a `jsonb` back in an order of its own. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(byKey));
  });
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
