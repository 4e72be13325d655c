import { describe, expect, it } from 'vitest';
import { openOwnDatabase } from '../../support/database.ts';
import { testFolder } from '../../support/folder.ts';
import { copyMigratedFolder } from '../../support/migrated-folder.ts';
import { walkAndKill } from '../../support/request-walks.ts';

const WALKS = 20;

describe('requests whose process is killed at random', () => {
  const folder = testFolder();

  it('lose nothing that was acknowledged, and stay what the table says', async () => {
    const own = process.env.DATABASE_URL ? await openOwnDatabase() : undefined;
    if (!own) await copyMigratedFolder(folder.path);
    const url = own?.url;

    const { walks, steps } = await walkAndKill(
      url === undefined ? { folder: folder.path } : { url },
      WALKS,
    );
    await own?.remove();

    expect(walks).toBeGreaterThanOrEqual(WALKS);
    expect(steps).toBeGreaterThan(WALKS);
  }, 120_000);
});
