import { z } from 'zod';
import type { DirectoryAccount } from '#foundation/people/directory.ts';

/** Whose account it is, and where. */
export interface SlackAccountName {
  readonly platform: string;
  readonly externalId: string;
  /** The workspace that was asked, and the organisation that it is of: whoever is of none of these is a stranger. */
  readonly ours: readonly string[];
}

const Text = z.string().catch('');
const Flag = z.boolean().catch(false);

/** Of https://docs.slack.dev/reference/objects/user-object what we look at. */
export const SlackUser = z.object({
  id: z.string(),
  team_id: z.string().optional().catch(undefined),
  /** In an organisation of several workspaces, all that somebody is a member of. */
  enterprise_user: z
    .object({ enterprise_id: Text, teams: z.array(z.string()).catch([]) })
    .optional()
    .catch(undefined),
  deleted: Flag,
  is_bot: Flag,
  /** Of another company, in a channel shared with it. */
  is_stranger: Flag,
  is_restricted: Flag,
  is_ultra_restricted: Flag,
  is_email_confirmed: z.boolean().catch(true),
  real_name: Text,
  tz: Text,
  profile: z
    .object({ email: Text, display_name: Text, real_name: Text })
    .catch({ email: '', display_name: '', real_name: '' }),
});
export type SlackUser = z.infer<typeof SlackUser>;

/** A user of Slack's Web API as an account; no more than its name when that cannot be read. */
export function readAccount(user: unknown, name: SlackAccountName): DirectoryAccount {
  const { platform, externalId, ours } = name;
  const read = SlackUser.safeParse(user);
  if (!read.success) return { platform, externalId };
  const { profile, real_name, tz } = read.data;
  const displayName = profile.real_name || real_name || profile.display_name;
  const email = vouchedEmail(read.data, ours);
  return {
    platform,
    externalId,
    ...(displayName === '' ? {} : { displayName }),
    ...(email === undefined ? {} : { email }),
    ...(tz !== '' && { timeZone: tz }),
  };
}

/** As `DirectoryAccount.email`: an address gives roles, so it counts only for members of our own organisation. */
function vouchedEmail(user: SlackUser, ours: readonly string[]): string | null | undefined {
  if (user.deleted || user.is_bot || !user.is_email_confirmed) return null;
  // Users of other companies have what their own administrators wrote. `is_stranger` is false for those who share a
  // channel with Steward, so the team decides.
  if (user.is_stranger) return null;
  const homes = homesOf(user);
  if (homes.length === 0) return undefined;
  if (!homes.some((home) => ours.includes(home))) return null;
  // A guest's address is their own, but they are invited to some channels only and are no members: a role is given to
  // a colleague, and must end when somebody stays on as a guest.
  if (user.is_restricted || user.is_ultra_restricted) return null;
  // Without the scope for addresses Slack leaves them out.
  return user.profile.email === '' ? undefined : user.profile.email.toLowerCase();
}

function homesOf({ team_id, enterprise_user }: SlackUser): readonly string[] {
  const { enterprise_id = '', teams = [] } = enterprise_user ?? {};
  return [team_id ?? '', enterprise_id, ...teams].filter((home) => home !== '');
}
