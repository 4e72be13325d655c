import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { copyMigratedFolder } from '../support/migrated-folder.ts';
import { runSteward, startSteward, tellingLoaded } from '../support/run-steward.ts';
import { slackApp } from '../support/slack/slack-app.ts';
import { startSlackDouble } from '../support/slack/slack-double.ts';
import { cardOf } from '../support/teams/client.ts';
import { createDoings } from '../support/teams/doings.ts';
import { createSender } from '../support/teams/sender.ts';
import { teamsApp } from '../support/teams/teams-app.ts';
import { startTeamsDouble, type TeamsDouble } from '../support/teams/teams-double.ts';
import { wordsOf } from '../support/teams/words.ts';

// Each test starts a process.
vi.setConfig({ testTimeout: 60_000 });

const folder = testFolder();
/** Of Microsoft's libraries; `msal` comes with them. */
const libraries = /botbuilder|botframework-connector|msal/;

async function teamsSettings(): Promise<{ double: TeamsDouble; env: Record<string, string> }> {
  const double = await startTeamsDouble();
  onTestFinished(() => double.close());
  await copyMigratedFolder(folder.path);
  return {
    double,
    env: {
      STEWARD_DATA: folder.path,
      TEAMS_APP_ID: teamsApp.appId,
      TEAMS_APP_PASSWORD: teamsApp.password,
      TEAMS_TENANTS: teamsApp.tenantId,
      TEAMS_DOUBLE_URL: double.url,
    },
  };
}

describe('Steward with Teams', () => {
  it('answers there, answers commands of this machine, is ready, and stops when asked to', async () => {
    const { double, env } = await teamsSettings();
    const steward = await startSteward(env);
    const { say } = createDoings(double, createSender(steward.url, double));

    const { status } = await say('developer', 'can I use MIT code?');
    await expect.poll(() => answers(double).length, { timeout: 10_000 }).toBe(1);
    const asked = await runSteward(['ask', 'can I use MIT code?'], env);
    const health = await fetch(`${steward.url}/healthz`);
    const ready = await fetch(`${steward.url}/readyz`);
    const elsewhere = await fetch(`${steward.url}/elsewhere`);
    const stopped = await steward.stop();

    expect(status).toBe(200);
    expect(answers(double)[0]).toMatch(/^Yes/);
    expect(double.complaints).toEqual([]);
    expect(asked.out).toMatch(/^Yes/);
    expect([health.status, ready.status, elsewhere.status]).toEqual([200, 200, 404]);
    expect(stopped).toBe(0);
    expect(steward.words).toMatch(/on {3}Teams +takes messages at http:\S+\/api\/messages\n/);
    expect(steward.words).toMatch(/off {2}Slack/);
    expect(steward.words).toMatch(/off {2}Web chat/);
    expect(steward.words).toContain('Ask in Teams');
  });

  it('answers what it has taken before it stops', async () => {
    const { double, env } = await teamsSettings();
    const steward = await startSteward(env);
    const { say } = createDoings(double, createSender(steward.url, double));
    const questions = ['MIT', 'Apache-2.0', 'GPL-3.0', 'BSD-3-Clause', 'MPL-2.0'];

    const taken = await Promise.all(
      questions.map((license) => say('developer', `can I use ${license} code?`)),
    );
    const stopped = await steward.stop();

    expect(taken.map(({ status }) => status)).toEqual(questions.map(() => 200));
    expect(answers(double)).toHaveLength(questions.length);
    expect(stopped).toBe(0);
  });

  it('stands beside Slack at one address', async () => {
    const { double, env } = await teamsSettings();
    const slack = await startSlackDouble();
    onTestFinished(() => slack.close());
    const steward = await startSteward({
      ...env,
      SLACK_BOT_TOKEN: slackApp.botToken,
      SLACK_SIGNING_SECRET: slackApp.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    });
    const { say } = createDoings(double, createSender(steward.url, double));

    await say('developer', 'can I use MIT code?');
    await expect.poll(() => answers(double).length, { timeout: 10_000 }).toBe(1);
    const stopped = await steward.stop();

    expect(steward.words).toContain('on   Slack');
    expect(steward.words).toContain('on   Teams');
    expect(stopped).toBe(0);
  });

  it('keeps the web chat beside it on this machine when it has a port of its own', async () => {
    const { env } = await teamsSettings();
    const steward = await startSteward({ ...env, STEWARD_WEB_PORT: '0' });

    const page = await fetch(steward.url);
    const stopped = await steward.stop();

    expect(await page.text()).toContain('<title>Steward');
    expect(steward.words).toContain('on   Web chat');
    expect(stopped).toBe(0);
  });
});

describe('Steward without Teams', () => {
  it('loads nothing of botbuilder', async () => {
    await copyMigratedFolder(folder.path);
    const steward = await startSteward({ STEWARD_DATA: folder.path, ...tellingLoaded });

    const stopped = await steward.stop();

    expect(stopped).toBe(0);
    expect(steward.errors()).toContain('loaded: ');
    expect(steward.errors()).not.toMatch(libraries);
  });

  it('loads nothing of botbuilder where Slack is on', async () => {
    const slack = await startSlackDouble();
    onTestFinished(() => slack.close());
    await copyMigratedFolder(folder.path);
    const steward = await startSteward({
      STEWARD_DATA: folder.path,
      SLACK_BOT_TOKEN: slackApp.botToken,
      SLACK_SIGNING_SECRET: slackApp.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      ...tellingLoaded,
    });

    await steward.stop();

    expect(steward.errors()).toContain('@slack');
    expect(steward.errors()).not.toMatch(libraries);
  });

  it('would be seen to load it, and then loads nothing of Bolt', async () => {
    const { env } = await teamsSettings();
    const steward = await startSteward({ ...env, ...tellingLoaded });

    await steward.stop();

    expect(steward.errors()).toContain('/botbuilder/');
    expect(steward.errors()).toContain('/botframework-connector/');
    expect(steward.errors()).not.toContain('@slack');
  });
});

/** In the developer's own conversation, as words. */
function answers(double: TeamsDouble): readonly string[] {
  return double.messages(double.personal('developer')).map((message) => wordsOf(cardOf(message)));
}
