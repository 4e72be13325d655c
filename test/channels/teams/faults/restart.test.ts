import { describe, expect, it, onTestFinished } from 'vitest';
import { received } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { type FixtureName, fixture, type Payload } from '../../../support/teams/fixtures.ts';
import { startTeamsDouble, type TeamsDouble } from '../../../support/teams/teams-double.ts';
import { contractCard, formCard, formReply } from '../../contract/script.ts';
import { eventually, openScene, saying } from './scene.ts';

const store = testDatabase();
const card = saying(contractCard);

async function startDouble(): Promise<TeamsDouble> {
  const double = await startTeamsDouble();
  onTestFinished(() => double.close());
  return double;
}

interface Left {
  readonly id: string;
  readonly name?: FixtureName;
  readonly change?: Payload;
  readonly attempts?: number;
  readonly leaseUntil?: Date;
}

/** As a process leaves it that was killed in the middle. */
async function leave(double: TeamsDouble, left: Left): Promise<void> {
  const { id, name = 'message-personal', change = {}, attempts = 1 } = left;
  const past = new Date(Date.now() - 60_000);
  const { leaseUntil = past } = left;
  const { id: from, aadObjectId } = double.people.developer;
  const own = {
    serviceUrl: double.serviceUrl,
    from: { id: from, aadObjectId },
    conversation: { id: double.personal('developer') },
    text: 'may I use marzipan?',
  };
  await store.db.insert(received).values({
    id: `teams:${id}`,
    platform: 'teams',
    holder: 'one that ended',
    body: fixture(name, own, change),
    sentAt: past,
    receivedAt: past,
    leaseUntil,
    attempts,
  });
}

