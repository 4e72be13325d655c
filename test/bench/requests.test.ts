import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { type Database, openDatabase } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import { requestReviews, requestSteps, requests } from '#foundation/store/tables/requests.ts';
import { requestsFor } from '#office/requests/find-requests.ts';
import { RequestForm, toForm } from '#office/requests/forms/form-file.ts';
import { submit } from '#office/requests/submit.ts';
import { takeStep } from '#office/requests/take-step.ts';
import { at, load, spread } from '../support/load/figures.ts';
import { createOwnDatabase } from '../support/load/own-database.ts';

const ALONE = 200;
const AT_ONCE = 50;
const ROUNDS = 6;
const OPEN = 20_000;
const groups = Array.from({ length: 10 }, (_, one) => `group-${one}`);

const form = RequestForm.parse({
  name: 'use',
  version: 1,
  title: 'Use',
  submit: 'Send',
  reviewers: 'ospo',
  summary: 'Use {package}',
  sameIf: ['package'],
  pages: [
    { title: 'What', fields: [{ id: 'package', type: 'text', label: 'Package', required: true }] },
  ],
});
const shown = toForm(form, new Date());
const facts = { risk: { score: 0, lines: [] } };
const route = {
  lane: 'office',
  title: 'Office',
  why: [],
  stages: [{ title: 'Office', needs: 'any' as const, groups: ['ospo'] }],
};

let url: string;
let remove: () => Promise<void>;
let database: Database;
const requester = newId();
const reviewer = newId();
const roles: Roles = { of: async () => new Set(['ospo']), holders: async () => [reviewer] };
let named = 0;

beforeAll(async () => {
  ({ url, remove } = await createOwnDatabase());
  database = await openDatabase({ kind: 'postgres', url }, silentLog);
  await database.db
    .insert(people)
    .values(
      [requester, reviewer].map((id) => ({ id, displayName: 'Somebody', createdAt: new Date() })),
    );
});
afterAll(async () => {
  await database.close();
  await remove();
});

async function handIn() {
  const answers = { package: `package-${++named}` };
  const asked = { form, shown, answers, facts, route, personId: requester, clock: systemClock };
  return (await submit(database.db, asked)).request;
}

const decide = ({ id, version }: { readonly id: string; readonly version: number }) =>
  takeStep(
    database.db,
    { id, version, step: 'approve' },
    { personId: reviewer, roles, clock: systemClock },
  );

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function say(what: string): void {
  process.stdout.write(`${what}; ${load()}\n`);
}

it('decides alone, beside a bare transaction that locks, changes and adds', async () => {
  const waiting = await Promise.all(Array.from({ length: ALONE }, handIn));
  const bare = postgres(url, { max: 1 });
  const ours: number[] = [];
  const theirs: number[] = [];
  for (const request of waiting) {
    ours.push(await timed(() => decide(request)));
    theirs.push(
      await timed(() =>
        bare.begin(async (tx) => {
          await tx`select id from requests where id = ${request.id} for update`;
          await tx`update requests set changed_at = now() where id = ${request.id}`;
          await tx`insert into audit_entries (at, kind, subject) values (now(), 'request.step', '{}')`;
        }),
      ),
    );
  }
  await bare.end();

  const ratio = at(ours, 0.5) / at(theirs, 0.5);
  say(
    `decide alone: ${spread(ours)}; bare: ${spread(theirs)}; ratio ${ratio.toFixed(1)} (bar p50 15 ms)`,
  );
  expect(ours).toHaveLength(ALONE);
});

it('decides fifty at once', async () => {
  const each: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const waiting = await Promise.all(Array.from({ length: AT_ONCE }, handIn));
    const whole = await timed(() =>
      Promise.all(
        waiting.map(async (request) => {
          each.push(await timed(() => decide(request)));
        }),
      ),
    );
    rates.push((AT_ONCE * 1000) / whole);
  }

  say(
    `decide ${AT_ONCE} at once: ${at(rates, 0.5).toFixed(0)} a second (${Math.min(...rates).toFixed(0)} to ${Math.max(...rates).toFixed(0)}), ${spread(each)} (bars 200 a second, p99 400 ms)`,
  );
  expect(each).toHaveLength(ROUNDS * AT_ONCE);
});

it('lists queues of twenty thousand open requests', async () => {
  const { db } = database;
  const begun = new Date('2026-01-05T09:00:00Z').getTime();
  for (let from = 0; from < OPEN; from += 500) {
    const rows = Array.from({ length: 500 }, (_, one) => {
      const group = groups[(from + one) % groups.length] ?? '';
      return {
        id: newId(),
        group,
        at: new Date(begun + (from + one) * 1000),
        name: `p-${from + one}`,
      };
    });
    await db.insert(requests).values(
      rows.map(({ id, group, at: then, name }) => ({
        id,
        form: 'use',
        formVersion: 1,
        asked: { form: shown, answers: { package: name } },
        title: `Use ${name}`,
        matter: JSON.stringify([name]),
        facts,
        route: { ...route, stages: [{ title: 'Office', needs: 'any', groups: [group] }] },
        requesterId: requester,
        state: 'in-review',
        version: 1,
        submittedAt: then,
        changedAt: then,
      })),
    );
    await db.insert(requestSteps).values(
      rows.map(({ id, at: then }) => ({
        requestId: id,
        version: 1,
        step: 'submit',
        personId: requester,
        at: then,
      })),
    );
    await db
      .insert(requestReviews)
      .values(
        rows.map(({ id, group, at: then }) => ({ requestId: id, stage: 0, group, since: then })),
      );
  }
  // As the server does by itself a minute later.
  await db.execute(sql`analyze`);
  const read = async (of: readonly string[]) => {
    const spent: number[] = [];
    for (let round = 0; round < 30; round++) {
      spent.push(await timed(() => requestsFor(db, { personId: reviewer, groups: of }, 10)));
    }
    return spent;
  };
  const one = await read(groups.slice(0, 1));
  const all = await read(groups);

  say(`a reviewer's queue of ${OPEN} open: ${spread(one)} (bar 50 ms)`);
  say(`the office's queue: ${spread(all)} (bar 100 ms)`);
  expect((await requestsFor(db, { personId: reviewer, groups }, 10)).length).toBe(10);
});
