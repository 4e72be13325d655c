import { callSlack } from '#channels/slack/check/call-slack.ts';
import { checkScopes } from '#channels/slack/check/check-scopes.ts';
import type { Installation, ReadInstallations } from '#channels/slack/install/installations.ts';
import { slackPaths } from '#channels/slack/manifest.ts';
import type { Finding } from '#foundation/kernel/finding.ts';

interface Surroundings {
  readonly apiUrl: string;
  readonly usesGroups: boolean | undefined;
  readonly patienceMs: number;
  readonly publicUrl: string | undefined;
}

// Enough to see that something is wrong, and few enough to ask side by side.
const MOST_ASKED = 20;

/** The workspaces that installed Steward: whether their tokens are read with our keys, and taken by Slack. */
export async function checkInstallations(
  { readable, unreadable, others }: ReadInstallations,
  surroundings: Surroundings,
): Promise<readonly Finding[]> {
  const at = `${surroundings.publicUrl ?? ''}${slackPaths.install}`;
  if (readable.length + unreadable.length === 0) {
    return [
      { state: 'warn', what: 'No workspace has installed Steward yet.', mend: `Open ${at}.` },
      ...othersFinding(others),
    ];
  }
  const asked = readable.slice(0, MOST_ASKED);
  const each = await Promise.all(asked.map((one) => checkOne(one, surroundings, at)));
  return [...keysFinding(readable.length, unreadable), ...each.flat(), ...othersFinding(others)];
}

function othersFinding(others: readonly string[]): readonly Finding[] {
  if (others.length === 0) return [];
  const some = others.slice(0, 5).join(', ');
  return [
    {
      state: 'warn',
      what: `SLACK_TEAMS does not name ${others.length} of the installations: ${some}. Steward is silent there.`,
      mend: 'Name them if they are yours; else let them remove Steward from their workspace.',
    },
  ];
}

function keysFinding(readable: number, unreadable: readonly string[]): readonly Finding[] {
  if (unreadable.length === 0) {
    const what = `SLACK_TOKEN_KEYS opens all ${readable} installations.`;
    return [
      {
        state: 'ok',
        what: readable === 1 ? what.replace('all 1 installations', 'the installation') : what,
      },
    ];
  }
  return [
    {
      state: 'fail',
      what: `SLACK_TOKEN_KEYS does not open ${unreadable.length} of ${readable + unreadable.length} installations: ${unreadable.slice(0, 5).join(', ')}.`,
      mend: 'Add the key that sealed them behind the others, or let these workspaces install Steward again.',
    },
  ];
}

async function checkOne(
  { teamId, enterpriseId, botToken: token }: Installation,
  { apiUrl, usesGroups, patienceMs }: Surroundings,
  at: string,
): Promise<readonly Finding[]> {
  const whose = `The token of ${teamId ?? enterpriseId}`;
  const answered = await callSlack({ token, apiUrl, patienceMs }, (client) => client.auth.test());
  switch (answered.kind) {
    case 'yes':
      if (usesGroups === undefined) return [];
      return checkScopes(whose, answered.answer.response_metadata?.scopes, usesGroups);
    case 'no':
      return [
        {
          state: 'fail',
          what: `${whose} is refused by Slack (${answered.reason}).`,
          mend: `Let them install Steward again: ${at}.`,
        },
      ];
    case 'silent':
      return [
        { state: 'fail', what: `${whose}: Slack gave no answer.`, mend: 'Try again in a minute.' },
      ];
  }
}
