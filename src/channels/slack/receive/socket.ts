import { type App, SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import { boltLogger } from '#channels/slack/install/bolt-logger.ts';
import type { Receive } from '#channels/slack/receive.ts';
import { type Log, placesOf } from '#foundation/kernel/log.ts';

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly receive: Receive;
  readonly log: Log;
  /** Milliseconds within which Slack must answer a ping. */
  readonly pingMs?: number;
  /** Milliseconds within which Slack must greet a new connection. */
  readonly greetMs?: number;
}

/** A connection that is held to Slack, for where Slack cannot call us. */
export interface Socket {
  /** Begins, and connects again for as long as it is not stopped. */
  start(): void;
  isConnected(): boolean;
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 30_000;
const STOP_MS = 3_000;
const GREET_MS = 20_000;

/**
 * Bolt's Socket Mode receiver, connected by us: its own reconnecting waits five seconds each time, ends for good when the
 * Web API is away once, and a stop in the middle of it ends the whole process (@slack/socket-mode 3.1.0).
 */
export function createSocket(options: SocketOptions): Socket {
  const { appToken, apiUrl, receive, log, pingMs, greetMs = GREET_MS } = options;
  const receiver = new SocketModeReceiver({
    appToken,
    logger: boltLogger(log),
    autoReconnectEnabled: false,
    ...(pingMs !== undefined && { clientPingTimeout: pingMs }),
    installerOptions: {
      clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, timeout: 10_000 },
    },
    async processEventErrorHandler({ error }) {
      // Not acknowledged: Slack sends it again.
      log.warn(placesOf(error), 'Slack was not answered');
      return false;
    },
  } as ConstructorParameters<typeof SocketModeReceiver>[0]);
  // The only thing that it asks of an App.
  receiver.init({ processEvent: receive } as unknown as App);
  const { client } = receiver;
  let isStopped = false;
  let isConnected = false;
  let failures = 0;
  let waiting: { timer: NodeJS.Timeout; go: () => void } | undefined;
  let running: Promise<void> = Promise.resolve();

  async function keepConnected(): Promise<void> {
    while (!isStopped) {
      const lost = untilLost();
      try {
        await connect();
        // Told to end while it was connecting, when there was nothing yet to end.
        if (isStopped) return await client.disconnect();
        isConnected = true;
        failures = 0;
        log.info({}, 'connected to Slack');
        await lost;
        log.info({}, 'Slack ended the connection');
      } catch (cause) {
        failures += 1;
        log.warn({ failures, ...placesOf(cause) }, 'no connection to Slack');
      }
      isConnected = false;
      if (!isStopped) await pause(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures));
    }
  }

  /** Or until Slack says that it is about to be: the old one takes three seconds to close, for which nobody need wait. */
  function untilLost(): Promise<void> {
    return new Promise((resolve) => {
      function hear(message: unknown): void {
        if (isFarewell(message)) end();
      }
      function end(): void {
        client.off('ws_message', hear);
        client.off('disconnected', end);
        resolve();
      }
      client.on('ws_message', hear);
      client.on('disconnected', end);
    });
  }

  /** Slack may take a connection and never say a word on it. */
  async function connect(): Promise<void> {
    const timer = setTimeout(() => void client.disconnect(), greetMs);
    try {
      await receiver.start();
    } finally {
      clearTimeout(timer);
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      waiting = { timer: setTimeout(resolve, ms), go: resolve };
    });
  }

  return {
    start() {
      running = keepConnected();
    },
    isConnected: () => isConnected,
    async stop() {
      isStopped = true;
      clearTimeout(waiting?.timer);
      waiting?.go();
      const ended = client.disconnect();
      // A connection that Slack never finished says nothing when it ends.
      const { promise: tooLate, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, STOP_MS);
      await Promise.race([Promise.all([ended, running]), tooLate]);
      clearTimeout(timer);
    },
  };
}

function isFarewell(message: unknown): boolean {
  // A glance first: nearly all messages are events, which are read elsewhere.
  if (typeof message !== 'string' || !message.includes('disconnect')) return false;
  try {
    return Farewell.safeParse(JSON.parse(message)).success;
  } catch {
    return false; // What is no JSON is not from Slack, and Bolt passes over it too.
  }
}

const Farewell = z.object({ type: z.literal('disconnect') });
