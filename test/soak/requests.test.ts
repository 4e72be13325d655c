import { expect, it } from 'vitest';
import { openOwnDatabase } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { copyMigratedFolder } from '../support/migrated-folder.ts';
import { walkAndKill } from '../support/request-walks.ts';

const folder = testFolder();

it('five hundred requests walk through their lives while their process is killed again and again', async () => {
  const own = process.env.DATABASE_URL ? await openOwnDatabase() : undefined;
  if (!own) await copyMigratedFolder(folder.path);
  const url = own?.url;

  const walked = await walkAndKill(url === undefined ? { folder: folder.path } : { url }, 500);
  await own?.remove();

  process.stdout.write(`${JSON.stringify(walked)}\n`);
  expect(walked.walks).toBeGreaterThanOrEqual(500);
  expect(walked.kills).toBeGreaterThan(5);
});
