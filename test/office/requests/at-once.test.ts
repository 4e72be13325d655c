import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { auditEntries, people } from '#foundation/store/schema.ts';
import { requestReviews } from '#foundation/store/tables/requests.ts';
import { findRequest, type Request } from '#office/requests/find-requests.ts';
import { RequestForm, toForm } from '#office/requests/forms/form-file.ts';
import type { Needs } from '#office/requests/routing/route.ts';
import { submit } from '#office/requests/submit.ts';
import { type OwnDatabase, openOwnDatabase } from '../../support/database.ts';
import { type Pressed, pressTogether } from '../../support/press-together.ts';

const script = fileURLToPath(new URL('../../support/press-together.ts', import.meta.url));
const PROCESSES = 4;
const EACH = 50;

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

describe('two hundred reviewers who press at once, on PostgreSQL from four processes', () => {
  let own: OwnDatabase;
  let requester: string;
  let reviewers: readonly string[];
  beforeAll(async () => {
    own = await openOwnDatabase();
    const ids = Array.from({ length: PROCESSES * EACH + 1 }, () => newId());
    const [first = '', ...others] = ids;
    requester = first;
    reviewers = others;
    await own.database.db
      .insert(people)
      .values(ids.map((id, at) => ({ id, displayName: `Person ${at}`, createdAt: new Date() })));
  });
  afterAll(() => own.remove());

  async function handIn(name: string, needs: Needs): Promise<Request> {
    const submitted = await submit(own.database.db, {
      form,
      shown: toForm(form, new Date()),
      answers: { package: name },
      facts: { risk: { score: 0, lines: [] } },
      route: {
        lane: 'office',
        title: 'Office',
        why: [],
        stages: [{ title: 'Office', needs, groups: ['ospo'] }],
      },
      personId: requester,
      clock: systemClock,
    });
    return submitted.request;
  }

  function pressAll({ id, version }: Request): Promise<readonly Pressed[]> {
    const { url } = own;
    if (url === undefined) return pressTogether(own.database.db, { id, version }, reviewers);
    return pressFromProcesses(url, id, version, reviewers);
  }

  async function trueNow({ id }: Request) {
    const { db } = own.database;
    const request = await findRequest(db, id);
    const open = await db
      .select()
      .from(requestReviews)
      .where(and(eq(requestReviews.requestId, id), isNull(requestReviews.closedAt)));
    const entries = await db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.kind, 'request.step'));
    const own_ = entries.filter(({ subject }) => Object(subject).requestId === id);
    return { request, open, entries: own_ };
  }

  it('decide once where one is enough, and all are told the truth', async () => {
    const handedIn = await handIn('left-pad', 'any');

    const pressed = await pressAll(handedIn);

    const { request, open, entries } = await trueNow(handedIn);
    expect(pressed).toHaveLength(PROCESSES * EACH);
    expect(pressed.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
    expect(pressed.filter(({ kind }) => kind === 'moved-on')).toHaveLength(PROCESSES * EACH - 1);
    expect(new Set(pressed.map(({ state }) => state))).toEqual(new Set(['approved']));
    expect(request?.steps.map(({ step }) => step)).toEqual(['submit', 'approve']);
    expect(open).toEqual([]);
    expect(entries).toHaveLength(1);
  });

  it('are counted once each where three are needed', async () => {
    const handedIn = await handIn('right-pad', 3);

    const pressed = await pressAll(handedIn);

    const { request, open, entries } = await trueNow(handedIn);
    expect(pressed.filter(({ kind }) => kind === 'taken')).toHaveLength(3);
    expect(pressed.filter(({ kind }) => kind === 'moved-on')).toHaveLength(PROCESSES * EACH - 3);
    expect(request?.state).toBe('approved');
    expect(new Set(request?.steps.slice(1).map(({ by }) => by?.personId)).size).toBe(3);
    expect(request?.steps.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect(open).toEqual([]);
    expect(entries).toHaveLength(3);
  });
});

/** Each opens the database by itself; all press when all are ready. */
async function pressFromProcesses(
  url: string,
  id: string,
  version: number,
  reviewers: readonly string[],
): Promise<readonly Pressed[]> {
  const started = Array.from({ length: PROCESSES }, (_, at) => {
    const theirs = reviewers.slice(at * EACH, (at + 1) * EACH).join(',');
    const child = spawn(process.execPath, [script, url, id, String(version), theirs], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return { child, lines };
  });
  await Promise.all(started.map(({ lines }) => lines.next()));
  for (const { child } of started) child.stdin.write('go\n');
  const said = await Promise.all(started.map(({ lines }) => lines.next()));
  return said.flatMap(({ value }) => JSON.parse(String(value)) as Pressed[]); // our own process wrote it
}
