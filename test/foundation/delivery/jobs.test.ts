import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Jobs, startJobs } from '#foundation/delivery/jobs.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { testDatabase } from '../../support/database.ts';

describe('jobs', () => {
  const test = testDatabase();
  let jobs: Jobs;
  beforeEach(async () => {
    jobs = await startJobs(test.database, silentLog);
  });
  afterEach(async () => {
    for (let job = await jobs.take(); job; job = await jobs.take()) await jobs.finish(job);
    await jobs.stop();
  });

  it('are taken by one, and there is no other of them', async () => {
    const notice = newId();
    await jobs.add([notice]);
    await jobs.add([notice, notice]);

    const taken = await jobs.take();

    expect(taken?.noticeId).toBe(notice);
    expect(await jobs.take()).toBeUndefined();
  });

  it('are added anew while a lost one is still taken', async () => {
    const notice = newId();
    await jobs.add([notice]);
    const lost = await jobs.take();

    await jobs.add([notice]);

    const again = await jobs.take();
    expect(again?.noticeId).toBe(notice);
    expect(again?.id).not.toBe(lost?.id);
  });

  it('outlive those who carry them', async () => {
    const notice = newId();
    await jobs.add([notice]);
    await jobs.stop();

    jobs = await startJobs(test.database, silentLog);

    expect((await jobs.take())?.noticeId).toBe(notice);
  });

  it('are shared by those who take at the same time: each gets another', async () => {
    const others = await startJobs(test.database, silentLog);
    const notices = Array.from({ length: 20 }, newId);
    await jobs.add(notices);

    const taken = await Promise.all(
      notices.map((_, place) => (place % 2 === 0 ? jobs : others).take()),
    );

    await others.stop();
    expect(taken.map((job) => job?.noticeId).sort()).toEqual(notices.toSorted());
  });
});
