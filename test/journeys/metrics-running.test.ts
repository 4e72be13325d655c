import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { labelsIn, scrape } from '../support/metrics/scrape.ts';
import { copyMigratedFolder } from '../support/migrated-folder.ts';
import { runSteward, startSteward, tellingLoaded } from '../support/run-steward.ts';
import { httpDelivery } from '../support/slack/http-delivery.ts';
import { createSender } from '../support/slack/sender.ts';
import { slackApp } from '../support/slack/slack-app.ts';
import { startSlackDouble } from '../support/slack/slack-double.ts';

// Each test starts a process.
vi.setConfig({ testTimeout: 60_000 });

const folder = testFolder();
const LIBRARY = '@prometheus-io';

describe('a Steward that Prometheus looks at', () => {
  it('tells what people were answered and nothing of what they said, apart from the platforms', async () => {
    const double = await startSlackDouble();
    onTestFinished(() => double.close());
    await copyMigratedFolder(folder.path);
    const env = {
      STEWARD_DATA: folder.path,
      STEWARD_METRICS_PORT: '0',
      SLACK_BOT_TOKEN: slackApp.botToken,
      SLACK_SIGNING_SECRET: slackApp.signingSecret,
      SLACK_API_URL: double.apiUrl,
    };
    const steward = await startSteward(env);
    const metrics = /Metrics +(http:\S+)\/metrics/.exec(steward.words)?.[1] ?? '';
    const sender = createSender({
      delivery: httpDelivery(`${steward.url}/slack/events`, slackApp.signingSecret),
    });
    const { id } = double.people.developer;
    const channel = double.directChannel(id);

    const { sent } = await sender.event(
      'message-im',
      { user: id, channel, text: 'can I use MIT code in marzipan?' },
      { event_id: 'Ev0MARZIPAN' },
    );
    await sender.again('events_api', sent);
    await expect.poll(() => double.messages(channel).length, { timeout: 10_000 }).toBe(1);
    await runSteward(['ask', 'can I use MIT code?'], env);
    const told = await scrape(metrics);
    const amongPlatforms = await fetch(`${steward.url}/metrics`);
    const stopped = await steward.stop();

    const { samples } = told;
    const answered = (platform: string) =>
      samples.get(`steward_answers_seconds_count{platform="${platform}",outcome="answered"}`);
    const came = (outcome: string) =>
      samples.get(`steward_events_total{platform="slack",outcome="${outcome}"}`);
    expect([answered('slack'), answered('terminal')]).toEqual([1, 1]);
    expect([came('taken'), came('known'), came('refused')]).toEqual([1, 1, 0]);
    expect(samples.get('steward_event_failures_total{platform="slack"}')).toBe(0);
    expect(samples.get('steward_database_up')).toBe(1);
    expect(samples.get('steward_events_open{platform="slack"}')).toBe(0);
    expect(labelsIn(told).platform).toEqual(['slack', 'terminal']);
    for (const secret of ['marzipan', 'MARZIPAN', 'MIT', id, channel, slackApp.teamId]) {
      expect(told.text).not.toContain(secret);
    }
    expect(amongPlatforms.status).toBe(404);
    expect(stopped).toBe(0);
    await expect(fetch(`${metrics}/metrics`)).rejects.toThrow();
  });

  it('says so when the port is taken, and does not start', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void blocker.close());
    const address = blocker.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    await copyMigratedFolder(folder.path);

    const { status, err } = await runSteward(['start'], {
      STEWARD_DATA: folder.path,
      STEWARD_METRICS_PORT: port,
      PORT: '0',
    });

    expect(status).toBe(2);
    expect(err).toContain(`Port ${port} is taken`);
    expect(err).toContain('STEWARD_METRICS_PORT');
  });

  it('would be seen to load the library', async () => {
    await copyMigratedFolder(folder.path);
    const steward = await startSteward({
      STEWARD_DATA: folder.path,
      STEWARD_METRICS_PORT: '0',
      ...tellingLoaded,
    });

    await steward.stop();

    expect(steward.errors()).toContain(LIBRARY);
  });
});

describe('a Steward that nobody looks at', () => {
  it('counts nothing, and loads nothing to count with', async () => {
    await copyMigratedFolder(folder.path);
    const steward = await startSteward({ STEWARD_DATA: folder.path, ...tellingLoaded });

    const stopped = await steward.stop();

    expect(stopped).toBe(0);
    expect(steward.words).not.toContain('Metrics');
    expect(steward.errors()).toContain('loaded: ');
    expect(steward.errors()).not.toContain(LIBRARY);
  });
});
