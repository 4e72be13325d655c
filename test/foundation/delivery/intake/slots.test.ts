import { describe, expect, it } from 'vitest';
import { createSlots } from '#foundation/delivery/intake/slots.ts';

/** Works of which each ends when it is told to. */
function works(count: number) {
  const begun: number[] = [];
  const ends = Array.from({ length: count }, () => Promise.withResolvers<string>());
  return {
    begun,
    end: (at: number) => ends[at]?.resolve(`done ${at}`),
    fail: (at: number) => ends[at]?.reject(new Error(`failed ${at}`)),
    work: (at: number) => async () => {
      begun.push(at);
      return (await ends[at]?.promise) ?? '';
    },
  };
}

/** None of which is slow. */
const ofQuick = (quick: number) => ({ most: 9, quick, slowMs: 60_000 });

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('slots', () => {
  it('let so many run at a time, and the others in the order in which they came', async () => {
    const slots = createSlots(ofQuick(2));
    const { begun, end, work } = works(4);
    const all = [0, 1, 2, 3].map((at) => slots.run(work(at)));

    await soon();
    expect(begun).toEqual([0, 1]);
    expect(slots.waiting()).toBe(2);

    end(1);
    await soon();
    expect(begun).toEqual([0, 1, 2]);

    for (const at of [0, 2, 3]) end(at);
    expect(await Promise.all(all)).toEqual(['done 0', 'done 1', 'done 2', 'done 3']);
    expect(slots.waiting()).toBe(0);
  });

  it('go on after a failure, which goes to whoever waits for it', async () => {
    const slots = createSlots(ofQuick(1));
    const { fail, end, work } = works(2);
    const first = slots.run(work(0));
    const second = slots.run(work(1));

    fail(0);
    end(1);

    await expect(first).rejects.toThrow('failed 0');
    expect(await second).toBe('done 1');
  });

  it('never run more at a time than there are, whatever comes and goes', async () => {
    const slots = createSlots(ofQuick(3));
    let running = 0;
    let most = 0;

    await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        slots.run(async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, at % 4));
          running -= 1;
        }),
      ),
    );

    expect(most).toBe(3);
  });

  it('let the next one begin when one takes long, up to the most of all', async () => {
    const slots = createSlots({ most: 2, quick: 1, slowMs: 20 });
    const { begun, end, work } = works(3);
    const all = [0, 1, 2].map((at) => slots.run(work(at)));

    await expect.poll(() => begun).toEqual([0, 1]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(begun).toEqual([0, 1]);
    expect(slots.waiting()).toBe(1);

    end(0);
    await expect.poll(() => begun).toEqual([0, 1, 2]);
    for (const at of [1, 2]) end(at);
    expect(await Promise.all(all)).toEqual(['done 0', 'done 1', 'done 2']);
  });
});
