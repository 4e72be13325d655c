import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { createPlatform, type Platform, slackRules, teamsRules } from './platform.ts';
import { createSharedTime } from './simulated-time.ts';
import { SIMULATED_START } from './simulation.ts';

/** What a process asks; `idle` is not answered, but by `wake` when its moment has come. */
export const Asked = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle'), until: z.number().nullable() }),
  z.object({
    kind: z.literal('receive'),
    id: z.number(),
    platform: z.enum(['slack', 'teams']),
    conversation: z.string(),
    key: z.string(),
  }),
  z.object({
    kind: z.literal('has'),
    id: z.number(),
    platform: z.enum(['slack', 'teams']),
    key: z.string(),
  }),
]);
export type Asked = z.infer<typeof Asked>;

export const Answered = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wake'), now: z.number() }),
  z.object({ kind: z.literal('answer'), id: z.number(), answer: z.unknown() }),
]);

export interface Hub {
  readonly port: number;
  readonly platforms: Readonly<Record<'slack' | 'teams', Platform>>;
  now(): number;
  /** Resolves at the next message that arrives. */
  nextArrival(): Promise<void>;
  /** Time stands still until the given function is called. */
  hold(): () => void;
  close(): Promise<void>;
}

/** Slack, Teams and the time for workers that are processes of their own. */
export async function startHub(): Promise<Hub> {
  const time = createSharedTime(SIMULATED_START);
  const platforms = { slack: createPlatform(slackRules), teams: createPlatform(teamsRules) };
  const sockets = new Set<Socket>();
  let arrival = Promise.withResolvers<void>();

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    const say = (what: z.input<typeof Answered>) => socket.write(`${JSON.stringify(what)}\n`);
    const joined = time.join((now) => say({ kind: 'wake', now }));
    socket.on('close', () => {
      sockets.delete(socket);
      joined.leave();
    });
    const lines = createInterface({ input: socket });
    // Whoever is killed hangs up in the middle of it; the lines fail with their socket.
    for (const one of [socket, lines]) one.on('error', () => socket.destroy());
    lines.on('line', (line) => {
      const asked = Asked.parse(JSON.parse(line));
      if (asked.kind === 'idle') {
        joined.idle(asked.until ?? Number.POSITIVE_INFINITY);
        return;
      }
      const platform = platforms[asked.platform];
      const answer =
        asked.kind === 'has'
          ? platform.has(asked.key)
          : platform.receive(asked.conversation, asked.key, time.now());
      say({ kind: 'answer', id: asked.id, answer });
      if (asked.kind === 'has') return;
      arrival.resolve();
      arrival = Promise.withResolvers<void>();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    platforms,
    now: () => time.now(),
    nextArrival: () => arrival.promise,
    hold: () => time.join(() => undefined).leave,
    async close() {
      time.stop();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
