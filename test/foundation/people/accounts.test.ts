import { asc } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '#foundation/kernel/clock.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { recentEntries } from '#foundation/store/audit-log.ts';
import { accounts, people, settings } from '#foundation/store/schema.ts';
import { testDatabase } from '../../support/database.ts';

const database = testDatabase();
const ada = { platform: 'slack', externalId: 'T0AAA/U0ADA', displayName: 'Ada Lovelace' };

describe('personFor', () => {
  it('makes a person of an account that is new', async () => {
    const personId = await personFor(database.db, ada, systemClock);

    expect(await database.db.select().from(people)).toMatchObject([
      { id: personId, displayName: 'Ada Lovelace' },
    ]);
    expect(await database.db.select().from(accounts)).toMatchObject([
      { platform: 'slack', externalId: 'T0AAA/U0ADA', personId },
    ]);
  });

  it('finds the same person again and writes nothing more', async () => {
    const first = await personFor(database.db, ada, systemClock);

    const second = await personFor(database.db, ada, systemClock);

    expect(second).toBe(first);
    expect(await recentEntries(database.db, 10)).toHaveLength(2);
  });

  it('makes one person of one account, however many ask at the same time', async () => {
    // Somebody came before: otherwise all would wait for the first to write the salt, and not for each other.
    await personFor(database.db, { platform: 'terminal', externalId: 'somebody' }, systemClock);
    const asked = Array.from({ length: 12 }, () => personFor(database.db, ada, systemClock));

    const found = await Promise.all(asked);

    expect(new Set(found).size).toBe(1);
    expect(await database.db.select().from(people)).toHaveLength(2);
    expect(await recentEntries(database.db, 100)).toHaveLength(4);
  });

  it('makes one salt, however many persons come at the same time', async () => {
    const names = ['U1', 'U2', 'U3', 'U4'].map((externalId) => ({ platform: 'slack', externalId }));

    await Promise.all(names.map((name) => personFor(database.db, name, systemClock)));

    expect(await database.db.select().from(settings)).toHaveLength(1);
    expect(await database.db.select().from(people)).toHaveLength(4);
  });

  it('keeps accounts of different platforms apart', async () => {
    const onSlack = await personFor(database.db, ada, systemClock);

    const onTeams = await personFor(database.db, { ...ada, platform: 'teams' }, systemClock);

    expect(onTeams).not.toBe(onSlack);
  });

  it('follows a change of name and keeps the name when none is given', async () => {
    await personFor(database.db, ada, systemClock);

    await personFor(database.db, { ...ada, displayName: 'Ada King' }, systemClock);
    await personFor(database.db, { platform: 'slack', externalId: ada.externalId }, systemClock);

    const names = await database.db.select({ name: people.displayName }).from(people);
    expect(names).toEqual([{ name: 'Ada King' }]);
  });

  it('proves the account in the audit log without name or platform id', async () => {
    const personId = await personFor(database.db, ada, systemClock);

    const log = await recentEntries(database.db, 10);

    expect(log.map(({ entry, actor }) => [entry.kind, actor])).toEqual([
      ['account.linked', personId],
      ['person.created', personId],
    ]);
    expect(JSON.stringify(log)).not.toMatch(/Ada|U0ADA/);
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(513)],
    ['with NUL', 'a\u0000b'],
    ['half a character', '\ud83d'],
  ])('refuses an id that is %s', async (_what, externalId) => {
    const asking = personFor(database.db, { platform: 'web', externalId }, systemClock);

    await expect(asking).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await database.db.select().from(people).orderBy(asc(people.id))).toEqual([]);
  });
});

describe('somebody’s clock', () => {
  const at = (timeZone: string | undefined) => ({ ...ada, displayName: 'Ada', timeZone });

  it.each([
    ['is kept as the directory says it', [at('Europe/Berlin')], 'Europe/Berlin'],
    ['follows them', [at('Europe/Berlin'), at('Asia/Tokyo')], 'Asia/Tokyo'],
    ['stays when nothing is said', [at('Europe/Berlin'), at(undefined)], 'Europe/Berlin'],
    ['is none where there is no such zone', [at("'; drop table accounts")], null],
  ])('%s', async (_, said, zone) => {
    for (const account of said) await personFor(database.db, account, systemClock);

    expect(await database.db.select({ zone: accounts.timeZone }).from(accounts)).toEqual([
      { zone },
    ]);
  });
});
