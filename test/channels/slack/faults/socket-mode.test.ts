import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { startSlackDouble } from '../../../support/slack/slack-double.ts';
import { startSocketDouble } from '../../../support/slack/socket-double.ts';
import { eventually, type Scene, slackScenes } from './scene.ts';

const { open } = slackScenes();
const script = fileURLToPath(new URL('stop-in-reconnect.ts', import.meta.url));

function socketOf(slack: Scene) {
  if (slack.socket === undefined) throw new Error('there is no socket over HTTP');
  return slack.socket;
}

describe('Steward in Socket Mode', () => {
  it('answers what Slack sends again after a connection that broke', async () => {
    const slack = await open({ transport: 'socket' });
    const socket = socketOf(slack);
    await socket.connection();
    const { sent } = await slack.say('developer', 'may I use marzipan?');

    socket.drop();
    await socket.connection(2);
    await slack.sender.again('events_api', sent, { retry: 1 });
    await slack.idle();

    expect(slack.shown()).toHaveLength(1);
  });

  it('loses nothing that comes while Slack asks it to connect anew', async () => {
    const slack = await open({ transport: 'socket' });
    const socket = socketOf(slack);
    await socket.connection();

    for (let round = 1; round <= 3; round++) {
      const saying = slack.say('developer', `may I use marzipan ${round}?`);
      socket.askToReconnect();
      const { status, sent } = await saying;
      await socket.connection(round + 1);
      // What was not acknowledged comes again.
      if (status !== 200) await slack.sender.again('events_api', sent, { retry: 1 });
    }
    await slack.idle();

    expect(slack.shown()).toHaveLength(3);
  });

  it('answers at once what it could not acknowledge because the connection broke', async () => {
    const slack = await open({ transport: 'socket', waits: { sweep: 60_000 } });
    const socket = socketOf(slack);
    await socket.connection();

    const saying = slack.say('developer', 'may I use marzipan?');
    await eventually(() => slack.turns.length > 0);
    socket.drop();
    await saying;
    await slack.idle();

    expect(slack.shown()).toHaveLength(1);
  });

  it('says whether Slack can reach it', async () => {
    const slack = await open({ transport: 'socket' });
    const socket = socketOf(slack);
    await socket.connection();
    await eventually(() => slack.slack.isConnected());

    socket.greet(false);
    socket.drop();
    await eventually(() => !slack.slack.isConnected());
    socket.greet(true);
    socket.drop();
    await eventually(() => slack.slack.isConnected());

    expect(slack.slack.isConnected()).toBe(true);
  });
});

describe('a process that is told to end while it waits to be greeted anew', () => {
  it('ends cleanly', async () => {
    const ends = await startSocketDouble();
    const double = await startSlackDouble({ socketUrl: ends.url });
    onTestFinished(async () => {
      await ends.close();
      await double.close();
    });
    const child = spawn(process.execPath, [script, double.apiUrl, slackApp.appToken], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    const closed = once(child, 'close');
    await ends.connection();
    ends.greet(false);
    ends.askToReconnect();
    await eventually(() => ends.connections > 1);
    const began = performance.now();

    child.kill('SIGTERM');
    const [status] = await closed;

    expect(said).toBe('started\ntold to end\nended\n');
    expect(status).toBe(0);
    expect(performance.now() - began).toBeLessThan(6000);
  });
});
