import { describe, expect, it } from 'vitest';
import { movableClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { withDeputies } from '#foundation/people/absences/with-deputies.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { deputyRole, type Role, type Roles } from '#foundation/people/roles.ts';
import { absences } from '#foundation/store/tables/absences.ts';
import { testDatabase } from '../../../support/database.ts';

const HOUR = 3_600_000;

describe('roles while people are away', () => {
  const test = testDatabase();
  const clock = movableClock(new Date('2026-12-02T09:00:00Z'));
  const meet = (name: string) =>
    personFor(test.db, { platform: 'test', externalId: name, displayName: name }, clock);

  async function away(
    personId: string,
    deputyId?: string,
    { from = -24, until = 24, endedAt = null as Date | null } = {},
  ) {
    const at = clock.now();
    await test.db.insert(absences).values({
      id: newId(),
      personId,
      firstDay: '2026-12-01',
      lastDay: '2026-12-03',
      from: new Date(at.getTime() + from * HOUR),
      until: new Date(at.getTime() + until * HOUR),
      deputyId: deputyId ?? null,
      setBy: personId,
      setAt: at,
      endedAt,
    });
  }
  async function holding(held: Readonly<Record<string, readonly Role[]>>) {
    const granted: Roles = {
      of: async (personId) => new Set(held[personId]),
      holders: async (role) => Object.keys(held).filter((one) => held[one]?.includes(role)),
    };
    return withDeputies(granted, { db: test.db, clock });
  }

  it('are lent to the deputy, as far as they are of reviewers', async () => {
    const [ann, ben] = [await meet('ann'), await meet('ben')];
    const roles = await holding({
      [ann]: ['reviewer:legal', 'auditor', 'administrator'],
      [ben]: ['reviewer:security'],
    });
    await away(ann, ben);

    const held = [await roles.of(ben), await roles.of(ann)];

    expect(held).toEqual([
      new Set(['reviewer:security', 'reviewer:legal', deputyRole(ann)]),
      new Set(['reviewer:legal', 'auditor', 'administrator']),
    ]);
    expect(await roles.holders('reviewer:legal')).toEqual([ben]);
    expect(await roles.holders('auditor')).toEqual([ann]);
  });

  it('let the deputy of the OSPO decide for it, and be none of it', async () => {
    const [omar, olga, ben] = [await meet('omar'), await meet('olga'), await meet('ben')];
    const roles = await holding({ [omar]: ['ospo'], [olga]: ['ospo'] });
    await away(omar, ben);

    const held = await roles.of(ben);

    expect(held).toEqual(new Set(['reviewer:ospo', deputyRole(omar)]));
    expect(await roles.holders('reviewer:ospo')).toEqual([ben]);
    expect(await roles.holders('ospo')).toEqual([olga]);
  });

  it('are the same before the first day, after the last, and once somebody is back', async () => {
    const [ann, ben, lin, sam] = [
      await meet('ann'),
      await meet('ben'),
      await meet('lin'),
      await meet('sam'),
    ];
    const roles = await holding({
      [ann]: ['reviewer:legal'],
      [lin]: ['reviewer:legal'],
      [sam]: ['reviewer:legal'],
    });
    await away(ann, ben, { from: 1 });
    await away(lin, ben, { until: 0 });
    await away(sam, ben, { endedAt: clock.now() });

    const held = await roles.of(ben);

    expect(held).toEqual(new Set());
    expect(await roles.holders('reviewer:legal')).toEqual([ann, lin, sam]);
  });

  it('are not handed on by a deputy who is away too', async () => {
    const [ann, ben, cleo] = [await meet('ann'), await meet('ben'), await meet('cleo')];
    const roles = await holding({ [ann]: ['reviewer:legal'], [ben]: ['reviewer:security'] });
    await away(ann, ben);
    await away(ben, cleo);

    const held = [await roles.of(ben), await roles.of(cleo)];

    expect(held).toEqual([
      new Set(['reviewer:security']),
      new Set(['reviewer:security', deputyRole(ben)]),
    ]);
    // Nobody covers for her: rather her than nobody.
    expect(await roles.holders('reviewer:legal')).toEqual([ann]);
  });

  it('leave out who is away where others are there, and nobody where all are away', async () => {
    const [ann, lin] = [await meet('ann'), await meet('lin')];
    const roles = await holding({ [ann]: ['reviewer:legal'], [lin]: ['reviewer:legal'] });
    await away(ann);

    const one = await roles.holders('reviewer:legal');
    await away(lin);
    const none = await roles.holders('reviewer:legal');

    expect([one, none]).toEqual([[lin], [ann, lin]]);
  });

  it('name once who is in the group and covers for another of it', async () => {
    const [ann, lin] = [await meet('ann'), await meet('lin')];
    const roles = await holding({ [ann]: ['reviewer:legal'], [lin]: ['reviewer:legal'] });
    await away(ann, lin);

    const holders = await roles.holders('reviewer:legal');

    expect(holders).toEqual([lin]);
  });

  it('give what was handed to one person to their deputy, or to them', async () => {
    const [ann, ben, lin] = [await meet('ann'), await meet('ben'), await meet('lin')];
    const roles = await holding({});
    await away(ann, ben);

    const holders = [await roles.holders(deputyRole(ann)), await roles.holders(deputyRole(lin))];

    expect(holders).toEqual([[ben], [lin]]);
  });
});
