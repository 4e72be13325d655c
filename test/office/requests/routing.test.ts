import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { init } from '#commands/init.ts';
import { checkRoutes, explainRoute } from '#commands/routes.ts';
import { readConfig } from '#config.ts';
import type { Answers } from '#foundation/cards/form.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { loadOffice, profiles } from '#knowledge/policy/file/load-office.ts';
import { loadForms } from '#office/requests/forms/load-forms.ts';
import { chooseRoute } from '#office/requests/routing/choose-route.ts';
import type { RequestFacts } from '#office/requests/routing/facts.ts';
import { loadRoutes, type OfficeSize, officeSizes } from '#office/requests/routing/load-routes.ts';
import type { Route } from '#office/requests/routing/route.ts';
import type { RouteFile } from '#office/requests/routing/route-file.ts';
import { settleRoute } from '#office/requests/routing/settle-route.ts';
import { addWorkingDays, nextMorning, putOff } from '#office/requests/routing/working-time.ts';
import { testFolder } from '../../support/folder.ts';

const risk = { score: 0, lines: [] };
const groups = ['legal', 'ospo', 'security', 'champion', 'champion-cars', 'council'];

async function routesOf(folder: string | undefined): Promise<RouteFile> {
  const { policy, office } = await loadOffice(folder);
  const known = Object.keys({ ...policy.reviewers, ...office.groups });
  const forms = await loadForms(folder, known);
  const routes = await loadRoutes(folder, { groups: known, forms });
  if (!routes) throw new Error('no routes');
  return routes;
}

