import { get, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';

/** What is posted in a stub that is another process, as it comes. */
export interface Posts {
  /** Messages in a conversation, or in a thread of a channel, as the platform's stub names it. */
  count(place: string): number;
  /** When the first one came, as `performance.now` tells it. */
  firstAt(place: string): number | undefined;
  /** Messages everywhere. */
  total(): number;
  /** Resolves when there are so many in the place. */
  reach(place: string, count: number): Promise<void>;
  close(): void;
}

/** The stub tells each message as it is posted, one a line; `placeIn` reads such a line. */
export async function watchPosts(
  stubUrl: string,
  placeIn: (line: string) => string,
): Promise<Posts> {
  const counts = new Map<string, number>();
  const firstAt = new Map<string, number>();
  const waiting = new Map<string, { readonly count: number; readonly resolve: () => void }>();
  let total = 0;

  const stream = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${stubUrl}/__stream`, { agent: false }, resolve).on('error', reject);
  });
  createInterface({ input: stream }).on('line', (line) => {
    const place = placeIn(line);
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    if (count === 1) firstAt.set(place, performance.now());
    total += 1;
    const waits = waiting.get(place);
    if (waits === undefined || count < waits.count) return;
    waiting.delete(place);
    waits.resolve();
  });
  stream.on('error', () => undefined);

  return {
    count: (place) => counts.get(place) ?? 0,
    firstAt: (place) => firstAt.get(place),
    total: () => total,
    reach(place, count) {
      if ((counts.get(place) ?? 0) >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.set(place, { count, resolve }));
    },
    close: () => stream.destroy(),
  };
}
