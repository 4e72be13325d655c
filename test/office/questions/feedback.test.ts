import { asc } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { movableClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { createRoles } from '#foundation/people/create-roles.ts';
import { personas } from '#foundation/people/personas.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { recentEntries } from '#foundation/store/audit-log.ts';
import { notices } from '#foundation/store/schema.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import {
  findFeedbackOn,
  type GivenFeedback,
  giveFeedback,
  handleFeedback,
  openFeedback,
} from '#office/questions/feedback.ts';
import { testDatabase } from '../../support/database.ts';
import { accountOf } from '../../support/persona.ts';

const note: GivenFeedback = {
  about: { title: 'Yes', subject: 'MIT', policy: '2026.1', expected: 'No' },
  reason: 'wrong',
  comment: 'We decided otherwise <b>last year</b>.',
  card: 'test:card-1',
};

const { card: _card, ...withoutCard } = note;

describe('feedback on an answer', () => {
  const test = testDatabase();
  const clock = movableClock(new Date('2026-03-02T10:00:00Z'));
  const persona = (id: string) => personFor(test.db, accountOf(id), clock);
  let roles: Roles;
  beforeAll(async () => {
    const { office } = await loadOffice(undefined);
    const { db } = test;
    roles = createRoles({ db, office, directories: [], played: personas, clock, log: silentLog });
  });

  async function told() {
    const rows = await test.db.select().from(notices).orderBy(asc(notices.kind));
    return rows.map(({ kind, recipient, wanted, state }) => ({ kind, recipient, wanted, state }));
  }

  async function giveOne(given: GivenFeedback = note): Promise<string> {
    const outcome = await giveFeedback(test.db, given, clock);
    if (outcome.kind !== 'given') throw new Error(outcome.kind);
    return outcome.id;
  }

  it('waits for the OSPO, word for word, and names nobody who did not want it', async () => {
    await giveFeedback(test.db, note, clock);

    const open = await openFeedback(test.db, 10);

    const { about, reason, comment, card } = note;
    expect(open).toEqual([{ id: open[0]?.id, about, reason, comment, card, at: clock.now() }]);
  });

  it('names whoever wants an answer', async () => {
    const personId = await persona('developer');

    await giveFeedback(test.db, { ...note, personId }, clock);

    const [open] = await openFeedback(test.db, 10);
    expect(open?.from).toEqual({ personId, name: 'Developer' });
  });

  it('is in the audit log without its words, and without a person who did not want it', async () => {
    const given = await giveFeedback(test.db, note, clock);

    const [entry] = await recentEntries(test.db, 1);

    const feedbackId = given.kind === 'given' ? given.id : '';
    expect(entry?.actor).toBeNull();
    expect(entry?.entry).toEqual({ kind: 'feedback.given', feedbackId, reason: 'wrong' });
  });

  it('is taken once for each card, however often it is sent at the same time', async () => {
    const all = await Promise.all([1, 2, 3].map(() => giveFeedback(test.db, note, clock)));

    expect(all.map(({ kind }) => kind).sort()).toEqual(['already-given', 'already-given', 'given']);
    expect(await openFeedback(test.db, 10)).toHaveLength(1);
    expect(await findFeedbackOn(test.db, 'test:card-1')).toEqual({ at: clock.now() });
    expect(await findFeedbackOn(test.db, 'test:card-2')).toBeUndefined();
  });

  it.each([
    ['on a card', note],
    ['where there is no card', withoutCard],
  ])(
    'is given once when the very same sending comes again, at the same time too: %s',
    async (_, given) => {
      const sent = { ...given, once: 'test:sending-1' };

      const all = await Promise.all([1, 2, 3].map(() => giveFeedback(test.db, sent, clock)));
      clock.advance(60_000);
      const late = await giveFeedback(test.db, sent, clock);

      const [open, ...more] = await openFeedback(test.db, 10);
      expect(new Set([...all, late].map((one) => JSON.stringify(one)))).toEqual(
        new Set([JSON.stringify({ kind: 'given', id: open?.id })]),
      );
      expect(more).toEqual([]);
      expect(await recentEntries(test.db, 10)).toHaveLength(1);
      expect(await told()).toEqual([
        { kind: 'feedback.new', recipient: 'role:ospo', wanted: 1, state: 'waiting' },
      ]);
    },
  );

  it('is another note when it is another sending, and without a name for it always', async () => {
    await giveFeedback(test.db, { ...withoutCard, once: 'test:sending-1' }, clock);
    await giveFeedback(test.db, { ...withoutCard, once: 'test:sending-2' }, clock);
    await giveFeedback(test.db, withoutCard, clock);
    await giveFeedback(test.db, withoutCard, clock);

    expect(await openFeedback(test.db, 10)).toHaveLength(4);
  });

  it('on a card that has a note says who gave that one, as far as they said', async () => {
    const personId = await persona('developer');
    await giveFeedback(test.db, { ...note, personId, once: 'test:sending-1' }, clock);

    const second = await giveFeedback(test.db, { ...note, once: 'test:sending-2' }, clock);

    expect(second).toEqual({ kind: 'already-given', at: clock.now(), personId });
  });

  it('is read by the OSPO once, which is in the audit log', async () => {
    const ospo = await persona('ospo');
    await giveFeedback(test.db, note, clock);
    const [open] = await openFeedback(test.db, 10);
    const by = { personId: ospo, roles, clock };

    const first = await handleFeedback(test.db, open?.id ?? '', by);
    const second = await handleFeedback(test.db, open?.id ?? '', by);

    const feedback = {
      ...open,
      handled: { at: clock.now(), by: { personId: ospo, name: 'OSPO' } },
    };
    expect(first).toEqual({ kind: 'handled', feedback });
    expect(second).toEqual({ kind: 'already-handled', feedback });
    expect(await openFeedback(test.db, 10)).toEqual([]);
    const entries = await recentEntries(test.db, 10);
    expect(entries.filter(({ entry }) => entry.kind === 'feedback.handled')).toEqual([
      expect.objectContaining({ actor: ospo }),
    ]);
  });

  it.each<string>(['developer', 'manager', 'legal', 'security'])(
    'is not read by others: %s',
    async (id) => {
      const personId = await persona(id);
      await giveFeedback(test.db, note, clock);
      const [open] = await openFeedback(test.db, 10);

      const handled = await handleFeedback(test.db, open?.id ?? '', { personId, roles, clock });

      expect(handled).toEqual({ kind: 'not-ospo' });
      expect(await openFeedback(test.db, 10)).toHaveLength(1);
    },
  );

  it('that does not exist is not found', async () => {
    const personId = await persona('ospo');

    const handled = await handleFeedback(test.db, newId(), { personId, roles, clock });

    expect(handled).toEqual({ kind: 'not-found' });
  });

  it('is told to the OSPO in the same breath', async () => {
    const id = await giveOne();

    expect(await told()).toEqual([
      { kind: 'feedback.new', recipient: 'role:ospo', wanted: 1, state: 'waiting' },
    ]);
    const [row] = await test.db.select().from(notices);
    expect(row?.matter).toBe(id);
  });

  it('is told on its card and to whoever asked when it is answered, and the answer is kept', async () => {
    const personId = await persona('developer');
    const id = await giveOne({ ...note, personId });
    const by = { personId: await persona('ospo'), roles, clock, answer: 'It is *right*.' };

    const handled = await handleFeedback(test.db, id, by);

    expect(handled).toMatchObject({ feedback: { handled: { answer: 'It is *right*.' } } });
    expect(await told()).toContainEqual({
      kind: 'feedback.state',
      recipient: 'message:test:card-1',
      wanted: 1,
      state: 'waiting',
    });
    expect(await told()).toContainEqual({
      kind: 'feedback.answer',
      recipient: `person:${personId}`,
      wanted: 1,
      state: 'waiting',
    });
  });

  it('is told on its card alone when it is only read', async () => {
    const id = await giveOne({ ...note, personId: await persona('developer') });

    await handleFeedback(test.db, id, { personId: await persona('ospo'), roles, clock });

    expect((await told()).map(({ kind }) => kind)).toEqual(['feedback.new', 'feedback.state']);
  });

  it('takes the same answer of the same person once more as sent, and tells it once', async () => {
    const id = await giveOne({ ...note, personId: await persona('developer') });
    const by = { personId: await persona('ospo'), roles, clock, answer: 'It is *right*.' };

    const first = await handleFeedback(test.db, id, by);
    const again = await handleFeedback(test.db, id, by);
    const other = await handleFeedback(test.db, id, { ...by, answer: 'It is not.' });

    expect(again).toEqual(first);
    expect(other.kind).toBe('already-handled');
    const entries = await recentEntries(test.db, 10);
    expect(entries.filter(({ entry }) => entry.kind === 'feedback.handled')).toHaveLength(1);
    expect((await told()).filter(({ kind }) => kind === 'feedback.answer')).toEqual([
      expect.objectContaining({ wanted: 1 }),
    ]);
  });

  it('is told to whoever wants to hear back when there is no card', async () => {
    const personId = await persona('developer');
    const id = await giveOne({ ...withoutCard, personId });

    await handleFeedback(test.db, id, { personId: await persona('ospo'), roles, clock });

    const [answer] = await told();
    expect(answer).toMatchObject({ kind: 'feedback.answer', recipient: `person:${personId}` });
  });

  it('is told to nobody when nobody wants to hear back and there is no card', async () => {
    const id = await giveOne(withoutCard);

    await handleFeedback(test.db, id, { personId: await persona('ospo'), roles, clock });

    expect((await told()).map(({ kind }) => kind)).toEqual(['feedback.new']);
  });
});
