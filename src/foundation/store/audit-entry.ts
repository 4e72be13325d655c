import { z } from 'zod';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/**
 * Everything the audit log can say. Ids and hashes only: names and texts live in tables that can be erased.
 * Adding a kind is fine; changing one needs a migration.
 */
export const AuditEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person.created'), personId: z.uuid() }),
  z.object({
    kind: z.literal('account.linked'),
    personId: z.uuid(),
    platform: z.string(),
    /** `saltedHash` of the platform and its id for the person. */
    account: z.string(),
  }),
  z.object({
    kind: z.literal('policy.activated'),
    version: z.string(),
    /** Of the policy file as it was read, in hexadecimal. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    profile: z.string(),
  }),
  z.object({
    kind: z.literal('feedback.given'),
    feedbackId: z.uuid(),
    /** Its kind, such as `wrong`; what was written is not here. */
    reason: z.string(),
  }),
  z.object({ kind: z.literal('feedback.handled'), feedbackId: z.uuid() }),
]);
export type AuditEntry = z.infer<typeof AuditEntry>;

/** The name of every entry; the README lists them, kept true by a test. */
export const auditActions = AuditEntry.options.map((entry) => entry.shape.kind.value);

/** One sentence for people; whoever shows it adds who and when. */
export function describeAuditEntry(entry: AuditEntry): string {
  switch (entry.kind) {
    case 'person.created':
      return 'A person was seen for the first time.';
    case 'account.linked':
      return `An account on ${entry.platform} was linked to the person.`;
    case 'policy.activated':
      return `Policy ${entry.version} (profile ${entry.profile}) became active; its fingerprint begins with ${entry.sha256.slice(0, 12)}.`;
    case 'feedback.given':
      return `Somebody said that an answer did not help (${entry.reason}).`;
    case 'feedback.handled':
      return 'The OSPO marked feedback on an answer as read.';
    default:
      return unreachable(entry);
  }
}
