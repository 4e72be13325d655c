import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Answered, Delivery } from './http-delivery.ts';

/** Slack's end of Socket Mode. */
export interface SocketDouble extends Delivery {
  /** For `apps.connections.open`. */
  readonly url: () => string;
  /** Connections that were greeted and stand. */
  readonly connected: number;
  /** All that ever came, greeted or not. */
  readonly connections: number;
  /** Resolves when so many connections have come in all and the last was greeted. */
  connection(count?: number): Promise<void>;
  /** Asks the app to connect anew, as Slack does every few hours. */
  askToReconnect(reason?: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  /** The connection breaks without a word. */
  drop(): void;
  /** Whether new connections are greeted. */
  greet(greets: boolean): void;
  /** Sends anything at all. */
  sendRaw(text: string): void;
  close(): Promise<void>;
}

/** Slack gives up waiting for an acknowledgement. */
const ACK_TIME = 3000;

export async function startSocketDouble(): Promise<SocketDouble> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const greeted = new Set<WebSocket>();
  const waitingForAck = new Map<string, (payload: unknown) => void>();
  const waitingForConnection: (() => void)[] = [];
  let connections = 0;
  let greets = true;

  server.on('connection', (socket) => {
    connections += 1;
    socket.on('error', () => socket.terminate());
    socket.on('close', () => greeted.delete(socket));
    socket.on('message', (data) => readAck(data));
    if (!greets) return;
    greeted.add(socket);
    socket.send(JSON.stringify(hello(connections)));
    for (const tell of waitingForConnection.splice(0)) tell();
  });

  function readAck(data: RawData): void {
    const ack: { envelope_id?: string; payload?: unknown } = JSON.parse(String(data));
    waitingForAck.get(ack.envelope_id ?? '')?.(ack.payload);
  }

  function sendRaw(text: string): void {
    // The newest; Slack spreads envelopes over all that stand.
    [...greeted].at(-1)?.send(text);
  }

  return {
    url: () => `ws://127.0.0.1:${port}/link/?ticket=${randomUUID()}&app_id=A0STEWARD01`,
    get connected() {
      return greeted.size;
    },
    get connections() {
      return connections;
    },
    async connection(count = 1) {
      while (connections < count || greeted.size === 0) {
        await new Promise<void>((resolve) => waitingForConnection.push(resolve));
      }
    },
    deliver(kind, payload, { retry } = {}) {
      const began = performance.now();
      const envelope_id = randomUUID();
      const { promise, resolve } = Promise.withResolvers<Answered>();
      const answer = (status: number, body: string) => {
        clearTimeout(timer);
        waitingForAck.delete(envelope_id);
        resolve({ status, body, headers: {}, ms: performance.now() - began });
      };
      const timer = setTimeout(() => answer(0, ''), ACK_TIME);
      waitingForAck.set(envelope_id, (got) => answer(200, isEmpty(got) ? '' : JSON.stringify(got)));
      const tries =
        kind === 'events_api'
          ? { retry_attempt: retry ?? 0, retry_reason: retry === undefined ? '' : 'timeout' }
          : {};
      const accepts_response_payload = kind !== 'events_api';
      sendRaw(
        JSON.stringify({ envelope_id, type: kind, payload, accepts_response_payload, ...tries }),
      );
      return promise;
    },
    askToReconnect(reason = 'refresh_requested') {
      for (const socket of greeted) {
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'double' } }));
      }
    },
    drop() {
      for (const socket of server.clients) socket.terminate();
    },
    greet(wanted) {
      greets = wanted;
    },
    sendRaw,
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function hello(connection: number) {
  return {
    type: 'hello',
    num_connections: connection,
    connection_info: { app_id: 'A0STEWARD01' },
    debug_info: { host: 'double', approximate_connection_time: 18_060 },
  };
}

function isEmpty(payload: unknown): boolean {
  return typeof payload !== 'object' || payload === null || Object.keys(payload).length === 0;
}