describe('the way that a request takes', () => {
  let file: RouteFile;
  beforeAll(async () => {
    file = await routesOf(undefined);
  });

  const way = (name: string, answers: Answers, facts: Partial<RequestFacts>): Route =>
    chooseRoute(
      { file, groups },
      { form: { name, reviewers: 'ospo' }, answers, facts: { risk, ...facts } },
    ).route;
  const linked = { distribution: 'shipped', linkage: 'static' };

  it.each<[string, Answers, Partial<RequestFacts>, string]>([
    ['what the policy allows', linked, { verdict: 'allowed' }, 'fast'],
    ['what it does not allow', linked, { verdict: 'denied' }, 'counsel'],
    ['what is not known', linked, {}, 'counsel'],
    ['weak copyleft in a shipped product', linked, review('weak-copyleft'), 'counsel'],
    [
      'weak copyleft that is exchanged',
      { ...linked, linkage: 'dynamic' },
      review('weak-copyleft'),
      'office',
    ],
    [
      'strong copyleft inside the company',
      { distribution: 'internal' },
      review('strong-copyleft'),
      'office',
    ],
    [
      'network copyleft in a hosted product',
      { distribution: 'hosted', linkage: 'dynamic' },
      review('network-copyleft'),
      'counsel',
    ],
    ['source-available terms', { distribution: 'internal' }, review('source-available'), 'counsel'],
    ['a permissive license that somebody must look at', linked, review('permissive'), 'office'],
  ])('of %s', (_what, answers, facts, lane) => {
    expect(way('use', answers, facts).lane).toBe(lane);
  });

  function review(category: NonNullable<RequestFacts['categories']>[number]) {
    return { verdict: 'needs-review' as const, categories: [category] };
  }

  it('says why', () => {
    expect(way('use', linked, review('weak-copyleft')).why).toEqual([
      'Legal review: its license is weak copyleft, distribution is shipped, linkage is static',
    ]);
  });

  it('says why in the words of the form that was shown', () => {
    const shown = {
      name: 'use',
      title: 'Use',
      submitLabel: 'Send',
      pages: [
        {
          title: '',
          fields: [
            {
              id: 'distribution',
              kind: 'choice' as const,
              label: 'Who gets it?',
              options: [{ value: 'shipped', label: 'Customers' }],
            },
            { id: 'linkage', kind: 'text' as const, label: 'How?' },
          ],
        },
      ],
    };
    const facts = { risk, ...review('weak-copyleft') };
    const asked = { form: { name: 'use', reviewers: 'ospo' }, answers: linked, facts, shown };

    expect(chooseRoute({ file, groups }, asked).route.why).toEqual([
      'Legal review: its license is weak copyleft, “Who gets it?” is “Customers”, “How?” is “static”',
    ]);
  });

  it('leaves out groups whose condition does not hold', () => {
    const fix = { kind: 'feature', agreement: 'none' };

    expect(way('contribute', fix, {}).stages.map((one) => one.groups)).toEqual([['ospo']]);
    expect(way('contribute', { ...fix, agreement: 'cla' }, {}).stages[0]?.groups).toEqual([
      'ospo',
      'legal',
    ]);
  });

  it('asks for as much as its lane says, or else as its form always does', () => {
    const some = file.forms.use ?? [];
    const asked = (profiles: RouteFile['profiles'], asks?: 'full') =>
      chooseRoute(
        {
          file: { ...file, profiles, forms: { use: some.map((lane) => ({ ...lane, asks })) } },
          groups,
        },
        { form: { name: 'use', reviewers: 'ospo' }, answers: {}, facts: { risk } },
      ).asks;

    expect(asked(undefined)).toBe('lite');
    expect(asked(undefined, 'full')).toBe('full');
    expect(asked({ use: 'full' })).toBe('full');
    expect(asked({ contribute: 'full' })).toBe('lite');
  });

  it('is that of its form where the routes say nothing of it', () => {
    const route = way('travel', {}, {});

    expect(route.stages).toEqual([{ title: 'Review', needs: 'any', groups: ['ospo'] }]);
  });

  it('goes to the group of the business unit, where there is one', () => {
    const large = {
      ...file,
      forms: {
        use: [
          {
            lane: 'c',
            title: 'C',
            stages: [
              { title: 'C', needs: 'any' as const, groups: [{ group: 'champion', ofUnit: true }] },
            ],
          },
        ],
      },
    };
    const of = (unit: string) =>
      chooseRoute(
        { file: large, groups },
        { form: { name: 'use', reviewers: 'ospo' }, answers: {}, facts: { risk, unit } },
      ).route.stages[0]?.groups;

    expect(of('cars')).toEqual(['champion-cars']);
    expect(of('boats')).toEqual(['champion']);
  });

  it('is found for any answers, and waits for somebody unless the policy approves it', () => {
    const text = fc.constantFrom(
      'shipped',
      'hosted',
      'internal',
      'not-sure',
      'static',
      'yes',
      'cla',
      'docs',
      '',
    );
    const answers = fc.dictionary(
      fc.constantFrom('distribution', 'linkage', 'kind', 'agreement'),
      text,
    );
    const verdict = fc.constantFrom(
      'allowed' as const,
      'needs-review' as const,
      'denied' as const,
      undefined,
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(file.forms)),
        answers,
        verdict,
        (form, given, says) => {
          const route = way(form, given, says === undefined ? {} : { verdict: says });
          const approves =
            file.forms[form]?.find((one) => one.lane === route.lane)?.approves === true;
          expect(route.stages.length === 0).toBe(approves);
          expect(route.stages.every((stage) => stage.groups.length > 0)).toBe(true);
        },
      ),
    );
  });
});

