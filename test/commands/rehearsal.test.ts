import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { personasFor } from '#commands/rehearsal/personas-for.ts';
import { prepareRehearsal } from '#commands/rehearsal/prepare.ts';
import { readConfig } from '#config.ts';
import { forwardClock, movableClock } from '#foundation/kernel/clock.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { RouteFile } from '#office/requests/routing/route-file.ts';

describe('the people of a rehearsal', () => {
  const groups = {
    ospo: 'the open source program office',
    legal: 'Legal',
    council: 'the council',
    champion: 'Champions',
    'champion-cars': 'Champions of cars',
    security: 'Security',
  };
  const routes = RouteFile.parse({
    version: 1,
    fallback: 'legal',
    escalation: 'security',
    forms: {
      use: [
        {
          lane: 'x',
          title: 'X',
          stages: [
            { title: 'Champion', groups: [{ group: 'champion', ofUnit: true }] },
            { title: 'Council', needs: 3, groups: ['council'] },
          ],
        },
      ],
    },
  });

  it('are enough to decide whatever the routes ask for', () => {
    const people = personasFor({ forms: new Map(), routes, groups });

    expect(people.map(({ id }) => id)).toEqual([
      'developer',
      'another_developer',
      'manager',
      'champion',
      'champion-cars',
      'council',
      'council_2',
      'council_3',
      'security',
      'legal',
      'legal_2',
      'ospo',
      'ospo_2',
    ]);
    expect(people.find(({ id }) => id === 'council_2')).toEqual({
      id: 'council_2',
      name: 'The council 2',
      roles: ['reviewer:council'],
    });
    expect(people.find(({ id }) => id === 'ospo_2')?.roles).toEqual(['ospo', 'reviewer:ospo']);
  });

  it('are told apart from those who ask, whatever a group is called', () => {
    const called = { ospo: 'OSPO', manager: 'Managers' };
    const people = personasFor({
      forms: new Map(),
      routes: RouteFile.parse({ version: 1, fallback: 'manager', forms: {} }),
      groups: called,
    });
    const ids = people.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(people.filter(({ roles }) => roles.includes('reviewer:manager'))).toHaveLength(2);
  });

  it('are as many in each group as the most that must approve, where another may drop out', () => {
    const both = RouteFile.parse({
      version: 1,
      fallback: 'ospo',
      forms: {
        use: [
          {
            lane: 'x',
            title: 'X',
            stages: [
              {
                title: 'Both',
                needs: 2,
                groups: ['legal', { group: 'security', when: { verdict: ['denied'] } }],
              },
            ],
          },
        ],
      },
    });
    const people = personasFor({ forms: new Map(), routes: both, groups });

    expect(people.filter(({ roles }) => roles.includes('reviewer:legal'))).toHaveLength(2);
  });
});

describe('a rehearsal', () => {
  it('has nothing of the office but its rules, and leaves nothing', async () => {
    const config = { ...readConfig(), databaseUrl: 'postgres://nobody@127.0.0.1/office' };
    const loaded = await loadOffice(undefined);
    const granted = { ...loaded.office.roles, ospo: ['ada@example.org'] };
    const real = { ...loaded, office: { ...loaded.office, roles: granted } };
    const rehearsal = await prepareRehearsal(config, real);
    const folder = rehearsal.config.dataFolder;
    const wasThere = existsSync(folder);
    await rehearsal.remove();

    expect(rehearsal.config).toMatchObject({
      databaseUrl: undefined,
      slack: undefined,
      teams: undefined,
      publicUrl: undefined,
      officeFolder: config.officeFolder,
    });
    expect(rehearsal.config.web).toBeDefined();
    expect(folder).not.toBe(config.dataFolder);
    expect(rehearsal.loaded.office.roles.ospo).toEqual([]);
    expect(rehearsal.loaded.policy).toBe(loaded.policy);
    expect([wasThere, existsSync(folder)]).toEqual([true, false]);
  });

  it('has a clock that runs, and only ever goes forward', () => {
    const real = movableClock(new Date('2026-03-02T09:00:00Z'));
    const clock = forwardClock(real);
    clock.advance(60_000);
    real.advance(1000);

    expect(clock.now()).toEqual(new Date('2026-03-02T09:01:01Z'));
    expect(() => clock.advance(-1)).toThrow(RangeError);
  });
});
