import { describe, expect, it } from 'vitest';
import { checkPublicUrl } from '#commands/doctor/check-reach.ts';
import { type Config, readConfig } from '#config.ts';

const slack = { SLACK_SIGNING_SECRET: '0123456789abcdef', SLACK_BOT_TOKEN: 'xoxb-1' };
const bySocket = { SLACK_APP_TOKEN: 'xapp-1', SLACK_BOT_TOKEN: 'xoxb-1' };
const teams = {
  TEAMS_APP_ID: '0a000000-0000-4000-8000-00000000000a',
  TEAMS_APP_PASSWORD: 'made-up',
  TEAMS_TENANTS: '0b000000-0000-4000-8000-00000000000b',
};

async function said(config: Config): Promise<readonly string[]> {
  const found = await checkPublicUrl(config, 1_000);
  return found.map(({ state, what }) => `${state} ${what}`);
}

describe('without PUBLIC_URL', () => {
  it.each([
    [slack, 'Slack reaches'],
    [teams, 'Teams reaches'],
    [{ ...slack, ...teams }, 'Slack and Teams reach'],
    [{ ...bySocket, ...teams }, 'Teams reaches'],
  ])('nothing is known of whether they are heard who call Steward: %j', async (given, who) => {
    expect(await said(readConfig(given))).toEqual([
      `warn PUBLIC_URL is not set, so whether ${who} this Steward is not looked at.`,
    ]);
  });

  it.each([
    [{}],
    [bySocket],
    [{ TEAMS_DEVELOPMENT: '1' }],
    [{ ...teams, TEAMS_DOUBLE_URL: 'http://127.0.0.1:9' }],
  ])('nothing is missing where nobody calls from elsewhere: %j', async (given) => {
    expect(await said(readConfig(given))).toEqual([]);
  });
});