describe('after a process was killed', () => {
  it('what it was at work on is answered by the next one', async () => {
    const double = await startDouble();
    await leave(double, { id: 'killed' });

    const scene = await openScene({ db: store.db, double });
    await scene.idle();

    expect(scene.turns).toMatchObject([{ content: { text: 'may I use marzipan?' } }]);
    expect(scene.shown()).toHaveLength(1);
  });

  it('it is left to whoever may still be at work on it', async () => {
    const double = await startDouble();
    await leave(double, { id: 'running', leaseUntil: new Date(Date.now() + 60_000) });

    const scene = await openScene({ db: store.db, double });
    await scene.idle();

    expect(scene.turns).toEqual([]);
  });

  it('it need not be waited for by one that is alone', async () => {
    const double = await startDouble();
    await leave(double, { id: 'running', leaseUntil: new Date(Date.now() + 25_000) });

    const scene = await openScene({ db: store.db, double, isAlone: true });
    await scene.idle();

    expect(scene.turns).toHaveLength(1);
  });

  it('what Teams sends again to the next one is answered once', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = await openScene({
      db: store.db,
      async say() {
        await promise;
        return [];
      },
    });
    onTestFinished(() => resolve());
    const { activity } = await first.say('developer', 'may I use marzipan?');

    const second = await openScene({ db: store.db, double: first.double });
    const again = await second.sender.again(activity);
    await second.idle();

    expect(again.status).toBe(200);
    expect(second.turns).toEqual([]);
  });

  it.each([
    ['a press', 'card-action', { replyToId: '1' }],
    ['an old client’s press', 'message-with-value', {}],
    ['a consent that was declined', 'file-consent-decline', {}],
    ['a welcome', 'installation-add', {}],
  ] as const)('%s is dealt with by the next one too', async (_what, name, change) => {
    const double = await startDouble();
    await leave(double, { id: 'killed', name, change });

    const scene = await openScene({ db: store.db, double });
    await scene.idle();

    expect(scene.shown()).toHaveLength(1);
    const rows = await store.db.select().from(received);
    expect(rows).toMatchObject([{ body: null, doneAt: expect.any(Date) }]);
  });

  it('a form that was asked for is offered in the conversation by the next one', async () => {
    const double = await startDouble();
    await leave(double, { id: 'killed', name: 'dialog-fetch', change: { replyToId: '1' } });

    const scene = await openScene({ db: store.db, double, say: () => [formReply] });
    await scene.idle();

    expect(scene.turns).toMatchObject([{ content: { kind: 'action' } }]);
    expect(JSON.stringify(scene.shown())).toContain(formReply.form.title);
  });

  it('what was pressed beside a conversation is answered to that person alone', async () => {
    const double = await startDouble();
    const conversation = { id: `${double.team.channel};messageid=1`, conversationType: 'channel' };
    const data = { steward: 'press', action: '{}' };
    const change = { conversation, value: { data } };
    await leave(double, { id: 'killed', name: 'ask-about-message-submit', change });

    const scene = await openScene({ db: store.db, double });
    await scene.idle();

    expect(scene.shown('developer')).toHaveLength(1);
    expect(double.messages()).toHaveLength(1);
  });

  it('a form that it was sending is sent by the next one', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = await openScene({
      db: store.db,
      async say({ content }) {
        if (content.kind === 'text') return [saying(formCard)];
        if (content.kind === 'action') return [formReply];
        await promise;
        return [card];
      },
    });
    onTestFinished(() => resolve());
    await first.say('developer', 'may I use marzipan?');
    await first.idle();
    await first.press('developer', 'Why');
    const { text } = await first.submit('developer', { reason: 'marzipan' });
    const later = { now: () => new Date(Date.now() + 60_000) };

    const other = await openScene({ db: store.db, double: first.double, clock: later });
    await other.idle();

    expect(text).toContain('Your answers are saved');
    expect(other.turns).toMatchObject([
      { content: { kind: 'form', answers: { reason: 'marzipan' }, sentAs: expect.any(String) } },
    ]);
    const rows = await store.db.select().from(received);
    expect(rows.filter(({ doneAt }) => doneAt === null)).toEqual([]);
  });

  it('what failed at its last try is closed, and logged with its id', async () => {
    const double = await startDouble();
    await leave(double, { id: 'often', attempts: 7 });
    double.fail('send', { status: 503 });

    const scene = await openScene({ db: store.db, double });
    await scene.idle();

    const [row] = await store.db.select().from(received);
    expect(row).toMatchObject({ attempts: 8, body: null, doneAt: expect.any(Date) });
    expect(scene.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fields: expect.objectContaining({ id: 'teams:often', attempt: 8 }),
      }),
    );
  });

  it('what ended each process that began with it is not begun again, closed and logged', async () => {
    const double = await startDouble();
    await leave(double, { id: 'poison', attempts: 8 });

    const scene = await openScene({ db: store.db, double });
    await scene.idle();

    const [row] = await store.db.select().from(received);
    expect(row).toMatchObject({ body: null, doneAt: expect.any(Date) });
    expect(scene.turns).toEqual([]);
    expect(scene.lines).toContainEqual(
      expect.objectContaining({ level: 'error', fields: { id: 'teams:poison', attempt: 9 } }),
    );
  });

  it('everything that it left is answered, and each once, by two that start at the same time', async () => {
    const double = await startDouble();
    for (let at = 0; at < 12; at++) await leave(double, { id: `${at}` });

    const both = await Promise.all([1, 2].map(() => openScene({ db: store.db, double })));
    const turns = () => both.flatMap((scene) => scene.turns).length;
    await eventually(() => turns() >= 12, 15_000);
    await Promise.all(both.map((scene) => scene.idle()));

    expect(turns()).toBe(12);
  });
});

describe('when a process ends in good order', () => {
  it('it finishes what is under way, and takes nothing more', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const scene = await openScene({
      db: store.db,
      async say() {
        await promise;
        return [card];
      },
    });
    await scene.say('developer', 'may I use marzipan?');

    const closing = scene.teams.close();
    const refused = await scene.say('developer', 'and more marzipan?');
    resolve();
    await closing;

    expect(refused.status).toBe(503);
    expect(scene.shown()).toHaveLength(1);
  });
});
