import { teamsPaths } from '#channels/teams/manifest.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import type { Finding } from '#foundation/kernel/finding.ts';
import type { Db } from '#foundation/store/database.ts';
import { teamsConversations } from '#foundation/store/schema.ts';

/** Whether anybody in Teams has met Steward. */
export function checkConversations(
  count: number,
  settings: TeamsSettings,
  publicUrl: string | undefined,
): Finding {
  if (count > 0) {
    const conversations = count === 1 ? 'conversation' : 'conversations';
    return { state: 'ok', what: `Steward is part of ${count} ${conversations} in Teams.` };
  }
  const what = 'Nobody has installed Steward in Teams yet.';
  if (settings.app.kind === 'development' || settings.doubleUrl !== undefined) {
    return { state: 'warn', what, mend: 'Write to it from your client on this machine.' };
  }
  const endpoint =
    publicUrl === undefined
      ? `Steward’s address with ${teamsPaths.messages} behind it`
      : `${publicUrl}${teamsPaths.messages}`;
  return {
    state: 'warn',
    what,
    mend: `Upload the package that “npx steward manifest teams” writes with --out. If that is done, see that in Azure the bot’s messaging endpoint is ${endpoint}.`,
  };
}

/** How many conversations of Teams Steward is part of. */
export function countConversations(db: Db): Promise<number> {
  return db.$count(teamsConversations);
}
