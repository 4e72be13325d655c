import { expect, it } from 'vitest';
import { sendAndKill } from '../../../support/bulk/send-and-kill.ts';
import { openOwnDatabase, serverUrl } from '../../../support/database.ts';
import { testFolder } from '../../../support/folder.ts';
import { copyMigratedFolder } from '../../../support/migrated-folder.ts';

const folder = testFolder();

it('leaves nobody out and doubles at most what was under way when processes are killed', {
  timeout: 120_000,
}, async () => {
  const own = serverUrl === undefined ? undefined : await openOwnDatabase();
  if (!own) await copyMigratedFolder(folder.path);
  const { url } = own ?? {};
  const target =
    url === undefined
      ? ({ kind: 'embedded', folder: folder.path } as const)
      : ({ kind: 'postgres', url } as const);

  // A folder belongs to one process.
  const processes = url === undefined ? 1 : 3;
  const killed = await sendAndKill({ target, processes, people: 200, kills: 3 });
  await own?.remove();

  expect(killed.states).toEqual({ sent: 200 });
  expect(killed.slack.arrived + killed.teams.arrived).toBe(200);
  expect(killed.slack.doubled + killed.teams.doubled).toBeLessThanOrEqual(3);
  expect(killed.slack.violations + killed.teams.violations).toBe(0);
});
