import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answers } from '#foundation/cards/form.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { people } from '#foundation/store/schema.ts';
import { packageFacts } from '#foundation/store/tables/package-facts.ts';
import { requests } from '#foundation/store/tables/requests.ts';
import { licenseIds } from '#knowledge/licenses/spdx.ts';
import type { CachedFacts } from '#knowledge/packages/facts.ts';
import { consider, judgeMatter, type Matter } from '#knowledge/policy/consider.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import { UseKind } from '#knowledge/policy/use.ts';
import { toForm } from '#office/requests/forms/form-file.ts';
import { loadForms } from '#office/requests/forms/load-forms.ts';
import type { RequestFacts } from '#office/requests/routing/facts.ts';
import { submit } from '#office/requests/submit.ts';
import {
  type Comparing,
  findTouched,
  touchedPages,
} from '#office/requests/touched/find-touched.ts';
import type { Touched } from '#office/requests/touched/touched.ts';
import { testDatabase } from '../../../support/database.ts';
import { balanced, someDay, strict } from '../../../support/policies.ts';

const HOSTED = { product: 'Checkout', distribution: 'hosted', linkage: 'static', modified: 'no' };

describe('what a change of the policy touches', async () => {
  const own = testDatabase();
  const forms = await loadForms(undefined, Object.keys(balanced.reviewers));
  const toStrict: Comparing = { old: balanced, now: strict, forms, on: someDay };
  const clock = movableClock(someDay);
  const ada = newId();
  beforeEach(async () => {
    await own.db.insert(people).values({ id: ada, displayName: 'Ada', createdAt: someDay });
  });

  /** Approved at once unless somebody must look at it. */
  async function handIn(
    name: string,
    answers: Answers,
    facts: Omit<RequestFacts, 'risk'>,
    isOpen = false,
  ): Promise<number> {
    const form = forms.get(name);
    if (!form) throw new Error(`there is no form ${name}`);
    const submitted = await submit(own.db, {
      form,
      shown: toForm(form, someDay),
      answers,
      facts: { risk: { score: 0, lines: [] }, ...facts },
      route: {
        lane: 'all',
        title: 'All',
        why: [],
        stages: isOpen ? [{ title: 'Legal', needs: 'any', groups: ['legal'] }] : [],
      },
      personId: ada,
      clock,
    });
    return submitted.request.number;
  }

  function lib(name: string, licenses: string): Omit<RequestFacts, 'risk'> {
    return { component: `pkg:npm/${name}@1.0.0`, licenses, verdict: 'allowed' };
  }

  it('is an approval and an open request, with what would become of them and why', async () => {
    const approved = await handIn('use', { package: 'a 1.0.0', ...HOSTED }, lib('a', 'MPL-2.0'));
    const open = await handIn(
      'use',
      { package: 'b 1.0.0', ...HOSTED },
      lib('b', 'AGPL-3.0-only'),
      true,
    );

    const page = await findTouched(own.db, toStrict);

    const asked = {
      id: expect.any(String),
      product: 'Checkout',
      requester: { personId: ada, name: 'Ada' },
      submittedAt: someDay,
    };
    expect(page).toEqual({
      touched: [
        {
          ...asked,
          number: approved,
          title: 'Use a 1.0.0 in Checkout',
          component: 'pkg:npm/a@1.0.0',
          licenses: 'MPL-2.0',
          state: 'approved',
          decidedAt: someDay,
          before: { verdict: 'allowed', reasons: [expect.stringContaining('not passed on')] },
          after: {
            verdict: 'needs-review',
            reasons: [expect.stringContaining('Linked statically')],
          },
        },
        {
          ...asked,
          number: open,
          title: 'Use b 1.0.0 in Checkout',
          component: 'pkg:npm/b@1.0.0',
          licenses: 'AGPL-3.0-only',
          state: 'in-review',
          before: { verdict: 'needs-review', reasons: [expect.any(String)] },
          after: { verdict: 'denied', reasons: [expect.any(String)] },
        },
      ],
      looked: 2,
      unjudged: 0,
    });
  });

  it('is nothing that is judged as before, nor what was withdrawn or rejected', async () => {
    await handIn('use', { package: 'a 1.0.0', ...HOSTED }, lib('a', 'MIT'));
    await handIn('use', { package: 'b 1.0.0', ...HOSTED }, lib('b', 'MPL-2.0'));
    await own.db.update(requests).set({ state: 'rejected' });
    await handIn('use', { package: 'c 1.0.0', ...HOSTED }, lib('c', 'MIT OR MPL-2.0'));

    expect(await findTouched(own.db, toStrict)).toEqual({ touched: [], looked: 1, unjudged: 0 });
  });

  it('counts what neither policy says anything of', async () => {
    await handIn('use', { package: 'a 1.0.0', ...HOSTED }, { component: 'pkg:npm/a@1.0.0' });
    await handIn(
      'exception',
      { what: 'MPL-2.0', product: 'Checkout', until: '2026-05-01' },
      { licenses: 'MPL-2.0' },
    );

    expect(await findTouched(own.db, toStrict)).toEqual({ touched: [], looked: 2, unjudged: 2 });
  });

  it('leaves an exception its own end, and says nothing of one that is over', async () => {
    const facts = { licenses: 'AGPL-3.0-only' };
    const running = await handIn(
      'exception',
      { what: 'x', product: 'A', until: '2026-03-02' },
      facts,
    );
    await handIn('exception', { what: 'x', product: 'B', until: '2026-03-01' }, facts);

    const { touched } = await findTouched(own.db, toStrict);

    expect(touched).toEqual([
      expect.objectContaining({
        number: running,
        until: '2026-03-02',
        before: { reasons: [] },
        after: { verdict: 'denied', reasons: [expect.any(String)] },
      }),
    ]);
  });

  it.each([
    ['NOASSERTION', 'nobody-knows'],
    ['UNLICENSED', 'no-permission'],
    ['SEE LICENSE IN terms.txt', 'unreadable'],
  ] as const)('reads %s as it was judged then', async (licenses, standing) => {
    await handIn('use', { package: 'a 1.0.0', ...HOSTED }, lib('a', licenses));
    const now = { ...balanced, decides: [only(standing)], atLeast: [], rows: [] };
    const old = { ...now, decides: [{ ...only(standing), verdict: 'denied' as const }] };

    const { touched } = await findTouched(own.db, { ...toStrict, old, now });

    expect(touched).toMatchObject([
      { before: { verdict: 'denied' }, after: { verdict: 'needs-review' } },
    ]);
  });

  it('goes by what is kept of a package for rules about packages', async () => {
    await handIn('use', { package: 'old 1.0.0', ...HOSTED }, lib('old', 'MIT'));
    await handIn('use', { package: 'young', ...HOSTED }, lib('young', 'MIT'));
    await handIn('use', { package: 'forgotten', ...HOSTED }, lib('forgotten', 'MIT'));
    await handIn('use', { package: 'moved', ...HOSTED }, lib('moved', 'MIT'));
    await keep('pkg:npm/old@1.0.0', {
      deprecated: 'Use new.',
      publishedAt: '2020-01-01T00:00:00Z',
    });
    await keep('pkg:npm/young', { publishedAt: '2026-03-01T00:00:00Z' });
    // Of a later version than the one that was asked for.
    await keep('pkg:npm/moved', { version: '2.0.0', deprecated: 'Gone.' });
    const rule = { effect: 'at-least', verdict: 'needs-review', reason: 'Look.' } as const;
    const now: Policy = {
      ...balanced,
      packages: [
        { ...rule, id: 'deprecated', when: { deprecated: true } },
        { ...rule, id: 'young', when: { youngerThanDays: 3 } },
      ],
    };

    const { touched } = await findTouched(own.db, { ...toStrict, now });

    expect(touched.map(({ component, after }) => [component, after.verdict])).toEqual([
      ['pkg:npm/old@1.0.0', 'needs-review'],
      ['pkg:npm/young@1.0.0', 'needs-review'],
    ]);
  });

  it('is found page by page, each request once', async () => {
    await addMany(450);

    const found: Touched[] = [];
    const sizes: number[] = [];
    for await (const page of touchedPages(own.db, toStrict)) {
      found.push(...page.touched);
      sizes.push(page.looked);
    }

    expect(sizes).toEqual([200, 200, 50]);
    expect(found.map(({ title }) => title)).toEqual(
      Array.from({ length: 450 }, (_, at) => at)
        .filter((at) => at % 3 === 0)
        .map((at) => `Use lib-${at}`),
    );
  });

  it('ends also where the last page is full', async () => {
    await addMany(4);

    const first = await findTouched(own.db, toStrict, { most: 4 });
    const second = await findTouched(own.db, toStrict, { most: 4, after: first.next ?? 0 });

    expect(first.next).toBeDefined();
    expect(second).toEqual({ touched: [], looked: 0, unjudged: 0 });
  });

  function keep(key: string, facts: Partial<CachedFacts>) {
    const row = { name: 'x', version: '1.0.0', history: { kind: 'not-checked' }, source: 'npm' };
    const fetchedAt = '2026-03-01T00:00:00.000Z';
    return own.db
      .insert(packageFacts)
      .values({ key, facts: { ...row, fetchedAt, ...facts }, fetchedAt: new Date(fetchedAt) });
  }

  /** Every third is touched. */
  async function addMany(count: number): Promise<void> {
    const rows = Array.from({ length: count }, (_, at) => ({
      id: newId(),
      form: 'use',
      formVersion: 3,
      asked: { form: {}, answers: { package: `lib-${at}`, ...HOSTED } },
      title: `Use lib-${at}`,
      matter: `lib-${at}`,
      facts: {
        risk: { score: 0, lines: [] },
        ...lib(`lib-${at}`, at % 3 === 0 ? 'MPL-2.0' : 'Apache-2.0'),
      },
      component: `pkg:npm/lib-${at}`,
      route: { lane: 'all', title: 'All', why: [], stages: [] },
      requesterId: ada,
      state: 'approved',
      version: 2,
      submittedAt: someDay,
      changedAt: someDay,
      closedAt: someDay,
    }));
    await own.db.insert(requests).values(rows);
  }
});

describe('a matter judged alone', () => {
  it('gets the judgement that its answer has', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...licenseIds),
        fc.option(fc.constantFrom(...UseKind.options), { nil: undefined }),
        fc.option(fc.boolean(), { nil: undefined }),
        fc.constantFrom(balanced, strict),
        (id, use, modified, policy) => {
          const matter: Matter = {
            license: { kind: 'expression', expression: { kind: 'license', id } },
            said: { ...(use && { use }), ...(modified !== undefined && { modified }) },
          };

          const answer = consider(matter, policy, someDay);

          expect(judgeMatter(matter, policy, someDay)).toEqual(
            answer.kind === 'by-use' ? undefined : answer.judgement,
          );
        },
      ),
    );
  });
});

function only(
  standing: 'nobody-knows' | 'no-permission' | 'unreadable',
): Policy['decides'][number] {
  return { id: standing, when: { standing: [standing] }, verdict: 'needs-review', reason: 'So.' };
}
