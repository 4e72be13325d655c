import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { movableClock, systemClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import {
  accountsOf,
  findAccount,
  nameOf,
  personFor,
  touchAccount,
} from '#foundation/people/accounts.ts';
import type { DirectoryAccount } from '#foundation/people/directory.ts';
import { recentEntries } from '#foundation/store/audit-log.ts';
import { accounts, feedback, formDrafts, people } from '#foundation/store/schema.ts';
import { testDatabase } from '../../support/database.ts';

const database = testDatabase();
const HOUR = 3_600_000;

const onSlack = {
  platform: 'slack',
  externalId: 'T1/U1',
  displayName: 'Ada Lovelace',
  email: 'ada@example.org',
};
const onTeams = { ...onSlack, platform: 'teams', externalId: 'A1/ada', displayName: 'Ada King' };

describe('an account of which only the id was known', () => {
  const bare = { platform: 'teams', externalId: onTeams.externalId };

  it('belongs to the person with its e-mail once its directory gives one', async () => {
    const ada = await meet(onSlack);
    const unknown = await meet(bare);

    const after = [await meet(onTeams), await meet(bare), await meet(onSlack)];

    expect(unknown).not.toBe(ada);
    expect(after).toEqual([ada, ada, ada]);
    const [last] = await recentEntries(database.db, 1);
    expect(last).toMatchObject({ entry: { kind: 'account.linked', personId: ada }, actor: ada });
  });

  it('brings what was typed and asked before', async () => {
    const ada = await meet(onSlack);
    const unknown = await meet(bare);
    const at = new Date();
    const draft = { form: 'f', context: 'both', answers: { name: 'of Ada' }, at };
    const other = { ...draft, context: 'one', answers: { name: 'of nobody yet' } };
    await database.db.insert(formDrafts).values([
      { ...draft, personId: ada },
      { ...draft, personId: unknown, answers: { name: 'later' } },
      { ...other, personId: unknown },
    ]);
    await database.db
      .insert(feedback)
      .values({ id: newId(), personId: unknown, about: {}, reason: 'wrong', createdAt: at });

    await meet(onTeams);

    const drafts = await database.db.select().from(formDrafts).orderBy(formDrafts.context);
    expect(drafts).toMatchObject([
      { personId: ada, context: 'both', answers: { name: 'of Ada' } },
      { personId: ada, context: 'one', answers: { name: 'of nobody yet' } },
    ]);
    expect(await database.db.select().from(feedback)).toMatchObject([{ personId: ada }]);
  });

  it('stays with its person where nobody else has the e-mail, and then for good', async () => {
    const unknown = await meet(bare);

    const named = await meet(onTeams);
    const ada = await meet({ ...onSlack, email: 'grace@example.org' });
    const again = await meet({ ...onTeams, email: 'grace@example.org' });

    expect([named, again]).toEqual([unknown, unknown]);
    expect(ada).not.toBe(unknown);
  });

  it('is joined once, however many say so at the same time', async () => {
    const ada = await meet(onSlack);
    await meet(bare);

    const all = await Promise.all(Array.from({ length: 8 }, () => meet(onTeams)));

    expect(new Set(all)).toEqual(new Set([ada]));
    const log = await recentEntries(database.db, 20);
    expect(log.filter(({ entry }) => entry.kind === 'account.linked')).toHaveLength(3);
  });
});

describe('an account with an e-mail', () => {
  it('belongs to the person whom another platform knows by the same e-mail', async () => {
    const first = await meet(onSlack);

    const second = await meet(onTeams);

    expect(second).toBe(first);
    expect(await database.db.select().from(people)).toMatchObject([{ displayName: 'Ada King' }]);
  });

  it('is written down as linked, not as another person', async () => {
    const personId = await meet(onSlack);

    await meet(onTeams);

    const log = await recentEntries(database.db, 10);
    expect(log.map(({ entry, actor }) => [entry.kind, actor])).toEqual([
      ['account.linked', personId],
      ['account.linked', personId],
      ['person.created', personId],
    ]);
    expect(JSON.stringify(log)).not.toMatch(/lovelace|king|example/i);
  });

  it.each(['ADA@example.org', ' ada@EXAMPLE.org '])('is matched when spelled %j', async (email) => {
    const first = await meet(onSlack);

    const second = await meet({ ...onTeams, email });

    expect(second).toBe(first);
    expect(await emailOf(onTeams)).toBe('ada@example.org');
  });

  it('belongs to the same person in another team of the platform', async () => {
    const first = await meet(onSlack);

    const second = await meet({ ...onSlack, externalId: 'T2/U9' });

    expect(second).toBe(first);
  });

  it('belongs to somebody new when the same team gives the address to another account', async () => {
    const first = await meet(onSlack);

    const second = await meet({ ...onSlack, externalId: 'T1/U2' });

    expect(second).not.toBe(first);
    expect(await emailOf(onSlack)).toBeNull();
    expect(await emailOf({ platform: 'slack', externalId: 'T1/U2' })).toBe('ada@example.org');
  });

  it('is never matched by name', async () => {
    const first = await meet(onSlack);

    const second = await meet({ ...onSlack, platform: 'teams', email: 'ada.l@example.org' });

    expect(second).not.toBe(first);
  });

  it.each([
    ['no address', undefined],
    ['an empty one', ''],
    ['one with a list', 'eve@evil.test,ada@example.org'],
    ['one with a look-alike', '\u0430da@example.org'],
    ['one with NUL', 'ada@example.org\u0000'],
    ['one that a statement might be made of', `' or email like '%`],
    ['a pattern', '%@%'],
  ])('with %s is somebody of their own, without an e-mail', async (_what, email) => {
    const first = await meet(onSlack);
    const { email: _, ...nameless } = onTeams;

    const second = await meet(email === undefined ? nameless : { ...onTeams, email });

    expect(second).not.toBe(first);
    expect(await emailOf(onTeams)).toBeNull();
  });

  it('is matched to the letter, also when the address reads like a pattern', async () => {
    const first = await meet(onSlack);

    const second = await meet({ ...onTeams, email: '%@example.org' });

    expect(second).not.toBe(first);
  });

  it('makes one person when two platforms bring it at the same time', async () => {
    // Somebody came before: otherwise all would wait for the first to write the salt, and not for each other.
    await meet({ platform: 'terminal', externalId: 'somebody' });
    const asked = [1, 2, 3, 4, 5].flatMap(() => [meet(onSlack), meet(onTeams)]);

    const found = await Promise.all(asked);

    expect(new Set(found).size).toBe(1);
    expect(await database.db.select().from(people)).toHaveLength(2);
    expect(await recentEntries(database.db, 100)).toHaveLength(5);
  });

  it('neither blocks nor doubles when many teams bring many people at the same time', async () => {
    await meet({ platform: 'terminal', externalId: 'somebody' });
    const asked = Array.from({ length: 60 }, (_, at) =>
      meet({
        platform: at % 2 === 0 ? 'slack' : 'teams',
        externalId: `T${at % 5}/U${at % 6}`,
        email: `person${at % 3}@example.org`,
      }),
    );

    const found = await Promise.all(asked);

    expect(new Set(found.map((personId, at) => `${personId} ${at % 3}`)).size).toBe(3);
    expect(await database.db.select().from(people)).toHaveLength(4);
  });
});

describe('a known account', () => {
  it('takes over a changed e-mail', async () => {
    const first = await meet(onSlack);

    const second = await meet({ ...onSlack, email: 'Ada.King@example.org' });

    expect(second).toBe(first);
    expect(await emailOf(onSlack)).toBe('ada.king@example.org');
  });

  it('stays with its person when its e-mail becomes that of another', async () => {
    const grace = await meet({ ...onTeams, email: 'grace@example.org' });
    const ada = await meet(onSlack);

    const again = await meet({ ...onSlack, email: 'grace@example.org' });

    expect(again).toBe(ada);
    expect(again).not.toBe(grace);
  });

  it('takes an address away from an account of the same team that had it', async () => {
    await meet(onSlack);
    const other = { ...onSlack, externalId: 'T1/U2', email: 'other@example.org' };
    await meet(other);

    await meet({ ...other, email: onSlack.email });

    expect(await emailOf(onSlack)).toBeNull();
    expect(await emailOf(other)).toBe('ada@example.org');
  });

  it('keeps what is known when the directory says less', async () => {
    await meet(onSlack);

    await meet({ platform: 'slack', externalId: 'T1/U1', displayName: 'Ada L.' });
    await meet({ platform: 'slack', externalId: 'T1/U1', displayName: '' });

    expect(await emailOf(onSlack)).toBe('ada@example.org');
    expect(await database.db.select().from(people)).toMatchObject([{ displayName: 'Ada L.' }]);
  });

  it.each([null, 'not an address', ''])(
    'loses its e-mail when the directory was asked and vouches for none that can be used: %j',
    async (email) => {
      const first = await meet(onSlack);

      const second = await meet({ ...onSlack, email });

      expect(second).toBe(first);
      expect(await emailOf(onSlack)).toBeNull();
    },
  );

  it('stays joined to the other accounts of its person without its e-mail', async () => {
    const first = await meet(onSlack);
    await meet(onTeams);
    await meet({ ...onSlack, email: null });

    const again = await meet({ ...onSlack, email: null });

    expect(again).toBe(first);
    expect(await emailOf(onTeams)).toBe('ada@example.org');
  });

  it('remembers when its directory was asked last', async () => {
    const clock = movableClock(new Date('2030-01-01T00:00:00Z'));
    const personId = await personFor(database.db, onSlack, clock);
    clock.advance(HOUR);

    await personFor(database.db, onSlack, clock);

    const found = await findAccount(database.db, onSlack);
    expect(found).toEqual({ personId, checkedAt: new Date('2030-01-01T01:00:00Z') });
  });

  it('was checked when its directory said that it has no e-mail', async () => {
    const at = new Date('2030-01-01T00:00:00Z');
    const name = { platform: 'slack', externalId: 'T1/U1' };

    const personId = await personFor(database.db, { ...name, email: null }, movableClock(at));

    expect(await findAccount(database.db, name)).toEqual({ personId, checkedAt: at });
  });

  it('was not checked when only its id is known', async () => {
    const name = { platform: 'slack', externalId: 'T1/U1' };
    const personId = await meet(name);

    await meet(name);

    expect(await findAccount(database.db, name)).toEqual({ personId, checkedAt: null });
  });
});

describe('accounts', () => {
  it('are not found before they were met', async () => {
    await meet(onSlack);

    const found = await findAccount(database.db, { platform: 'teams', externalId: 'T1/U1' });

    expect(found).toBeUndefined();
  });

  it('remember their use to the hour', async () => {
    const personId = await meet(onSlack);
    const noon = new Date('2030-01-01T12:00:00Z');
    const almostOne = new Date(noon.getTime() + HOUR - 1);
    const afterOne = new Date(noon.getTime() + HOUR + 1);

    await touchAccount(database.db, onSlack, noon);
    await touchAccount(database.db, onSlack, almostOne);
    const [within] = await accountsOf(database.db, personId);
    await touchAccount(database.db, onSlack, afterOne);
    const [after] = await accountsOf(database.db, personId);

    expect(within?.usedAt).toEqual(noon);
    expect(after?.usedAt).toEqual(afterOne);
  });

  it('are listed with the one used last first, and those never used last', async () => {
    const personId = await meet(onSlack);
    await meet(onTeams);
    await meet({ ...onSlack, externalId: 'T2/U1' });
    await touchAccount(database.db, onSlack, new Date('2030-01-01T12:00:00Z'));
    await touchAccount(database.db, onTeams, new Date('2030-01-02T12:00:00Z'));

    const listed = await accountsOf(database.db, personId);

    expect(listed.map(({ externalId }) => externalId)).toEqual(['A1/ada', 'T1/U1', 'T2/U1']);
  });

  it('tell the name of their person', async () => {
    const named = await meet(onSlack);
    const nameless = await meet({ platform: 'terminal', externalId: 'ada' });

    const names = [await nameOf(database.db, named), await nameOf(database.db, nameless)];

    expect(names).toEqual(['Ada Lovelace', undefined]);
  });
});

function meet(account: DirectoryAccount): Promise<string> {
  return personFor(database.db, account, systemClock);
}

async function emailOf({ platform, externalId }: DirectoryAccount) {
  const [found] = await database.db
    .select({ email: accounts.email })
    .from(accounts)
    .where(and(eq(accounts.platform, platform), eq(accounts.externalId, externalId)));
  return found?.email;
}
