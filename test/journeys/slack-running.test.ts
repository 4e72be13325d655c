import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { copyMigratedFolder } from '../support/migrated-folder.ts';
import { runSteward, startSteward, tellingLoaded } from '../support/run-steward.ts';
import { httpDelivery } from '../support/slack/http-delivery.ts';
import { createSender } from '../support/slack/sender.ts';
import { slackApp } from '../support/slack/slack-app.ts';
import { type SlackDouble, startSlackDouble } from '../support/slack/slack-double.ts';

// Each test starts a process.
vi.setConfig({ testTimeout: 60_000 });

const folder = testFolder();

async function slackSettings(): Promise<{ double: SlackDouble; env: Record<string, string> }> {
  const double = await startSlackDouble();
  onTestFinished(() => double.close());
  await copyMigratedFolder(folder.path);
  return {
    double,
    env: {
      STEWARD_DATA: folder.path,
      SLACK_BOT_TOKEN: slackApp.botToken,
      SLACK_SIGNING_SECRET: slackApp.signingSecret,
      SLACK_API_URL: double.apiUrl,
    },
  };
}

describe('Steward with Slack', () => {
  it('answers there, answers commands of this machine, is ready, and stops when asked to', async () => {
    const { double, env } = await slackSettings();
    const steward = await startSteward(env);
    const sender = createSender({
      delivery: httpDelivery(`${steward.url}/slack/events`, slackApp.signingSecret),
    });
    const { id } = double.people.developer;
    const channel = double.directChannel(id);

    const { status } = await sender.event('message-im', {
      user: id,
      channel,
      text: 'can I use MIT code?',
    });
    await expect.poll(() => double.messages(channel).length, { timeout: 10_000 }).toBe(1);
    const asked = await runSteward(['ask', 'can I use MIT code?'], env);
    const health = await fetch(`${steward.url}/healthz`);
    const ready = await fetch(`${steward.url}/readyz`);
    const elsewhere = await fetch(`${steward.url}/elsewhere`);
    const stopped = await steward.stop();

    expect(status).toBe(200);
    expect(double.messages(channel)[0]?.text).toMatch(/^Yes/);
    expect(asked.out).toMatch(/^Yes/);
    expect([health.status, ready.status, elsewhere.status]).toEqual([200, 200, 404]);
    expect(stopped).toBe(0);
    expect(steward.words).toContain('on   Slack');
    expect(steward.words).toContain('off  Web chat');
  });

  it('logs lines of JSON, each with a level and words of ours, and nothing that was typed', async () => {
    const { double, env } = await slackSettings();
    const steward = await startSteward({ ...env, STEWARD_LOG: 'debug' });
    const sender = createSender({
      delivery: httpDelivery(`${steward.url}/slack/events`, slackApp.signingSecret),
    });
    const { id, name } = double.people.developer;
    const channel = double.directChannel(id);
    double.fail('chat.postMessage', { status: 500 }, 1);

    await sender.event('message-im', { user: id, channel, text: 'is marzipan under the MIT?' });
    await expect.poll(() => double.messages(channel).length, { timeout: 20_000 }).toBe(1);
    await steward.stop();

    const lines = steward.errors().trim().split('\n');
    const read: unknown[] = lines.map((line) => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of read) {
      expect(line).toMatchObject({ level: expect.any(Number), msg: expect.any(String) });
    }
    for (const secret of ['marzipan', name, slackApp.botToken, slackApp.signingSecret]) {
      expect(lines.filter((line) => line.includes(secret))).toEqual([]);
    }
  });

  it('keeps the web chat beside it on this machine when it has a port of its own', async () => {
    const { env } = await slackSettings();
    const steward = await startSteward({ ...env, STEWARD_WEB_PORT: '0' });

    const page = await fetch(steward.url);
    const stopped = await steward.stop();

    expect(await page.text()).toContain('<title>Steward');
    expect(steward.words).toContain('on   Web chat');
    expect(stopped).toBe(0);
  });
});

describe('Steward without Slack', () => {
  it('loads nothing of Bolt', async () => {
    await copyMigratedFolder(folder.path);
    const steward = await startSteward({ STEWARD_DATA: folder.path, ...tellingLoaded });

    const stopped = await steward.stop();

    expect(stopped).toBe(0);
    expect(steward.errors()).toContain('loaded: ');
    expect(steward.errors()).not.toContain('@slack');
  });

  it('would be seen to load it', async () => {
    const { env } = await slackSettings();
    const steward = await startSteward({ ...env, ...tellingLoaded });

    await steward.stop();

    expect(steward.errors()).toContain('@slack');
  });
});
