import type { Member } from '#channels/teams/connect/connector.ts';
import type { DirectoryAccount } from '#foundation/people/directory.ts';

/** A member of a roster as an account. */
export function readAccount(
  member: Member,
  name: {
    readonly platform: string;
    readonly externalId: string;
    /** Whose people are ours; empty: any. */
    readonly tenants: readonly string[];
  },
): DirectoryAccount {
  const { platform, externalId, tenants } = name;
  const email = vouchedEmail(member, tenants);
  return {
    platform,
    externalId,
    ...(member.name === undefined || member.name === '' ? {} : { displayName: member.name }),
    ...(email === undefined ? {} : { email }),
  };
}

/**
 * As `DirectoryAccount.email`: an address gives roles, so it counts only for members of our own tenants. In another one
 * its administrator may write ours into it.
 */
function vouchedEmail(
  { email, tenantId, isGuest, aadObjectId }: Member,
  tenants: readonly string[],
): string | null | undefined {
  // Whoever is in no directory is nobody's colleague.
  if (isGuest || aadObjectId === undefined) return null;
  if (tenantId === undefined) return undefined;
  if (tenants.length > 0 && !tenants.includes(tenantId)) return null;
  return email === undefined || email === '' ? undefined : email.toLowerCase();
}
