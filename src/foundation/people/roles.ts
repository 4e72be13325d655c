import { z } from 'zod';

/** A group from which reviewers are drawn, such as `legal`; the policy names those that there are. */
export const ReviewerGroup = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'lower-case words joined by hyphens');

/**
 * What somebody may do beside asking, which everybody may. `reviewer:GROUP` decides what is asked of that group;
 * `deputy:PERSON` what was handed to that person, while they are away.
 */
export const Role = z.union([
  z.enum(['ospo', 'auditor', 'administrator']),
  z.templateLiteral(['reviewer:', ReviewerGroup]),
  z.templateLiteral(['deputy:', z.uuid()]),
]);
export type Role = z.infer<typeof Role>;

/** Held by who covers for somebody, and by that person alone while nobody does. */
export function deputyRole(personId: string): Role {
  return `deputy:${personId}`;
}

/** For whom somebody with these roles covers now. */
export function coveredIn(roles: ReadonlySet<Role>): readonly string[] {
  return [...roles].flatMap((role) => coveredBy(role) ?? []);
}

/** Of the role of a deputy for whom it is. */
export function coveredBy(role: Role): string | undefined {
  return role.startsWith(DEPUTY) ? role.slice(DEPUTY.length) : undefined;
}

const DEPUTY = 'deputy:';

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
  /** The roles as they are given, where others may hold some of them too while people are away. */
  readonly granted?: Roles;
}

/** The roles as they are given, whoever is away and whoever covers. */
export function asGranted(roles: Roles): Roles {
  return roles.granted ?? roles;
}

/** Where nothing is kept nobody is known, and nobody holds a role. */
export const noRoles: Roles = { of: async () => new Set(), holders: async () => [] };
