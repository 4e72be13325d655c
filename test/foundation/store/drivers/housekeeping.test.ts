import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log, LogFields } from '#foundation/kernel/log.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { openEmbedded } from '#foundation/store/drivers/embedded.ts';
import { testFolder } from '../../../support/folder.ts';
import { copyMigratedFolder } from '../../../support/migrated-folder.ts';

const folder = testFolder();
const day = 24 * 60 * 60_000;

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => vi.useRealTimers());

describe('housekeeping', () => {
  it('writes checkpoints and vacuums, so that neither log nor tables grow for ever', async () => {
    await copyMigratedFolder(folder.path);
    const warnings: LogFields[] = [];
    const log: Log = { ...silentLog, warn: (fields) => warnings.push(fields) };
    let free = Number.POSITIVE_INFINITY;
    const { close } = await openEmbedded(folder.path, log, () => free);

    await vi.advanceTimersByTimeAsync(5 * 60_000);
    const whenWell = warnings.length;
    free = 0;
    await vi.advanceTimersByTimeAsync(day);
    await close();
    const whenClosed = warnings.length;
    await vi.advanceTimersByTimeAsync(day);

    expect(whenWell).toBe(0);
    expect(new Set(warnings.map(({ command }) => command))).toEqual(
      new Set(['checkpoint', 'vacuum']),
    );
    expect(warnings).toHaveLength(whenClosed);
  });
});
