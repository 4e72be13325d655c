import { asc } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { movableClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { recentEntries } from '#foundation/store/audit-log.ts';
import { notices } from '#foundation/store/schema.ts';
import { questions } from '#foundation/store/tables/questions.ts';
import { closeQuestions } from '#office/questions/close-questions.ts';
import {
  clusterAround,
  countOpenQuestions,
  findQuestion,
  openQuestions,
} from '#office/questions/open-questions.ts';
import { askToBeTold, recordQuestion } from '#office/questions/record-question.ts';
import { testDatabase } from '../../support/database.ts';

const START = new Date('2026-03-02T10:00:00Z');

describe('an open question', () => {
  const test = testDatabase();
  const clock = movableClock(START);
  const asOspo: Roles = { of: async () => new Set(['ospo']), holders: async () => [] };
  const asNobody: Roles = { of: async () => new Set(), holders: async () => [] };

  const open = (text: string) => test.db.transaction((tx) => recordQuestion(tx, text, clock.now()));
  const person = (name: string) =>
    personFor(test.db, { platform: 'test', externalId: name, displayName: name }, clock);
  const close = async (ids: readonly string[], roles: Roles, answer?: string) =>
    closeQuestions(test.db, ids, {
      personId: await person('Grace'),
      roles,
      clock,
      ...(answer !== undefined && { answer }),
    });
  async function told() {
    const rows = await test.db
      .select()
      .from(notices)
      .orderBy(asc(notices.createdAt), asc(notices.kind));
    return rows.map(({ kind, matter, recipient, dueAt }) => ({ kind, matter, recipient, dueAt }));
  }

  it('is the same for the same words, however they are written, and counts', async () => {
    const first = await open('Who signs the CLA?');
    const second = await open('who signs  the cla');
    const other = await open('who signs the DCO');

    expect(second).toBe(first);
    expect(other).not.toBe(first);
    expect(await findQuestion(test.db, first)).toMatchObject({
      text: 'Who signs the CLA?',
      times: 2,
      askers: [],
    });
    expect(await countOpenQuestions(test.db)).toBe(2);
  });

  it('is recorded without who asked, with one entry in the audit log', async () => {
    const id = await open('Who signs the CLA?');
    await open('Who signs the CLA?');

    const entries = await recentEntries(test.db, 10);

    expect(entries.map(({ entry, actor }) => [entry, actor])).toEqual([
      [{ kind: 'question.opened', questionId: id }, null],
    ]);
  });

  it('may hold any text', async () => {
    const id = await open(`a\u0000b \ud800 ${'x'.repeat(9000)}`);

    const found = await findQuestion(test.db, id);

    expect(found?.text).toHaveLength(4000);
    expect(found?.text.startsWith('ab \ufffd x')).toBe(true);
  });

  it('is told to the OSPO once a day, at eight', async () => {
    await open('Who signs the CLA?');
    await open('Who signs the DCO?');

    expect(await told()).toEqual([
      {
        kind: 'question.daily',
        matter: '2026-03-03',
        recipient: 'role:ospo',
        dueAt: new Date('2026-03-03T08:00:00Z'),
      },
    ]);
  });

  it('knows who wants the answer once, and only them', async () => {
    const id = await open('Who signs the CLA?');
    const personId = await person('Ada');

    const first = await askToBeTold(test.db, { id, personId }, clock);
    const again = await askToBeTold(test.db, { id, personId }, clock);

    expect([first, again]).toEqual([
      { kind: 'asked', again: false },
      { kind: 'asked', again: true },
    ]);
    expect((await findQuestion(test.db, id))?.askers).toEqual([{ personId, name: 'Ada' }]);
  });

  it('stands with those that ask the same, those that most people wait for first', async () => {
    const cla = await open('Who signs the CLA?');
    await open('who can sign a cla');
    for (const _ of [1, 2, 3]) await open('may I bring my dog');
    await askToBeTold(test.db, { id: cla, personId: await person('Ada') }, clock);

    const clusters = await openQuestions(test.db);

    expect(clusters.map(({ questions, times }) => [questions.length, times])).toEqual([
      [2, 2],
      [1, 3],
    ]);
    expect((await clusterAround(test.db, cla))?.questions[0]?.id).toBe(cla);
  });

  it('is answered with those that ask the same, and all who wait are told once', async () => {
    const [one, two] = [await open('Who signs the CLA?'), await open('who can sign a cla')];
    const [ada, bob] = [await person('Ada'), await person('Bob')];
    for (const id of [one, two]) await askToBeTold(test.db, { id, personId: ada }, clock);
    await askToBeTold(test.db, { id: two, personId: bob }, clock);

    const closed = await close([one, two], asOspo, 'Legal does.');

    expect(closed).toMatchObject({
      kind: 'closed',
      told: 2,
      question: { id: one, closed: { at: START, answer: 'Legal does.', by: { name: 'Grace' } } },
    });
    const heard = (await told()).filter(({ kind }) => kind === 'question.closed');
    expect(heard.map(({ recipient }) => recipient).sort()).toEqual(
      [`person:${ada}`, `person:${bob}`].sort(),
    );
    expect((await findQuestion(test.db, one))?.askers).toEqual([]);
    expect(await countOpenQuestions(test.db)).toBe(0);
  });

  it('is closed once: the second hears of the first, the same sending once more is taken for the first', async () => {
    const id = await open('Who signs the CLA?');
    await close([id], asOspo, 'Legal does.');

    const again = await close([id], asOspo, 'Legal does.');
    const late = await close([id], asOspo, 'You do.');

    expect(again.kind).toBe('closed');
    expect(late).toMatchObject({
      kind: 'already-closed',
      question: { closed: { answer: 'Legal does.' } },
    });
    const entries = await recentEntries(test.db, 20);
    expect(entries.filter(({ entry }) => entry.kind === 'question.answered')).toHaveLength(1);
  });

  it('is closed by the OSPO only', async () => {
    const id = await open('Who signs the CLA?');

    expect(await close([id], asNobody, 'Me.')).toEqual({ kind: 'not-ospo' });
    expect(await close([newId()], asOspo, 'Me.')).toEqual({ kind: 'not-found' });
    expect(await countOpenQuestions(test.db)).toBe(1);
  });

  it('opens anew when it is asked again after it was closed', async () => {
    const first = await open('Who signs the CLA?');
    await close([first], asOspo);

    const second = await open('Who signs the CLA?');
    const personId = await person('Ada');

    expect(second).not.toBe(first);
    expect(await askToBeTold(test.db, { id: first, personId }, clock)).toEqual({
      kind: 'closed',
      answer: undefined,
    });
    expect(await askToBeTold(test.db, { id: newId(), personId }, clock)).toEqual({
      kind: 'not-found',
    });
  });

  it('is never lost between two that ask and one that answers at the same time', async () => {
    const id = await open('Who signs the CLA?');
    const [ada, bob] = [await person('Ada'), await person('Bob')];

    const [first, second] = await Promise.all([
      askToBeTold(test.db, { id, personId: ada }, clock),
      askToBeTold(test.db, { id, personId: bob }, clock),
      close([id], asOspo, 'Legal does.'),
    ]);

    const heard = (await told()).filter(({ kind }) => kind === 'question.closed');
    const asked = [first, second].filter(({ kind }) => kind === 'asked');
    expect(heard).toHaveLength(asked.length);
    expect(await test.db.select().from(questions)).toHaveLength(1);
  });
});
