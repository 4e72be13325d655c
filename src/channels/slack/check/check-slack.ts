import { z } from 'zod';
import { callSlack } from '#channels/slack/check/call-slack.ts';
import { checkAddresses } from '#channels/slack/check/check-addresses.ts';
import { checkInstallations } from '#channels/slack/check/check-installations.ts';
import { checkScopes } from '#channels/slack/check/check-scopes.ts';
import type { ReadInstallations } from '#channels/slack/install/installations.ts';
import type { SlackSettings } from '#channels/slack/settings.ts';
import type { Finding } from '#foundation/kernel/finding.ts';

export interface SlackCheck {
  readonly settings: SlackSettings;
  /** Whether the office folder grants a role to a group of Slack; undefined when the folder is not right. */
  readonly usesGroups: boolean | undefined;
  /** What stands in the database; undefined when it could not be read, or one workspace is served by its token. */
  readonly installations: Promise<ReadInstallations | undefined>;
  /** E-mail addresses to which the office folder gives a role. */
  readonly addresses?: readonly string[];
  /** Where people install Steward. */
  readonly publicUrl: string | undefined;
  /** For each call. */
  readonly patienceMs?: number;
}

/** Whether Slack is reached, takes our tokens, and lets us do what Steward does. */
export async function checkSlack(check: SlackCheck): Promise<readonly Finding[]> {
  const { settings, patienceMs = 4_500 } = check;
  const { receiver } = settings;
  const [reached, ...rest] = await Promise.all([
    checkReach(settings.apiUrl, patienceMs),
    receiver.kind === 'socket' ? checkAppToken(receiver.appToken, settings.apiUrl, patienceMs) : [],
    checkTokens({ ...check, patienceMs }),
  ]);
  // Without Slack each of the others would fail for the same reason.
  return reached.state === 'fail' ? [reached] : [reached, ...rest.flat()];
}

async function checkReach(apiUrl: string, patienceMs: number): Promise<Finding> {
  const where = new URL(apiUrl).host;
  const mend = `Let this machine reach ${where}. Behind a proxy set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.`;
  try {
    const answer = await fetch(new URL('api.test', apiUrl), {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    if (answer.status >= 500) {
      await answer.body?.cancel();
      const mend = 'Slack has a trouble of its own: see https://slack-status.com.';
      return { state: 'fail', what: `Slack answers with status ${answer.status}.`, mend };
    }
    if (await isOfSlack(answer)) return { state: 'ok', what: `Slack is reached at ${where}.` };
    return { state: 'fail', what: `Something else than Slack answers at ${where}.`, mend };
  } catch (error) {
    return { state: 'fail', what: `Slack is not reached at ${where}${codeOf(error)}.`, mend };
  }
}

/** A page of a proxy is not read whole: it may be endless. */
async function isOfSlack(answer: Response): Promise<boolean> {
  if (!answer.headers.get('content-type')?.includes('application/json')) {
    await answer.body?.cancel();
    return false;
  }
  return z.object({ ok: z.boolean() }).safeParse(await answer.json()).success;
}

/** Of a failed `fetch`, whose own words may hold more than is good. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.name === 'TimeoutError') return ': it gave no answer in time';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
}

async function checkAppToken(
  token: string,
  apiUrl: string,
  patienceMs: number,
): Promise<readonly Finding[]> {
  const answered = await callSlack({ token, apiUrl, patienceMs }, (client) =>
    client.apps.connections.open({}),
  );
  switch (answered.kind) {
    case 'yes':
      return [{ state: 'ok', what: 'Slack lets Steward connect by Socket Mode.' }];
    case 'no':
      return [
        {
          state: 'fail',
          what: `Slack refuses SLACK_APP_TOKEN (${answered.reason}).`,
          mend: 'On the app’s page switch Socket Mode on, and under Basic Information make an app-level token with the scope connections:write.',
        },
      ];
    case 'silent':
      return [silent('whether Steward may connect by Socket Mode')];
  }
}

async function checkTokens(
  check: SlackCheck & { readonly patienceMs: number },
): Promise<readonly Finding[]> {
  const { settings, usesGroups, addresses = [], patienceMs, publicUrl } = check;
  const { workspaces, apiUrl } = settings;
  if (workspaces.kind === 'installed') {
    const seen = await check.installations;
    return seen ? checkInstallations(seen, { apiUrl, usesGroups, patienceMs, publicUrl }) : [];
  }
  const at = { token: workspaces.botToken, apiUrl, patienceMs };
  const answered = await callSlack(at, (client) => client.auth.test());
  switch (answered.kind) {
    case 'yes': {
      const { team_id: team, response_metadata: told } = answered.answer;
      const scopes =
        usesGroups === undefined ? [] : checkScopes('SLACK_BOT_TOKEN', told?.scopes, usesGroups);
      const good: Finding = {
        state: 'ok',
        what: `SLACK_BOT_TOKEN is good for workspace ${team}.`,
      };
      return [good, ...scopes, ...(await checkAddresses(addresses, at))];
    }
    case 'no':
      return [
        {
          state: 'fail',
          what: `Slack refuses SLACK_BOT_TOKEN (${answered.reason}).`,
          mend: 'Install the app in the workspace again, and copy the Bot User OAuth Token from OAuth & Permissions.',
        },
      ];
    case 'silent':
      return [silent('whether SLACK_BOT_TOKEN is good')];
  }
}

function silent(what: string): Finding {
  return {
    state: 'fail',
    what: `Slack gave no answer to ${what}.`,
    mend: 'Try again in a minute; see https://slack-status.com.',
  };
}
