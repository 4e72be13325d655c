import { expect, it } from 'vitest';
import { sendAndKill } from '../support/bulk/send-and-kill.ts';
import { createOwnDatabase } from '../support/load/own-database.ts';

it('a broadcast reaches everybody while one of three processes is killed fifty times', async () => {
  const { url, remove } = await createOwnDatabase();

  const target = { kind: 'postgres', url } as const;
  const killed = await sendAndKill({ target, processes: 3, people: 4000, kills: 50 });
  await remove();

  process.stdout.write(`${JSON.stringify(killed)}\n`);
  expect(killed.states).toEqual({ sent: 4000 });
  expect(killed.slack.arrived + killed.teams.arrived).toBe(4000);
  expect(killed.slack.doubled + killed.teams.doubled).toBeLessThanOrEqual(50);
});