describe('a route that is settled', () => {
  const held: Readonly<Record<string, readonly string[]>> = {
    'reviewer:legal': ['lin'],
    ospo: ['omar', 'lin'],
    'reviewer:council': ['ada', 'ben'],
  };
  const roles: Roles = {
    of: async () => new Set(),
    holders: async (role) => {
      if (role === 'reviewer:security')
        throw new StewardError('unavailable', 'down', { advice: 'Later.' });
      return held[role] ?? [];
    },
  };
  const route = (stage: Route['stages'][number]): Route => ({
    lane: 'x',
    title: 'X',
    why: [],
    stages: [stage],
  });
  const stage = (group: string, needs: Route['stages'][number]['needs'] = 'any') =>
    route({ title: 'S', needs, groups: [group] });

  it('keeps a group in which somebody else is', async () => {
    expect(await settleRoute(stage('legal'), 'ospo', roles, 'zoe')).toEqual(stage('legal'));
  });

  it('puts the fallback in place of a group of nobody but the requester, and says so', async () => {
    expect(await settleRoute(stage('legal'), 'ospo', roles, 'lin')).toMatchObject({
      stages: [{ groups: ['ospo'] }],
      why: ['ospo in place of legal, where nobody but the requester is'],
    });
  });

  it('is none where nobody else could decide', async () => {
    expect(await settleRoute(stage('privacy'), 'legal', roles, 'lin')).toBeUndefined();
  });

  it('asks no more people than there are', async () => {
    expect((await settleRoute(stage('council', 3), 'ospo', roles, 'ada'))?.stages[0]?.needs).toBe(
      'any',
    );
    expect((await settleRoute(stage('council', 3), 'ospo', roles, 'zoe'))?.stages[0]?.needs).toBe(
      2,
    );
  });

  it('counts somebody in two groups once', async () => {
    const both = route({ title: 'S', needs: 3, groups: ['legal', 'ospo', 'council'] });

    // lin is in two of them, so that without ada there are lin, omar and ben.
    expect((await settleRoute(both, 'ospo', roles, 'ada'))?.stages[0]?.needs).toBe(3);
    expect((await settleRoute(both, 'ospo', roles, 'lin'))?.stages[0]?.needs).toBe(3);
    const few = route({ title: 'S', needs: 3, groups: ['legal', 'ospo'] });
    expect((await settleRoute(few, 'ospo', roles, 'zoe'))?.stages[0]?.needs).toBe(2);
  });

  it('counts on a group that a platform does not tell of just now', async () => {
    expect(await settleRoute(stage('security'), 'ospo', roles, 'zoe')).toEqual(stage('security'));
  });
});

