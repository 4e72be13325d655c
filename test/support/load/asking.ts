import type { Posts } from './posts.ts';

/** Something that is sent, and where the answer to it comes. */
export interface Question {
  readonly place: string;
  send(): Promise<Acknowledged>;
}

export interface Acknowledged {
  readonly status: number;
  readonly ms: number;
}

/** Asks so many, a few at a time, the next one when one is answered. Milliseconds from sent to posted, each. */
export async function askSteadily(
  questionOf: (number: number) => Question,
  posts: Posts,
  { count, atATime }: { readonly count: number; readonly atATime: number },
): Promise<readonly number[]> {
  const spent: number[] = [];
  let next = 0;
  async function ask(): Promise<void> {
    while (next < count) {
      const { place, send } = questionOf(next++);
      const began = performance.now();
      const answered = posts.reach(place, posts.count(place) + 1);
      mustBeTaken(await send());
      await answered;
      spent.push(performance.now() - began);
    }
  }
  await Promise.all(Array.from({ length: atATime }, ask));
  return spent;
}

/** Asks so many at once. Milliseconds until each was acknowledged. */
export async function askAtOnce(
  questionOf: (number: number) => Question,
  count: number,
): Promise<readonly number[]> {
  const sent = Array.from({ length: count }, (_, number) => questionOf(number).send());
  const all = await Promise.all(sent);
  return all.map((acknowledged) => {
    mustBeTaken(acknowledged);
    return acknowledged.ms;
  });
}

function mustBeTaken({ status }: Acknowledged): void {
  if (status !== 200) throw new Error(`what was asked was answered with ${status}`);
}
