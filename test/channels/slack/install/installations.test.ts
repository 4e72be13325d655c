import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createInstallations,
  type Installation,
  type Installations,
  readInstallations,
} from '#channels/slack/install/installations.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { installations as table } from '#foundation/store/tables/installations.ts';
import { testDatabase } from '../../../support/database.ts';

const database = testDatabase();
const [older, newer] = [randomBytes(32), randomBytes(32)];
const clock = movableClock(new Date('2026-01-01T00:00:00Z'));

const acme: Installation = {
  isEnterpriseInstall: false,
  teamId: 'T0ACME',
  teamName: 'Acme',
  botToken: 'xoxb-acme-secret',
  botUserId: 'U0BOT',
  botId: 'B0BOT',
  scopes: ['chat:write'],
};
const holding: Installation = {
  isEnterpriseInstall: true,
  enterpriseId: 'E0HOLDING',
  botToken: 'xoxb-holding-secret',
  botUserId: 'U0HOLDING',
  scopes: ['chat:write'],
};

const teams = ['T0ACME', 'E0HOLDING', 'E0SECOND'];

function open(keys: readonly Buffer[] = [older]): Installations {
  return createInstallations({ db: database.db, keys, teams, clock, log: silentLog });
}

function openFor(...others: readonly string[]): Installations {
  const keys = [older];
  return createInstallations({ db: database.db, keys, teams: others, clock, log: silentLog });
}

