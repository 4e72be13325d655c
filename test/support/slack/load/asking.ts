import type { Payload } from '../fixtures.ts';
import type { Exchange, Sender } from '../sender.ts';
import type { Posts } from './posts.ts';

const questions = [
  'can I ship GPL-3.0 code in our iOS app?',
  'may I use MIT code in our product?',
] as const;

const PEOPLE = 200;

/** What somebody asks in their own conversation with the app; each number asks something else than the one before. */
export function questionOf(number: number): { readonly channel: string; readonly event: Payload } {
  const person = String(number % PEOPLE).padStart(4, '0');
  const channel = `D0LOAD${person}`;
  const text = questions[number % questions.length] ?? '';
  return { channel, event: { user: `U0LOAD${person}`, channel, text } };
}

/** Asks so many, a few at a time, the next one when one is answered. Milliseconds from sent to posted, each. */
export async function askSteadily(
  sender: Sender,
  posts: Posts,
  { count, atATime }: { readonly count: number; readonly atATime: number },
): Promise<readonly number[]> {
  const spent: number[] = [];
  let next = 0;
  async function ask(): Promise<void> {
    while (next < count) {
      const { channel, event } = questionOf(next++);
      const began = performance.now();
      const answered = posts.reach(channel, posts.count(channel) + 1);
      mustBeTaken(await sender.event('message-im', event));
      await answered;
      spent.push(performance.now() - began);
    }
  }
  await Promise.all(Array.from({ length: atATime }, ask));
  return spent;
}

/** Asks so many at once. Milliseconds until each was acknowledged. */
export async function askAtOnce(sender: Sender, count: number): Promise<readonly number[]> {
  const sent = Array.from({ length: count }, (_, number) =>
    sender.event('message-im', questionOf(number).event),
  );
  const exchanges = await Promise.all(sent);
  return exchanges.map((exchange) => {
    mustBeTaken(exchange);
    return exchange.ms;
  });
}

function mustBeTaken({ status }: Exchange): void {
  if (status !== 200) throw new Error(`an event was answered with ${status}`);
}
