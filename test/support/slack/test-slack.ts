import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createSlack, type Slack, type SlackOptions } from '#channels/slack/start.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';
import { sampleCards } from '../sample-cards.ts';
import { createDoings, type Doings } from './doings.ts';
import { type HttpDelivery, httpDelivery } from './http-delivery.ts';
import { createSender, type Sender } from './sender.ts';
import { slackApp } from './slack-app.ts';
import { type SlackDouble, startSlackDouble } from './slack-double.ts';
import { type SocketDouble, startSocketDouble } from './socket-double.ts';

export type { Who } from './doings.ts';

export interface TestSlackOptions
  extends Partial<Omit<SlackOptions, 'settings' | 'publicUrl' | 'db'>> {
  readonly db: Db;
  /** How events come; HTTP by default. */
  readonly transport?: 'http' | 'socket';
  readonly workspaces?: SlackOptions['settings']['workspaces'];
  /** One that runs already, such as for a second process; it is not closed with this. */
  readonly double?: SlackDouble;
  /** The same for a socket. */
  readonly socket?: SocketDouble | undefined;
}

/** Slack and Steward in it. What a person does resolves when it is acknowledged; `idle` when it is dealt with. */
export interface TestSlack extends Doings {
  readonly slack: Slack;
  readonly double: SlackDouble;
  readonly sender: Sender;
  /** To the address of events, also beside Socket Mode. */
  readonly http: HttpDelivery;
  /** Undefined over HTTP. */
  readonly socket: SocketDouble | undefined;
  /** Of Steward's listener. */
  readonly url: string;
  idle(): Promise<void>;
  close(): Promise<void>;
}

export const eventsPath = '/slack/events';

export async function startTestSlack(options: TestSlackOptions): Promise<TestSlack> {
  const { transport = 'http', workspaces, double: given, socket: givenSocket, ...parts } = options;
  let slack: Slack | undefined;
  const server = createServer((request, response) => {
    if (slack?.answer(request, response) !== true) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const socket = givenSocket ?? (transport === 'socket' ? await startSocketDouble() : undefined);
  const connectedBefore = socket?.connections ?? 0;
  const double =
    given ??
    (await startSlackDouble({
      redirectUris: [`${url}/slack/oauth_redirect`],
      ...(socket === undefined ? {} : { socketUrl: socket.url }),
    }));

  let closing: Promise<void> | undefined;
  async function closeAll(): Promise<void> {
    await slack?.close();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    if (givenSocket === undefined) await socket?.close();
    if (given === undefined) await double.close();
  }
  const close = () => (closing ??= closeAll());
  onTestFinished(close);

  const started = await createSlack({
    respond: async () => [
      { kind: 'card', card: sampleCards.yes, outcome: { kind: 'said' } } as const,
    ],
    clock: systemClock,
    log: silentLog,
    home: async () => [],
    products: async () => [],
    examples: ['can I use left-pad?', 'what is MIT?'],
    ...parts,
    publicUrl: url,
    settings: {
      receiver:
        socket === undefined
          ? { kind: 'http', signingSecret: slackApp.signingSecret }
          : { kind: 'socket', appToken: slackApp.appToken },
      workspaces: workspaces ?? { kind: 'one', botToken: slackApp.botToken },
      apiUrl: double.apiUrl,
    },
  });
  slack = started;
  await started.start();
  await socket?.connection(connectedBefore + 1);

  const http = httpDelivery(`${url}${eventsPath}`, slackApp.signingSecret);
  const sender = createSender({
    delivery: socket ?? http,
    trigger: double.trigger,
    responseUrl: double.responseUrl,
  });
  return {
    slack: started,
    double,
    sender,
    http,
    socket,
    url,
    ...createDoings(double, sender),
    idle: () => started.idle(),
    close,
  };
}
