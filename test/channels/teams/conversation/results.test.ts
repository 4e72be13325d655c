import { describe, expect, it } from 'vitest';
import { createResults } from '#channels/teams/conversation/results.ts';

const at = (ms: number) => new Date(1_800_000_000_000 + ms);
const press = (ms: number) => ({ id: 'press', sentAt: at(ms), againAfterMs: 1000 });

async function stateOf(promise: Promise<unknown>): Promise<unknown> {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 5, 'waiting'))]);
}

describe('how a press ended', () => {
  it('is told to everybody who waits for it', async () => {
    const results = createResults();
    const both = [results.of(press(0)), results.of(press(400))];

    results.settle('press', 'done');

    expect(await Promise.all(both)).toEqual(['done', 'done']);
  });

  it('is told to whoever sends the same again later', async () => {
    const results = createResults();
    void results.of(press(0));
    results.settle('press', 'failed');

    const again = await stateOf(results.of(press(1000)));

    expect(again).toBe('failed');
  });

  it('is not what came of another press of the same button', async () => {
    const results = createResults();
    void results.of(press(0));
    results.settle('press', 'done');

    const second = results.of(press(1001));
    const before = await stateOf(second);
    results.settle('press', 'failed');

    expect([before, await second]).toEqual(['waiting', 'failed']);
  });

  it('is one thing for as long as the first press is under way, however late the second is', async () => {
    const results = createResults();
    const both = [results.of(press(0)), results.of(press(5000))];

    results.settle('press', 'done');

    expect(await Promise.all(both)).toEqual(['done', 'done']);
  });

  it('is nothing to others', async () => {
    const results = createResults();
    const other = results.of({ id: 'other', sentAt: at(0) });

    results.settle('press', 'done');
    results.settle('nobody waits', 'done');

    expect(await stateOf(other)).toBe('waiting');
  });
});
