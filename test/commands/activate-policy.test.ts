import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { activatePolicy } from '#commands/activate-policy.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { auditEntries } from '#foundation/store/schema.ts';
import { policies } from '#foundation/store/tables/policies.ts';
import { comparePolicies } from '#knowledge/policy/compare/compare-policies.ts';
import { previousPolicy } from '#knowledge/policy/file/kept-policies.ts';
import { profileFile } from '#knowledge/policy/file/load-office.ts';
import { loadPolicy } from '#knowledge/policy/file/load-policy.ts';
import { testDatabase } from '../support/database.ts';

describe('the policy in force', async () => {
  const own = testDatabase();
  const balanced = await loadPolicy(profileFile('balanced'));
  const strict = await loadPolicy(profileFile('strict'));

  it('has none before it, at first', async () => {
    const before = await previousPolicy(own.db);
    await activatePolicy(own.db, balanced, movableClock(new Date('2026-03-02T09:00:00Z')));

    expect([before, await previousPolicy(own.db)]).toEqual([undefined, undefined]);
  });

  it('is compared with the whole of the one before it', async () => {
    const clock = movableClock(new Date('2026-03-02T09:00:00Z'));
    await activatePolicy(own.db, balanced, clock);
    clock.advance(60_000);
    await activatePolicy(own.db, strict, clock);

    const previous = await previousPolicy(own.db);

    expect(previous).toEqual({ ...balanced, activatedAt: new Date('2026-03-02T09:00:00Z') });
    expect(previous && comparePolicies(previous.policy, balanced.policy)).toEqual([]);
  });

  it('knows the last one also where it goes back to an older one', async () => {
    const clock = movableClock(new Date('2026-03-02T09:00:00Z'));
    for (const policy of [balanced, strict, balanced]) {
      await activatePolicy(own.db, policy, clock);
      clock.advance(60_000);
    }

    expect(await previousPolicy(own.db)).toMatchObject({ sha256: strict.sha256 });
    expect(await entries()).toBe(3);
  });

  it('is kept where an older Steward kept its fingerprint only, without another entry', async () => {
    const clock = movableClock(new Date('2026-03-02T09:00:00Z'));
    await activatePolicy(own.db, balanced, clock);
    await own.db.delete(policies);

    await activatePolicy(own.db, balanced, clock);
    await activatePolicy(own.db, strict, clock);

    expect(await previousPolicy(own.db)).toMatchObject({ sha256: balanced.sha256 });
    expect(await entries()).toBe(2);
  });

  it('is not compared with what another Steward wrote that knew other rules', async () => {
    const clock = movableClock(new Date('2026-03-02T09:00:00Z'));
    await activatePolicy(own.db, balanced, clock);
    await activatePolicy(own.db, strict, clock);
    await own.db
      .update(policies)
      .set({ content: { version: '2020.1', rules: [] } })
      .where(eq(policies.sha256, balanced.sha256));

    expect(await previousPolicy(own.db)).toBeUndefined();
  });

  async function entries(): Promise<number> {
    const found = await own.db.select({ kind: auditEntries.kind }).from(auditEntries);
    return found.filter(({ kind }) => kind === 'policy.activated').length;
  }
});
