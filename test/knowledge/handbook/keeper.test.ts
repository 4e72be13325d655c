import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { movableClock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { createHandbookKeeper } from '#knowledge/handbook/keeper.ts';
import { type Handbook, headingOf } from '#knowledge/handbook/section.ts';

let folder: string;
const clock = movableClock(new Date('2030-01-01T00:00:00Z'));

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'steward-test-')), 'handbook');
  await mkdir(folder);
  return () => rm(path.dirname(folder), { recursive: true });
});

type More = NonNullable<Parameters<typeof createHandbookKeeper>[0]['more']>;

function keep(more?: More, log: Log = silentLog) {
  const indexed: Handbook[] = [];
  const index = (handbook: Handbook): readonly string[] => {
    indexed.push(handbook);
    return handbook.sections.map(headingOf);
  };
  const keeper = createHandbookKeeper({ folder, index, clock, log, ...(more && { more }) });
  return {
    indexed,
    /** What is known some seconds later, once it was looked at. */
    async later() {
      clock.advance(3000);
      await keeper.current();
      await new Promise((resolve) => setTimeout(resolve, 60));
      return keeper.current();
    },
    now: () => keeper.current(),
  };
}

describe('the handbook that is kept', () => {
  it('is read anew when a file changes, without a restart', async () => {
    await writeFile(path.join(folder, 'a.md'), '# A');
    const kept = keep();
    const first = await kept.now();
    await writeFile(path.join(folder, 'b.md'), '# B');

    const second = await kept.later();

    expect([first.index, second.index]).toEqual([['A'], ['A', 'B']]);
  });

  it('is read once, however many ask at the same time, and not again while nothing changes', async () => {
    await writeFile(path.join(folder, 'a.md'), '# A');
    const kept = keep();

    const all = await Promise.all([kept.now(), kept.now(), kept.now()]);
    const later = await kept.later();

    expect(new Set([...all, later]).size).toBe(1);
    expect(kept.indexed).toHaveLength(1);
  });

  it('stays when its folder goes, says so, and is read again when it is back', async () => {
    await writeFile(path.join(folder, 'a.md'), '# A');
    const kept = keep();
    await kept.now();
    await rm(folder, { recursive: true });

    const gone = await kept.later();
    await mkdir(folder);
    await writeFile(path.join(folder, 'c.md'), '# C');
    const back = await kept.later();

    expect(gone.index).toEqual(['A']);
    expect(gone.handbook.faults).toMatchObject([{ problem: expect.stringContaining('gone') }]);
    expect(back).toMatchObject({ index: ['C'], handbook: { faults: [] } });
  });

  it('is empty where there is no folder', async () => {
    await rm(folder, { recursive: true });

    const { handbook } = await keep().now();

    expect(handbook).toMatchObject({ sections: [], faults: [{ file: '' }] });
  });

  it('has the pages that are kept elsewhere, and keeps them while those cannot be read', async () => {
    let answer: More = async () => [{ file: 'faq/x.md', text: '# X' }];
    const kept = keep(() => answer());
    const first = await kept.now();
    answer = () => Promise.reject(new Error('away'));

    const second = await kept.later();

    expect([first.index, second.index]).toEqual([['X'], ['X']]);
  });

  it('names files in the log, and nothing of what stands in them', async () => {
    const lines: string[] = [];
    const write = (fields: object, message: string) =>
      lines.push(JSON.stringify([fields, message]));
    const log = { ...silentLog, info: write, warn: write, error: write } as Log;
    await writeFile(path.join(folder, 'a.md'), '---\nlink: marzipan\n---\n# marzipan');

    await keep(undefined, log).now();

    expect(lines.join()).toContain('a.md');
    expect(lines.join()).not.toContain('marzipan');
  });
});
