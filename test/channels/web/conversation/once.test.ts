import { describe, expect, it } from 'vitest';
import { createOnce } from '#channels/web/conversation/once.ts';

describe('a thing that is to be done once', () => {
  it('is not done again while it is under way, nor afterwards', async () => {
    const once = createOnce<number>(2);
    let count = 0;
    const work = async () => {
      count += 1;
      return count;
    };

    const results = await Promise.all([once.do('a', work), once.do('a', work)]);
    const later = await once.do('a', work);

    expect([...results, later]).toEqual([1, 1, 1]);
    expect(await once.find('a')).toBe(1);
  });

  it('is tried again after it failed', async () => {
    const once = createOnce<string>(2);

    const first = await once.do('a', () => Promise.reject(new Error('no'))).catch(() => 'failed');
    const second = await once.do('a', async () => 'done');

    expect([first, second]).toEqual(['failed', 'done']);
  });

  it('is forgotten when many others were done since, but never while it is under way', async () => {
    const once = createOnce<string>(2);
    const slow = Promise.withResolvers<string>();
    const first = once.do('slow', () => slow.promise);

    for (const key of ['a', 'b', 'c']) await once.do(key, async () => key);
    const known = ['slow', 'a', 'b', 'c'].map((key) => once.find(key) !== undefined);
    slow.resolve('done');
    await first;

    expect(known).toEqual([true, false, false, true]);
  });

  it('can be waited for', async () => {
    const once = createOnce<string>(2);
    const slow = Promise.withResolvers<string>();
    void once.do('a', () => slow.promise);
    let isIdle = false;

    const idle = once.idle().then(() => {
      isIdle = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    const before = isIdle;
    slow.resolve('done');
    await idle;

    expect(before).toBe(false);
  });
});
