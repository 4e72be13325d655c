import { z } from 'zod';

/** A group from which reviewers are drawn, such as `legal`; the policy names those that there are. */
export const ReviewerGroup = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'lower-case words joined by hyphens');

/** What somebody may do beside asking, which everybody may. `reviewer:GROUP` decides what is asked of that group. */
export const Role = z.union([
  z.enum(['ospo', 'auditor', 'administrator']),
  z.templateLiteral(['reviewer:', ReviewerGroup]),
]);
export type Role = z.infer<typeof Role>;

/**
 * Who holds which role, asked of the office folder at every press and never taken from what was pressed.
 * Ask outside a transaction: the embedded database has one connection, and would wait for itself.
 */
export interface Roles {
  /** Holds nothing that nobody could vouch for just now: a platform that is down grants no role. */
  of(personId: string): Promise<ReadonlySet<Role>>;
  /**
   * Person ids of everybody who holds it, also of those who never spoke with Steward.
   * Throws `unavailable` when a platform that must be asked does not answer: whoever is told would be too few.
   */
  holders(role: Role): Promise<readonly string[]>;
}

/** Where nothing is kept nobody is known, and nobody holds a role. */
export const noRoles: Roles = { of: async () => new Set(), holders: async () => [] };
