/** A process that opens the data folder named on its command line and holds it until it is killed. */
import { silentLog } from '#foundation/kernel/log.ts';
import { openDatabase } from '#foundation/store/database.ts';
import { packageFacts } from '#foundation/store/tables/package-facts.ts';

const [folder = '', work] = process.argv.slice(2);
const { db } = await openDatabase({ kind: 'embedded', folder }, silentLog);
say('open');
for (let key = 1; work === 'write'; key++) {
  await db.insert(packageFacts).values({
    key: String(key),
    facts: { text: 'x'.repeat(key % 5000) },
    fetchedAt: new Date(),
  });
  // Said only after the database has acknowledged it.
  say(String(key));
}
setInterval(() => undefined, 1000);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
