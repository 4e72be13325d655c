import { describe, expect, it } from 'vitest';
import { within } from '#foundation/store/drivers/deadline.ts';
import { testDatabase } from '../../../support/database.ts';

const database = testDatabase();

describe('within', () => {
  it('gives what came in time', async () => {
    expect(await within(1000, Promise.resolve('answer'))).toBe('answer');
  });

  it('gives the failure that came in time', async () => {
    await expect(within(1000, Promise.reject(new Error('mine')))).rejects.toThrow('mine');
  });

  it('does not wait for longer than it was told', async () => {
    const work = within(20, new Promise(() => undefined));

    await expect(work).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('checkAlive', () => {
  it('is content with a database that answers', async () => {
    await expect(database.database.checkAlive()).resolves.toBeUndefined();
  });
});