describe('the routes of an office', () => {
  const folder = testFolder();

  async function changed(...changes: readonly (readonly [string, string])[]): Promise<string> {
    const place = path.join(folder.path, 'office');
    await init(place);
    const file = path.join(place, 'routes.yaml');
    let text = await readFile(file, 'utf8');
    for (const [from, to] of changes) {
      expect(text).toContain(from);
      text = text.replace(from, to);
    }
    await writeFile(file, text);
    return routesOf(place).then(
      () => 'right',
      (cause: { readonly advice?: string }) => cause.advice ?? '',
    );
  }

  it.each([
    [
      'groups: [legal] }',
      'groups: [wizards] }',
      'a reviewer group of the policy or of office.yaml',
    ],
    ['fallback: ospo', 'fallback: nobody', 'a reviewer group of the policy or of office.yaml'],
    ['distribution: [hosted', 'colour: [hosted', 'a field of the form use (not "colour")'],
    ['kind: [docs]', 'kind: [poems]', 'an answer of kind'],
    [
      '    - lane: office\n      title: Office review\n      days: 1\n',
      '    - lane: office\n      title: Office review\n      when: { verdict: [denied] }\n',
      'a last lane without "when"',
    ],
    ['      approves: true\n', '', 'at least one stage, or "approves: true"'],
    ['timezone: UTC', 'timezone: Moon/Base', 'a time zone such as Europe/Berlin'],
    ['  release:', '  picnic:', "one of the office's forms"],
    [
      '    - lane: release\n',
      '    - lane: release\n      asks: full\n',
      'a form with fields for the full profile, which release has not',
    ],
    ['forms:\n', 'profiles: { exception: full }\nforms:\n', 'which exception has not'],
    ['forms:\n', 'profiles: { picnic: full }\nforms:\n', "one of the office's forms"],
    ['distribution: [hosted', 'crypto: ["yes"], distribution: [hosted', '(not "crypto")'],
    ['      days: 3\n', '      days: 3\n      asks: lite\n', 'full, or nothing'],
  ])('are refused by line where “%s” is “%s”', async (from, to, expected) => {
    const advice = await changed([from, to]);

    expect(advice).toContain(expected);
    expect(advice).toMatch(/routes\.yaml:\d+/);
  });

  const shipped = officeSizes.flatMap((size) => profiles.map((policy) => [size, policy] as const));
  it.each(shipped)(
    'are right as they are shipped: %s, with the %s policy',
    async (size, policy) => {
      const place = path.join(folder.path, size);
      await init(place, policy, size);

      expect(Object.keys((await routesOf(place)).forms)).toEqual([
        'use',
        'contribute',
        'release',
        'exception',
      ]);
    },
  );

  async function withPeople(ospo: readonly string[], size?: OfficeSize): Promise<string> {
    const place = path.join(folder.path, 'office');
    await init(place, 'balanced', size);
    const file = path.join(place, 'office.yaml');
    const text = await readFile(file, 'utf8');
    const people = ospo.map((email) => `    - ${email}`).join('\n');
    await writeFile(file, text.replace(/^roles:$/m, `roles:\n  ospo:\n${people}`));
    return checkRoutes(place, readConfig()).catch(
      (cause: { readonly advice?: string }) => cause.advice ?? String(cause),
    );
  }

  it('are refused where nobody else could decide what the only person of the office asks', async () => {
    expect(await withPeople(['ada@example.org'])).toContain(
      'use, lane counsel: when ada@example.org asks, nobody else is in legal nor in ospo',
    );
  });

  it.each([
    ['forms:\n', 'profiles: { use: full }\nforms:\n'],
    ['    - lane: office\n', '    - lane: office\n      asks: full\n'],
  ])('can go by what only the full form asks where “%s” is “%s”', async (from, to) => {
    const crypto = ['distribution: [hosted', 'crypto: ["yes"], distribution: [hosted'] as const;

    expect(await changed(crypto, [from, to])).toBe('right');
  });

  it.each(officeSizes)('are right where two people are enough for everything: %s', async (size) => {
    expect(await withPeople(['ada@example.org', 'ben@example.org'], size)).toContain('are right');
  });

  it('are explained for a request: who, in which order, and why', async () => {
    const told = await explainRoute('release', [], readConfig());

    expect(told).toContain('1. Office review: the open source program office');
    expect(told).toContain('2. Legal and security: Legal and Security');
    expect(told).toContain('Each step within 5 working days.');
  });

  describe('that are long', () => {
    const config = () => ({ ...readConfig(), officeFolder: path.join(folder.path, 'office') });
    const explained = (...said: readonly string[]) => explainRoute('use', said, config());
    const stages = (told: string) => told.split('\n').filter((line) => /^ {2}\d\./.test(line));

    it('are explained with all who must look, and say that the form comes back in full', async () => {
      await init(config().officeFolder, 'balanced', 'long');

      const told = await explained(
        'verdict=needs-review',
        'category=strong-copyleft',
        'distribution=shipped',
        'linkage=static',
        'crypto=yes',
        'vendor=yes',
        'ai=weights',
        'weaknesses=not-sure',
      );

      expect(told).toMatch(/Before that the form comes back once, with up to \d+ fields more\./);
      expect(stages(told)).toEqual([
        '  1. Endorsement: the engineering manager',
        '  2. Audit: Audit',
        '  3. Identification: the open source program office',
        '  4. Legal, and who else must look: Legal and Security and Export control and Supply chain and Responsible AI',
        '  5. Architecture: Architecture',
        '  6. Council: the open source council',
        '  7. Board: 2 people of the open source review board',
      ]);
    });

    it('leave out who need not look, and have shorter lanes', async () => {
      await init(config().officeFolder, 'balanced', 'long');

      const inside = await explained(
        'verdict=needs-review',
        'distribution=internal',
        'modified=no',
      );

      expect(stages(await explained('verdict=denied'))[3]).toBe(
        '  4. Legal, and who else must look: Legal',
      );
      expect(stages(inside)).toEqual(['  1. Office review: the open source program office']);
      expect(inside).not.toContain('comes back');
      expect(await explained('verdict=allowed')).toContain('The policy approves it by itself.');
    });
  });

  it('say which forms and lanes ask in full', async () => {
    const place = path.join(folder.path, 'office');
    expect(await changed(['forms:\n', 'profiles: { contribute: full }\nforms:\n'])).toBe('right');
    const config = { ...readConfig(), officeFolder: place };

    expect(await explainRoute('contribute', ['kind=feature'], config)).toMatch(
      /The form asks in full from the start, \d+ fields more\./,
    );
  });

  it.each([
    ['wish', [], 'There is no form "wish"'],
    ['use', ['colour=red'], '"colour" is nothing that the form use asks'],
    ['use', ['verdict=maybe'], '"maybe" is no verdict'],
    ['use', ['distribution'], '"distribution" says no value'],
    ['use', ['risk=high'], '"high" is no risk'],
    ['use', ['risk='], '"" is no risk'],
  ])('are not explained for what there is not: %s %s', async (form, said, advice) => {
    await expect(explainRoute(form, said, readConfig())).rejects.toMatchObject({
      code: 'invalid-input',
      advice: expect.stringContaining(advice),
    });
  });
});

