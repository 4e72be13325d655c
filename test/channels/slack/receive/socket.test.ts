import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createSocket } from '#channels/slack/receive/socket.ts';
import type { Receive } from '#channels/slack/receive.ts';
import { fixture } from '../../../support/slack/fixtures.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { type SlackDouble, startSlackDouble } from '../../../support/slack/slack-double.ts';
import { type SocketDouble, startSocketDouble } from '../../../support/slack/socket-double.ts';
import { collectingLog, eventually, forAWhile, secretsIn } from '../faults/scene.ts';

let ends: SocketDouble;
let double: SlackDouble;
beforeAll(async () => {
  // Each test has a socket of its own, and all share the Web API.
  double = await startSlackDouble({ socketUrl: () => ends.url() });
});
beforeEach(async () => {
  double.mend();
  ends = await startSocketDouble();
});
afterAll(() => double.close());

function open(take: Receive = async ({ ack }) => ack()) {
  const { log, lines } = collectingLog();
  const taken: unknown[] = [];
  const socket = createSocket({
    appToken: slackApp.appToken,
    apiUrl: double.apiUrl,
    async receive(event) {
      taken.push(event.body);
      await take(event);
    },
    log,
    pingMs: 500,
    greetMs: 800,
  });
  const here = ends;
  onTestFinished(async () => {
    await socket.stop();
    await here.close();
    expect(secretsIn(lines)).toEqual([]);
  });
  return { socket, taken, lines };
}

describe('a socket', () => {
  it('connects, and says whether it is', async () => {
    const { socket } = open();
    const before = socket.isConnected();

    socket.start();
    await ends.connection();
    await eventually(() => socket.isConnected());

    expect(before).toBe(false);
  });

  it('brings events, presses and forms, and takes the acknowledgement back with what it says', async () => {
    const { socket, taken } = open(async ({ body, ack }) =>
      ack(body.type === 'view_submission' ? { response_action: 'clear' } : undefined),
    );
    socket.start();
    await ends.connection();

    const event = await ends.deliver('events_api', fixture('message-im'));
    const press = await ends.deliver('interactive', fixture('block-actions-message'));
    const form = await ends.deliver('interactive', fixture('view-submission'));
    const command = await ends.deliver('slash_commands', fixture('slash-command'));

    expect([event, press, command].map(({ status, body }) => [status, body])).toEqual([
      [200, ''],
      [200, ''],
      [200, ''],
    ]);
    expect(JSON.parse(form.body)).toEqual({ response_action: 'clear' });
    expect(taken).toHaveLength(4);
  });

  it('acknowledges nothing when no more can be held', async () => {
    const { socket, lines } = open(async () => {
      throw new TypeError('marzipan');
    });
    socket.start();
    await ends.connection();

    const { status } = await ends.deliver('events_api', fixture('message-im'));

    expect(status).toBe(0);
    expect(lines.map(({ message }) => message)).toContain('Slack was not answered');
  });

  it('lets pass what it does not know', async () => {
    const { socket } = open();
    socket.start();
    await ends.connection();

    for (const text of ['marzipan', '[]', '1', '{}', '{"type":"other"}', '{"envelope_id":"1"}']) {
      ends.sendRaw(text);
    }
    const { status } = await ends.deliver('events_api', fixture('message-im'));

    expect(status).toBe(200);
  });

  it('connects anew when Slack asks for it, and takes what comes then', async () => {
    const { socket, taken } = open();
    socket.start();
    await ends.connection();

    ends.askToReconnect();
    await ends.connection(2);
    await eventually(() => socket.isConnected());
    const { status } = await ends.deliver('events_api', fixture('message-im'));

    expect(status).toBe(200);
    expect(taken).toHaveLength(1);
    expect(ends.connected).toBe(1);
  });

  it('connects anew when the connection breaks without a word', async () => {
    const { socket } = open();
    socket.start();
    await ends.connection();
    await eventually(() => socket.isConnected());
    const began = performance.now();

    ends.drop();
    await ends.connection(2);
    await eventually(() => socket.isConnected());

    expect(performance.now() - began).toBeLessThan(3000);
    expect((await ends.deliver('events_api', fixture('message-im'))).status).toBe(200);
  });

  it.each([
    ['500', { status: 500 }],
    ['429', { status: 429, retryAfter: 1 }],
    ['the end of the connection', 'drop' as const],
    ['an error of the app', { error: 'internal_error' }],
    ['a token that is not known', { error: 'invalid_auth' }],
  ])('connects later when no connection is given at first, but %s', async (_what, fault) => {
    const { socket, lines } = open();
    double.fail('apps.connections.open', fault, 2);

    socket.start();
    await ends.connection();
    await eventually(() => socket.isConnected());

    expect(lines.filter(({ level }) => level === 'warn').length).toBeGreaterThanOrEqual(2);
  });

  it('connects anew when Slack breaks each connection before it greets', async () => {
    const { socket } = open();
    ends.greet(false);
    socket.start();
    await eventually(() => ends.connections > 0);

    ends.drop();
    ends.greet(true);
    await ends.connection(2);
    await eventually(() => socket.isConnected());

    expect((await ends.deliver('events_api', fixture('message-im'))).status).toBe(200);
  });

  it('connects anew when Slack takes a connection and never greets', async () => {
    const { socket } = open();
    ends.greet(false);
    socket.start();
    await eventually(() => ends.connections > 0);

    ends.greet(true);
    await eventually(() => socket.isConnected());

    expect(ends.connections).toBe(2);
    expect((await ends.deliver('events_api', fixture('message-im'))).status).toBe(200);
  });

  it.each<[string, (socket: { start(): void }) => Promise<void>]>([
    ['before it began', async () => undefined],
    ['right after it began', async (socket) => socket.start()],
    [
      'while it is connected',
      async (socket) => {
        socket.start();
        await ends.connection();
      },
    ],
    [
      'while it waits for a greeting',
      async (socket) => {
        ends.greet(false);
        socket.start();
        await eventually(() => ends.connections > 0);
      },
    ],
    [
      'while it waits to be greeted anew',
      async (socket) => {
        socket.start();
        await ends.connection();
        ends.greet(false);
        ends.askToReconnect();
        await eventually(() => ends.connections > 1);
      },
    ],
    [
      'while it waits before the next try',
      async (socket) => {
        double.fail('apps.connections.open', { status: 500 });
        socket.start();
        await forAWhile(500);
      },
    ],
    [
      'while it asks for a connection that is not given',
      async (socket) => {
        double.fail('apps.connections.open', 'hang');
        socket.start();
        await forAWhile(100);
      },
    ],
  ])('ends when it is told to %s, and stays so', async (_when, reach) => {
    const { socket } = open();
    await reach(socket);
    const began = performance.now();

    await socket.stop();
    const took = performance.now() - began;
    const connections = ends.connections;
    double.mend();
    ends.greet(true);
    await forAWhile(700);

    expect(took).toBeLessThan(3500);
    expect(socket.isConnected()).toBe(false);
    expect(ends.connections).toBe(connections);
    expect(ends.connected).toBe(0);
  });
});
