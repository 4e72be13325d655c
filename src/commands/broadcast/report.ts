import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Config } from '#config.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { createLog } from '#foundation/kernel/log.ts';
import { openDatabase } from '#foundation/store/database.ts';
import { findBroadcastByNumber } from '#office/broadcasts/broadcast.ts';
import { writeReport } from '#office/broadcasts/report.ts';

/** `broadcast report BC-12`: who got it and who has confirmed it, as CSV, read as it is written however many they are. */
export async function reportBroadcast(
  name: string,
  config: Config,
  to: Writable = process.stdout,
): Promise<number> {
  const number = /^(?:BC-?)?(\d{1,9})$/i.exec(name)?.[1];
  if (number === undefined) {
    throw new StewardError('invalid-input', 'a broadcast without a number', {
      advice: 'Name the broadcast by its number, such as BC-12.',
    });
  }
  const database = await openDatabase(
    config.databaseUrl === undefined
      ? { kind: 'embedded', folder: config.dataFolder }
      : { kind: 'postgres', url: config.databaseUrl },
    createLog('warn'),
  );
  try {
    const broadcast = await findBroadcastByNumber(database.db, Number(number));
    if (!broadcast) {
      throw new StewardError('not-found', 'no such broadcast', {
        advice: `There is no broadcast BC-${number}. “Broadcasts” in the chat lists those that there are.`,
      });
    }
    await writeReport(database.db, broadcast, async (lines) => {
      if (!to.write(lines)) await once(to, 'drain');
    });
    return 0;
  } finally {
    await database.close();
  }
}
