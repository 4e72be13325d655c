import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseMemory } from '#assistant/database-memory.ts';
import { createRespond } from '#assistant/respond.ts';
import type { Respond } from '#assistant/turn.ts';
import { handbookIn } from '#compose.ts';
import { placesOn } from '#foundation/delivery/places.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { noRoles } from '#foundation/people/roles.ts';
import { type Database, openDatabase } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import { databaseCache } from '#knowledge/packages/database-cache.ts';
import { createPackageLookUp } from '#knowledge/packages/look-up.ts';
import { handbookFolder, loadOffice } from '#knowledge/policy/file/load-office.ts';

const QUESTIONS = 400;
const WARM_UP = 50;

let folder: string;
let database: Database;
let respond: Respond;
const personId = newId();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steward-bench-'));
  database = await openDatabase({ kind: 'embedded', folder: join(folder, 'data') }, silentLog);
  const cache = databaseCache(database.db);
  await cache.write('pkg:npm/bench-pad', {
    name: 'bench-pad',
    version: '1.3.0',
    published: 'MIT',
    latest: '1.3.0',
    history: {
      kind: 'known',
      changes: [{ since: '1.0.0', until: '1.3.0', published: 'MIT' }],
    },
    source: 'bench',
    fetchedAt: systemClock.now().toISOString(),
  });
  await database.db
    .insert(people)
    .values({ id: personId, displayName: null, createdAt: systemClock.now() });
  const { policy, office } = await loadOffice(undefined);
  const packages = createPackageLookUp({
    sources: [
      {
        name: 'bench',
        covers: () => true,
        findVersion: () => Promise.reject(new Error('the cache was not used')),
        readHistory: () => Promise.reject(new Error('the cache was not used')),
        searchNames: () => Promise.resolve([]),
      },
    ],
    cache,
    clock: systemClock,
    log: silentLog,
  });
  const memory = databaseMemory(database.db, systemClock);
  respond = createRespond({
    policy,
    office,
    forms: new Map(),
    roles: noRoles,
    platforms: () => [],
    places: placesOn(() => []),
    packages,
    handbookFolder: undefined,
    handbook: handbookIn(handbookFolder(undefined), { clock: systemClock, log: silentLog }),
    memory,
    clock: systemClock,
    log: silentLog,
  });
});

afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ['a cached package', 'can I use bench-pad in a product that we ship?', /^Yes/],
  ['a license', 'can I ship GPL-3.0 code in our iOS app?', /^No/],
])(
  'answers a question about %s within 15 ms of processor time at the median',
  async (name, text, title) => {
    const spent: number[] = [];

    for (let question = 0; question < WARM_UP + QUESTIONS; question++) {
      const before = process.cpuUsage();
      const [reply] = await respond({
        personId,
        thread: `bench-${question}`,
        content: { kind: 'text', text },
      });
      const { user, system } = process.cpuUsage(before);
      expect(reply?.kind === 'card' ? reply.card.title : '').toMatch(title);
      if (question >= WARM_UP) spent.push((user + system) / 1000);
    }

    spent.sort((one, other) => one - other);
    const at = (share: number): number => spent[Math.floor(spent.length * share)] ?? Number.NaN;
    process.stdout.write(
      `${name}: ${at(0.5).toFixed(1)} ms at p50, ${at(0.95).toFixed(1)} ms at p95, ${at(0.99).toFixed(1)} ms at p99\n`,
    );
    expect(at(0.5)).toBeLessThanOrEqual(15);
  },
);