describe('installations', () => {
  let installations: Installations;
  beforeEach(() => {
    installations = open();
  });

  it('are found again by their workspace, also by another process', async () => {
    await installations.save(acme);

    expect(await installations.find({ teamId: 'T0ACME', enterpriseId: null })).toEqual(acme);
    expect(await open().find({ teamId: 'T0ACME', enterpriseId: null })).toEqual(acme);
    expect(await open().find({ teamId: 'T0OTHER', enterpriseId: null })).toBeUndefined();
  });

  it('stand in the database without a token that can be read', async () => {
    await installations.save(acme);

    const rows = await database.db.select().from(table);

    expect(rows.map(({ id }) => id)).toEqual(['slack:T0ACME']);
    expect(JSON.stringify(rows)).not.toMatch(/xoxb|acme-secret|"Acme"/);
  });

  it('are replaced when the workspace installs again', async () => {
    await installations.save(acme);
    await installations.save({ ...acme, botToken: 'xoxb-second' });

    const found = await open().find({ teamId: 'T0ACME', enterpriseId: null });

    expect(found?.botToken).toBe('xoxb-second');
    expect(await database.db.select().from(table)).toHaveLength(1);
  });

  it('of an organisation cover its workspaces, and no others', async () => {
    await installations.save(holding);
    const from = { teamId: 'T0PART', enterpriseId: 'E0HOLDING' };

    const found = await Promise.all([
      installations.find({ ...from, isEnterpriseInstall: true }),
      installations.find(from),
      installations.find({ teamId: 'T0PART', isEnterpriseInstall: true }),
      installations.find({ teamId: 'T0PART' }),
      installations.find({ teamId: 'T0ALONE', enterpriseId: null }),
      installations.find({ teamId: 'T0PART', enterpriseId: 'E0OTHER' }),
    ]);

    expect(found).toEqual([holding, holding, holding, undefined, undefined, undefined]);
  });

  it('of a workspace come before that of its organisation', async () => {
    const part = { ...acme, enterpriseId: 'E0HOLDING' };
    await installations.save(holding);
    await installations.save(part);

    const found = await installations.find({ teamId: 'T0ACME', enterpriseId: 'E0HOLDING' });

    expect(found).toEqual(part);
  });

  it('of several organisations are not guessed between', async () => {
    await installations.save(holding);
    await installations.save({ ...holding, enterpriseId: 'E0SECOND' });

    const query = { teamId: 'T0PART', isEnterpriseInstall: true };
    expect(await installations.find(query)).toBeUndefined();
  });

  it('are gone at once where they are removed, and within a minute elsewhere', async () => {
    const elsewhere = open();
    await installations.save(acme);
    const query = { teamId: 'T0ACME', enterpriseId: null };
    await elsewhere.find(query);

    await installations.remove(query);

    expect(await installations.find(query)).toBeUndefined();
    expect(await elsewhere.find(query)).toEqual(acme);
    clock.advance(60_000);
    expect(await elsewhere.find(query)).toBeUndefined();
  });

  it('are noticed within a minute where they were missing before', async () => {
    const elsewhere = open();
    const query = { teamId: 'T0ACME', enterpriseId: null };
    await elsewhere.find(query);
    await installations.save(acme);
    clock.advance(60_000);

    expect(await elsewhere.find(query)).toEqual(acme);
  });

  it('of an organisation stay when one of its workspaces is removed', async () => {
    await installations.save(holding);

    await installations.remove({ teamId: 'T0PART', enterpriseId: 'E0HOLDING' });

    expect(await open().find({ enterpriseId: 'E0HOLDING' })).toEqual(holding);
  });

  it('are asked of the database once, however many want them at once', async () => {
    await open().save(acme);
    let asked = 0;
    const db = new Proxy(database.db, {
      get(target, name) {
        if (name === 'select') asked++;
        return Reflect.get(target, name, target);
      },
    });
    const counted = createInstallations({ db, keys: [older], teams, clock, log: silentLog });
    const query = { teamId: 'T0ACME', enterpriseId: null };

    const found = await Promise.all(Array.from({ length: 50 }, () => counted.find(query)));
    await Promise.all(
      Array.from({ length: 50 }, () => counted.find({ teamId: 'T0NONE', enterpriseId: null })),
    );

    expect(new Set(found)).toEqual(new Set([acme]));
    expect(asked).toBe(2);
  });

  it('are asked for again after the database failed', async () => {
    await open().save(acme);
    let fails = true;
    const db = new Proxy(database.db, {
      get(target, name) {
        if (name === 'select' && fails) throw new Error('the database is away');
        return Reflect.get(target, name, target);
      },
    });
    const shaky = createInstallations({ db, keys: [older], teams, clock, log: silentLog });
    const query = { teamId: 'T0ACME', enterpriseId: null };
    await expect(shaky.find(query)).rejects.toThrow('away');

    fails = false;

    expect(await shaky.find(query)).toEqual(acme);
  });

  it('removed twice are gone all the same', async () => {
    await installations.remove({ teamId: 'T0ACME' });

    await expect(installations.remove({ teamId: 'T0ACME' })).resolves.toBe(true);
  });

  it('stay when the one with another token, or one from before, is what is meant', async () => {
    const query = { teamId: 'T0ACME', enterpriseId: null };
    await installations.save(acme);
    const [at, later] = [clock.now(), new Date(clock.now().getTime() + 1)];

    const kept = [
      await installations.remove(query, { botToken: 'xoxb-older' }),
      await installations.remove(query, { before: at }),
      await open([newer]).remove(query, { botToken: acme.botToken }),
    ];

    expect(kept).toEqual([false, false, false]);
    expect(await installations.find(query)).toEqual(acme);
    expect(await installations.remove(query, { before: later })).toBe(true);
    expect(await installations.find(query)).toBeUndefined();
    await installations.save(acme);
    expect(await installations.remove(query, { botToken: acme.botToken })).toBe(true);
    expect(await database.db.select().from(table)).toEqual([]);
  });

  it('that were replaced elsewhere are read again when the older one is said to be gone', async () => {
    const query = { teamId: 'T0ACME', enterpriseId: null };
    await installations.save(acme);
    const second = { ...acme, botToken: 'xoxb-second' };
    await open().save(second);

    await installations.remove(query, { botToken: acme.botToken });

    expect(await installations.find(query)).toEqual(second);
  });

  it('are sealed anew with the first key, so that the older may be taken away', async () => {
    await installations.save(acme);
    await installations.save(holding);

    const done = await open([newer, older]).reseal();
    const again = await open([newer, older]).reseal();

    expect(done).toEqual({ resealed: 2, unreadable: 0 });
    expect(again).toEqual({ resealed: 0, unreadable: 0 });
    expect(await open([newer]).list()).toEqual([holding, acme]);
  });

  it('that no key opens are counted and left as they are', async () => {
    await installations.save(acme);
    const before = await database.db.select().from(table);

    const done = await open([newer]).reseal();

    expect(done).toEqual({ resealed: 0, unreadable: 1 });
    expect(await database.db.select().from(table)).toEqual(before);
    expect(await open([newer]).list()).toEqual([]);
    expect(await readInstallations(database.db, { keys: [newer], teams })).toEqual({
      readable: [],
      unreadable: ['slack:T0ACME'],
      others: [],
    });
    await expect(open([newer]).find({ teamId: 'T0ACME' })).rejects.toMatchObject({
      code: 'misconfigured',
    });
  });

  it.each([
    ['a workspace', acme],
    ['an organisation', holding],
    ['a workspace that says which organisation it is of', { ...acme, enterpriseId: 'E0OTHER' }],
  ])('of %s that is not allowed are refused, and nothing is kept', async (_what, installation) => {
    const saving = openFor('T0OTHER', 'E0SECOND').save(installation);

    await expect(saving).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await database.db.select().from(table)).toEqual([]);
  });

  it('of a workspace are allowed with its organisation, and not the other way round', async () => {
    const part = { ...acme, enterpriseId: 'E0HOLDING' };

    await openFor('E0HOLDING').save(part);

    const whole = openFor('T0ACME').save({ ...holding, teamId: 'T0ACME' });

    await expect(whole).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await openFor('E0HOLDING').list()).toEqual([part]);
  });

  it('that are no longer allowed are never given, and stay for when they are again', async () => {
    await installations.save(acme);
    await installations.save(holding);
    const from = { teamId: 'T0PART', enterpriseId: 'E0HOLDING' };

    const none = openFor('T0OTHER', 'E0SECOND');

    expect(await none.list()).toEqual([]);
    expect(await none.find({ teamId: 'T0ACME', enterpriseId: null })).toBeUndefined();
    expect(await none.find({ teamId: 'T0PART', isEnterpriseInstall: true })).toBeUndefined();
    expect(await none.find({ ...from, isEnterpriseInstall: true })).toBeUndefined();
    expect(await none.find(from)).toBeUndefined();
    const seen = await readInstallations(database.db, { keys: [older], teams: ['T0ACME'] });
    expect(seen).toEqual({ readable: [acme], unreadable: [], others: ['slack:E0HOLDING'] });
    expect(await open().list()).toEqual([holding, acme]);
  });

  it('of organisations that are not allowed do not hide the only one that is', async () => {
    await installations.save(holding);
    await installations.save({ ...holding, enterpriseId: 'E0SECOND' });

    const query = { teamId: 'T0PART', isEnterpriseInstall: true };
    expect(await openFor('E0HOLDING').find(query)).toEqual(holding);
  });

  it('do not open in the row of another workspace', async () => {
    await installations.save(acme);
    await database.db
      .update(table)
      .set({ id: 'slack:T0THIEF' })
      .where(eq(table.id, 'slack:T0ACME'));

    await expect(open().find({ teamId: 'T0THIEF' })).rejects.toMatchObject({
      code: 'misconfigured',
    });
  });

  it('without a workspace are refused', async () => {
    const { teamId: _none, ...nowhere } = acme;

    await expect(installations.save(nowhere)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
