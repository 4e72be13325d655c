import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#foundation/kernel/clock.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { DirectoryAccount } from '#foundation/people/directory.ts';
import type { Role } from '#foundation/people/roles.ts';
import { testDatabase } from '../../support/database.ts';
import { type RolesBench, rolesBench } from './roles-bench.ts';

const database = testDatabase();
const everybody: readonly DirectoryAccount[] = [
  { platform: 'slack', externalId: 'T1/U1', email: 'ada@example.org' },
  { platform: 'slack', externalId: 'T1/U2', email: 'grace@example.org' },
  { platform: 'slack', externalId: 'T1/U3' },
];

type GrantText = string | { readonly group: string };
const grants = fc.uniqueArray(
  fc.constantFrom<GrantText>(
    'ada@example.org',
    'grace@example.org',
    'nobody@example.org',
    { group: 'slack:S1' },
    { group: 'slack:S2' },
  ),
);
const file = fc.record({
  ospo: grants,
  auditor: grants,
  administrator: grants,
  reviewers: fc.dictionary(fc.constantFrom('legal', 'security'), grants),
});
type File = typeof file extends fc.Arbitrary<infer Made> ? Made : never;

const members = everybody.map(({ externalId }) => externalId);
const groups = fc.record({ S1: fc.subarray(members), S2: fc.subarray(members) });
const anyRole = fc.constantFrom<Role>('ospo', 'auditor', 'administrator', 'reviewer:legal');

let bench: RolesBench;
beforeEach(() => {
  bench = rolesBench(database.db);
});

describe('roles', () => {
  it('are exactly those that the file gives', async () => {
    const people = await meetAll();

    await fc.assert(
      fc.asyncProperty(file, groups, async (given, inGroups) => {
        fillGroups(inGroups);
        const roles = bench.granting(given);

        const held = await Promise.all(people.map(({ personId }) => roles.of(personId)));

        expect(held.map((each) => [...each].sort())).toEqual(
          people.map((person) => rolesIn(given, person, inGroups)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('are held by exactly their holders', async () => {
    const people = await meetAll();

    await fc.assert(
      fc.asyncProperty(file, groups, anyRole, async (given, inGroups, role) => {
        fillGroups(inGroups);
        const roles = bench.granting(given);

        const holders = await roles.holders(role);

        const holding = people.filter((person) => rolesIn(given, person, inGroups).includes(role));
        expect([...holders].sort()).toEqual(holding.map(({ personId }) => personId).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('are given to nobody by a platform that is down', async () => {
    const people = await meetAll();
    bench.slack.isDown = true;

    await fc.assert(
      fc.asyncProperty(file, groups, async (given, inGroups) => {
        fillGroups(inGroups);
        const roles = bench.granting(given);

        const held = await Promise.all(people.map(({ personId }) => roles.of(personId)));

        expect(held.map((each) => [...each].sort())).toEqual(
          people.map((person) => rolesIn(given, person, { S1: [], S2: [] })),
        );
      }),
      { numRuns: 30 },
    );
  });
});

interface Person extends DirectoryAccount {
  readonly personId: string;
}

function meetAll(): Promise<readonly Person[]> {
  return Promise.all(
    everybody.map(async (account) => ({
      ...account,
      personId: await personFor(database.db, account, systemClock),
    })),
  );
}

type InGroups = Readonly<Record<'S1' | 'S2', readonly string[]>>;

function fillGroups(inGroups: InGroups): void {
  bench.slack.groups.clear();
  for (const [group, members] of Object.entries(inGroups)) bench.slack.groups.set(group, members);
}

/** Read off the file anew, so that it does not repeat what is tested. */
function rolesIn(given: File, person: Person, inGroups: InGroups): readonly string[] {
  const { reviewers, ...offices } = given;
  const named: readonly (readonly [string, readonly GrantText[]])[] = [
    ...Object.entries(offices),
    ...Object.entries(reviewers).map(([group, to]) => [`reviewer:${group}`, to] as const),
  ];
  const names = (grant: GrantText): boolean => {
    if (typeof grant === 'string') return grant === person.email;
    const members = grant.group === 'slack:S1' ? inGroups.S1 : inGroups.S2;
    return members.includes(person.externalId);
  };
  return named
    .filter(([, to]) => to.some(names))
    .map(([role]) => role)
    .sort();
}
