import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { addToHandbook, answerQuestions } from '#assistant/actions.ts';
import type { TurnContent } from '#assistant/turn.ts';
import { init } from '#commands/init.ts';
import { personasFor } from '#commands/rehearsal/personas-for.ts';
import { prepareRehearsal } from '#commands/rehearsal/prepare.ts';
import { compose } from '#compose.ts';
import { readConfig } from '#config.ts';
import { forwardClock, movableClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { personaAccount } from '#foundation/people/personas.ts';
import { questions } from '#foundation/store/tables/questions.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { keptFiles } from '#office/questions/add-to-handbook.ts';
import { RouteFile } from '#office/requests/routing/route-file.ts';
import { testDatabase } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';

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
      name: 'Council 2',
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
    expect(people.filter(({ name }) => name.endsWith('manager'))).toEqual([]);
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
  const test = testDatabase();
  const home = testFolder();

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

  it('keeps what its OSPO adds to the handbook for itself, and writes nothing into the office', async () => {
    const folder = path.join(home.path, 'office');
    await init(folder, undefined, undefined);
    const before = readdirSync(path.join(folder, 'handbook'));
    const loaded = await loadOffice(folder);
    const config = { ...readConfig(), officeFolder: folder };
    const rehearsal = await prepareRehearsal(config, loaded);
    const composed = await compose(rehearsal.config, {
      loaded: rehearsal.loaded,
      database: test.database,
      personas: rehearsal.personas,
      isRehearsal: true,
      log: silentLog,
    });
    const ospo = rehearsal.personas.find(({ id }) => id === 'ospo');
    if (!ospo) throw new Error('nobody plays the OSPO');
    const personId = await personFor(test.db, personaAccount(ospo), rehearsal.clock);
    const respond = composed.respondOn('web');
    const send = (content: TurnContent) => respond({ personId, thread: 't', content });
    await send({ kind: 'text', text: 'what is our policy on parental leave?' });
    const [question] = await test.db.select({ id: questions.id }).from(questions);
    const id = question?.id ?? '';
    const [opened] = await send({ kind: 'action', action: answerQuestions.with({ ids: [id] }) });
    if (opened?.kind !== 'form') throw new Error('no form was opened');
    const { form, context } = opened;
    await send({ kind: 'form', form: form.name, context, answers: { answer: 'Ask People.' } });
    await send({ kind: 'action', action: addToHandbook.with({ id }) });
    const [page] = await keptFiles(test.db);
    await rehearsal.remove();

    expect(page?.text).toContain('Ask People.');
    expect(readdirSync(path.join(folder, 'handbook'))).toEqual(before);
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