describe('working days', () => {
  const berlin = { timezone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], holidays: ['2026-12-25'] };

  it.each([
    ['a Monday', '2026-03-02T09:00:00Z', 1, '2026-03-03T09:00:00Z'],
    ['a Friday', '2026-03-06T09:00:00Z', 1, '2026-03-09T09:00:00Z'],
    ['a Saturday', '2026-03-07T09:00:00Z', 1, '2026-03-09T16:00:00Z'],
    ['an evening', '2026-03-02T20:00:00Z', 1, '2026-03-03T16:00:00Z'],
    ['before the clock is turned', '2026-03-27T09:00:00Z', 1, '2026-03-30T08:00:00Z'],
    ['before a holiday', '2026-12-24T09:00:00Z', 1, '2026-12-28T09:00:00Z'],
    ['over two weeks', '2026-03-02T09:00:00Z', 10, '2026-03-16T09:00:00Z'],
    ['half a day', '2026-03-02T09:00:00Z', 0.5, '2026-03-02T13:00:00Z'],
  ])('are counted from %s', (_what, from, days, to) => {
    expect(addWorkingDays(new Date(from), days, berlin).toISOString()).toBe(
      new Date(to).toISOString(),
    );
  });

  it('may last until midnight', () => {
    const late = { ...berlin, hours: { from: 8, to: 24 } };

    expect(addWorkingDays(new Date('2026-03-02T07:00:00Z'), 1, late).toISOString()).toBe(
      '2026-03-02T23:00:00.000Z',
    );
  });

  it.each([
    [
      'an hour',
      '2026-03-03T09:00:00Z',
      '2026-03-02T10:00:00Z',
      '2026-03-02T11:00:00Z',
      '2026-03-03T10:00:00Z',
    ],
    [
      'a weekend',
      '2026-03-09T09:00:00Z',
      '2026-03-06T15:00:00Z',
      '2026-03-09T09:00:00Z',
      '2026-03-09T11:00:00Z',
    ],
    [
      'what was late already',
      '2026-03-02T09:00:00Z',
      '2026-03-03T09:00:00Z',
      '2026-03-04T09:00:00Z',
      '2026-03-02T09:00:00Z',
    ],
  ])('are put off by %s', (_what, due, rested, resumed, now) => {
    const put = putOff(new Date(due), new Date(rested), new Date(resumed), berlin);

    expect(put).toEqual(new Date(now));
  });

  it.each([
    ['the same day', '2026-03-03T13:00:00Z', '2026-03-02T13:00:00Z', '2026-03-03T08:00:00Z'],
    [
      'the next, where that is over',
      '2026-03-03T13:00:00Z',
      '2026-03-03T09:00:00Z',
      '2026-03-04T08:00:00Z',
    ],
    ['after the weekend', '2026-03-06T15:00:00Z', '2026-03-06T10:00:00Z', '2026-03-09T08:00:00Z'],
  ])('begin in a morning: %s', (_what, at, after, morning) => {
    expect(nextMorning(new Date(at), new Date(after), berlin)).toEqual(new Date(morning));
  });

  it('end on a working day, and more of them never earlier', () => {
    const day = fc
      .integer({ min: 0, max: 3000 })
      .map((at) => new Date(Date.UTC(2026, 0, 1) + at * 8_640_000));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 40 }), (from, days) => {
        const end = addWorkingDays(from, days, berlin);
        const later = addWorkingDays(from, days + 1, berlin);
        expect(later.getTime()).toBeGreaterThan(end.getTime());
        expect(end.getTime()).toBeGreaterThanOrEqual(from.getTime());
        const hour = new Intl.DateTimeFormat('en', {
          timeZone: berlin.timezone,
          hour: 'numeric',
          hourCycle: 'h23',
        });
        expect(Number(hour.format(end))).toBeGreaterThanOrEqual(9);
        expect(Number(hour.format(end))).toBeLessThanOrEqual(17);
        // Rest that takes no time puts nothing off.
        expect(putOff(end, from, from, berlin).getTime()).toBe(end.getTime());
      }),
      { numRuns: 50 },
    );
  });
});
