import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { type Db, openDatabase } from '#foundation/store/database.ts';
import { takeStep } from '#office/requests/take-step.ts';

/** What came of a press: who pressed, what they were told, and how the request stands on their card. */
export interface Pressed {
  readonly personId: string;
  readonly kind: string;
  readonly state: string | undefined;
}

/** All of them press “Approve” on the same request, by the card that was drawn at `version`. */
export function pressTogether(
  db: Db,
  request: { readonly id: string; readonly version: number },
  people: readonly string[],
): Promise<readonly Pressed[]> {
  const roles: Roles = { of: async () => new Set(['reviewer:ospo']), holders: async () => people };
  return Promise.all(
    people.map(async (personId): Promise<Pressed> => {
      const by = { personId, roles, clock: systemClock };
      const taken = await takeStep(db, { ...request, step: 'approve' }, by);
      const state = 'request' in taken ? taken.request.state : undefined;
      return { personId, kind: taken.kind, state };
    }),
  );
}

// As a process of its own: waits for a line, so that several begin together.
if (process.argv[1] === import.meta.filename) {
  const [url = '', id = '', version = '', people = ''] = process.argv.slice(2);
  const database = await openDatabase({ kind: 'postgres', url }, silentLog);
  process.stdout.write('ready\n');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  const pressed = await pressTogether(
    database.db,
    { id, version: Number(version) },
    people.split(','),
  );
  process.stdout.write(`${JSON.stringify(pressed)}\n`);
  await database.close();
  process.exit(0);
}
