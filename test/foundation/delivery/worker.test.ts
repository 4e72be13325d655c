import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Card } from '#foundation/cards/card.ts';
import type { CardFor } from '#foundation/delivery/draw.ts';
import { type Recipient, tell, tellAgain } from '#foundation/delivery/notice.ts';
import { deliveryTrouble, retryDead } from '#foundation/delivery/trouble.ts';
import { type Delivery, type DeliveryOptions, startDelivery } from '#foundation/delivery/worker.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { accounts, notices, people } from '#foundation/store/schema.ts';
import { testDatabase } from '../../support/database.ts';
import { type FakeChannel, fakeChannel } from '../../support/fake-channel.ts';

const HOUR = 60 * 60_000;

describe('delivery', () => {
  const test = testDatabase();
  let clock: ReturnType<typeof movableClock>;
  let channel: FakeChannel;
  beforeEach(() => {
    clock = movableClock(new Date('2026-03-02T09:00:00Z'));
    channel = fakeChannel();
  });

  function start(options: Partial<DeliveryOptions> = {}): Delivery {
    const delivery = startDelivery({
      database: test.database,
      clock,
      log: silentLog,
      channels: () => [channel],
      roles: noRoles,
      cardFor: draw,
      ...options,
    });
    onTestFinished(() => delivery.stop());
    return delivery;
  }

  async function somebody(externalId = 'ada', platform = 'test', usedAt?: Date): Promise<string> {
    const id = newId();
    const createdAt = clock.now();
    await test.db.insert(people).values({ id, displayName: externalId, createdAt });
    await addAccount(id, externalId, platform, usedAt);
    return id;
  }

  async function addAccount(personId: string, externalId: string, platform: string, usedAt?: Date) {
    const createdAt = clock.now();
    await test.db
      .insert(accounts)
      .values({ personId, externalId, platform, createdAt, usedAt: usedAt ?? null });
  }

  const tellTo = (to: Recipient, matter = 'one') =>
    tell(test.db, { kind: 'sample', matter }, to, clock.now());

  const tellPerson = (personId: string, matter = 'one') =>
    tellTo({ kind: 'person', personId }, matter);

  async function readNotice() {
    const [row] = await test.db.select().from(notices).where(eq(notices.matter, 'one'));
    return row;
  }

  async function settle(delivery: Delivery): Promise<void> {
    delivery.poke();
    await delivery.idle();
  }

  it('sends what was told once, and keeps where it stands', async () => {
    await tellPerson(await somebody());
    const delivery = start();

    await settle(delivery);
    await settle(delivery);

    expect(channel.sends.map(({ to, title }) => [to, title])).toEqual([['ada', 'one']]);
    expect(await readNotice()).toMatchObject({
      state: 'sent',
      sent: 1,
      message: 'test:ada/1',
      leaseUntil: null,
    });
  });

  it('draws what is true when it is sent, and nothing when there is nothing to tell any more', async () => {
    await tellPerson(await somebody());
    const delivery = start({ cardFor: async () => undefined });

    await settle(delivery);

    expect(channel.sends).toEqual([]);
    expect(await readNotice()).toMatchObject({ state: 'sent', message: null });
  });

  it('changes the card that stands when it is told again', async () => {
    const personId = await somebody();
    let title = 'first';
    const delivery = start({ cardFor: async () => ({ kind: 'card', card: cardOf(title) }) });
    await tellPerson(personId);
    await settle(delivery);
    title = 'second';

    await tellAgain(test.db, { kind: 'sample', matter: 'one' }, clock.now());
    await settle(delivery);

    expect(channel.sends).toHaveLength(1);
    expect([...channel.standing.values()].map((card) => card.title)).toEqual(['second']);
    expect(await readNotice()).toMatchObject({ state: 'sent', wanted: 2, sent: 2 });
  });

  it('sends anew when the card that stood is gone, by another key', async () => {
    const personId = await somebody();
    const delivery = start();
    await tellPerson(personId);
    await settle(delivery);
    channel.standing.clear();

    await tellPerson(personId);
    await settle(delivery);

    const keys = channel.sends.map(({ sending }) => sending.key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
    expect(await readNotice()).toMatchObject({ state: 'sent', message: 'test:ada/2' });
  });

  it('goes out once more when it is told again while it is being sent', async () => {
    const personId = await somebody();
    const sending = hold(channel);
    await tellPerson(personId);
    const delivery = start();
    await sending.begun;

    await tellPerson(personId);
    sending.goOn();
    await settle(delivery);

    expect(channel.sends).toHaveLength(1);
    expect(channel.changes).toEqual(['test:held']);
    expect(await readNotice()).toMatchObject({ wanted: 2, sent: 2 });
  });

  it('waits longer after each failure, and gives up after eight', async () => {
    await tellPerson(await somebody());
    for (let failures = 0; failures < 8; failures++) channel.next.push(isDown);
    const delivery = start();
    await settle(delivery);
    await settle(delivery);
    const afterOne = channel.sends.length;
    clock.advance(6000);
    await settle(delivery);
    const afterTwo = channel.sends.length;
    clock.advance(6000);
    await settle(delivery);
    const tooSoon = channel.sends.length;

    for (let hours = 0; hours < 12; hours++) {
      clock.advance(HOUR);
      await settle(delivery);
    }

    expect([afterOne, afterTwo, tooSoon]).toEqual([1, 2, 2]);
    expect(channel.sends).toHaveLength(8);
    expect(channel.sends.map(({ sending }) => sending.isRetry)).toEqual([
      false,
      ...Array.from({ length: 7 }, () => true),
    ]);
    expect(new Set(channel.sends.map(({ sending }) => sending.key)).size).toBe(1);
    expect(await readNotice()).toMatchObject({ state: 'dead', failure: 'unavailable' });
  });

  it('is shown to the OSPO when it was given up, and goes out when they try again', async () => {
    await tellPerson(await somebody());
    await test.db.update(notices).set({ state: 'dead', attempts: 8, failure: 'unavailable' });
    const delivery = start();
    await settle(delivery);
    const trouble = await deliveryTrouble(test.db);

    const tried = await retryDead(test.db, clock.now());
    await settle(delivery);

    expect(trouble).toMatchObject({ dead: 1, unreachable: 0 });
    expect(trouble.notices).toMatchObject([
      { kind: 'sample', state: 'dead', name: 'ada', failure: 'unavailable' },
    ]);
    expect(tried).toBe(1);
    expect(channel.sends).toHaveLength(1);
    expect(await deliveryTrouble(test.db)).toEqual({ dead: 0, unreachable: 0, notices: [] });
  });

  it('waits as long as the platform asks, which is no failure', async () => {
    await tellPerson(await somebody());
    channel.next.push(async () => ({ kind: 'later', afterMs: 30_000 }));
    const delivery = start();
    await settle(delivery);
    const before = await readNotice();
    clock.advance(29_000);
    await settle(delivery);
    const tooSoon = channel.sends.length;

    clock.advance(1000);
    await settle(delivery);

    expect(before).toMatchObject({ state: 'waiting', attempts: 0, failure: null });
    expect(tooSoon).toBe(1);
    expect(channel.sends).toHaveLength(2);
  });

  it('marks somebody who cannot be reached, and does not try again by itself', async () => {
    await tellPerson(await somebody());
    channel.next.push(async () => ({ kind: 'unreachable' }));
    const delivery = start();
    await settle(delivery);
    clock.advance(24 * HOUR);

    await settle(delivery);

    expect(channel.sends).toHaveLength(1);
    expect(await deliveryTrouble(test.db)).toMatchObject({ dead: 0, unreachable: 1 });
  });

  it('marks somebody who has no account on any channel that runs', async () => {
    await tellPerson(await somebody('ada', 'elsewhere'));

    await settle(start());

    expect(await readNotice()).toMatchObject({ state: 'unreachable' });
  });

  it('reaches people by the account that they used last, of those on a channel that runs', async () => {
    const personId = await somebody('old', 'test', new Date('2026-01-01T00:00:00Z'));
    await addAccount(personId, 'new', 'test', new Date('2026-02-01T00:00:00Z'));
    await addAccount(personId, 'newest', 'elsewhere', new Date('2026-03-01T00:00:00Z'));
    await tellPerson(personId);

    await settle(start());

    expect(channel.sends.map(({ to }) => to)).toEqual(['new']);
  });

  it('is not sent where an inbox shows it for as long as it waits', async () => {
    channel = fakeChannel('test', true);
    const personId = await somebody();
    await tellPerson(personId, 'waiting');
    await tellPerson(personId, 'news');
    const cardFor: CardFor = async ({ matter }) => ({
      kind: 'card',
      card: cardOf(matter),
      ...(matter === 'waiting' && { waits: true }),
    });

    await settle(start({ cardFor }));

    expect(channel.sends.map(({ title }) => title)).toEqual(['news']);
  });

  it('goes to everybody who holds the role when it is sent', async () => {
    const holders = [await somebody('ada'), await somebody('grace')];
    await tellTo({ kind: 'role', role: 'ospo' });

    await settle(start({ roles: { ...noRoles, holders: async () => holders } }));

    expect(channel.sends.map(({ to }) => to).sort()).toEqual(['ada', 'grace']);
  });

  it('looks again in an hour for somebody to hold a role that nobody holds', async () => {
    const ada = await somebody();
    let holders: readonly string[] = [];
    await tellTo({ kind: 'role', role: 'ospo' });
    const delivery = start({ roles: { ...noRoles, holders: async () => holders } });
    await settle(delivery);
    holders = [ada];
    await settle(delivery);
    const tooSoon = channel.sends.length;

    clock.advance(HOUR);
    await settle(delivery);

    expect(tooSoon).toBe(0);
    expect(channel.sends.map(({ to }) => to)).toEqual(['ada']);
  });

  it('changes a card that stands in a conversation', async () => {
    channel.standing.set('test:room/1', cardOf('before'));
    await tellTo({ kind: 'message', message: 'test:room/1' });

    await settle(start({ cardFor: editTo('after') }));

    expect(channel.standing.get('test:room/1')?.title).toBe('after');
    expect(channel.sends).toEqual([]);
  });

  it('tells somebody instead when the card is gone from the conversation', async () => {
    const personId = await somebody();
    await tellTo({ kind: 'message', message: 'test:room/1' });
    const ifGone = {
      told: { kind: 'sample', matter: 'instead' },
      to: { kind: 'person', personId },
    } as const;
    const cardFor: CardFor = async (drawing) =>
      drawing.recipient.kind === 'person'
        ? draw(drawing)
        : { kind: 'edit', edit: (card) => card, ifGone };

    await settle(start({ cardFor }));

    expect(channel.sends.map(({ title }) => title)).toEqual(['instead']);
  });

  it('waits for a platform that is switched off', async () => {
    await tellTo({ kind: 'message', message: 'elsewhere:room/1' });
    const elsewhere = fakeChannel('elsewhere');
    elsewhere.standing.set('elsewhere:room/1', cardOf('before'));
    let channels = [channel];
    const delivery = start({ cardFor: editTo('after'), channels: () => channels });
    await settle(delivery);
    channels = [channel, elsewhere];

    clock.advance(HOUR);
    await settle(delivery);

    expect(elsewhere.standing.get('elsewhere:room/1')?.title).toBe('after');
  });

  it('is taken over when whoever was at work on it did not come back', async () => {
    await tellPerson(await somebody());
    const leaseUntil = new Date(clock.now().getTime() + 60_000);
    await test.db.update(notices).set({ leaseUntil });
    const delivery = start();
    await settle(delivery);
    const during = channel.sends.length;

    clock.advance(60_000);
    await settle(delivery);

    expect(during).toBe(0);
    expect(channel.sends.map(({ sending }) => sending.isRetry)).toEqual([true]);
  });

  it('leaves what is written to whoever took it over', async () => {
    await tellPerson(await somebody());
    const sending = hold(channel);
    const slow = start();
    await sending.begun;
    clock.advance(2 * 60_000);
    const quick = start();
    await settle(quick);

    sending.goOn();
    await settle(slow);

    expect(channel.sends).toHaveLength(2);
    expect(await readNotice()).toMatchObject({ state: 'sent', message: 'test:ada/2' });
  });

  it('does not hold up the others while one hangs', async () => {
    await tellPerson(await somebody('ada'));
    const sending = hold(channel);
    const delivery = start();
    await sending.begun;
    await tellPerson(await somebody('grace'), 'two');

    delivery.poke();

    await expect.poll(() => channel.sends.map(({ to }) => to)).toEqual(['ada', 'grace']);
    sending.goOn();
  });

  it('finishes what is under way when it is stopped', async () => {
    await tellPerson(await somebody());
    const sending = hold(channel);
    const delivery = start();
    await sending.begun;

    const stopped = delivery.stop();
    sending.goOn();
    await stopped;

    expect(await readNotice()).toMatchObject({ state: 'sent', message: 'test:held' });
  });

  it('is found when it was told by a process that ended at once', async () => {
    const delivery = start();
    await settle(delivery);
    await tellPerson(await somebody());

    await expect.poll(() => channel.sends.length, { timeout: 8000 }).toBe(1);
  });
});

const noRoles: Roles = {
  async of() {
    return new Set();
  },
  async holders() {
    return [];
  },
};

const draw: CardFor = async ({ matter }) => ({ kind: 'card', card: cardOf(matter) });

function editTo(title: string): CardFor {
  return async () => ({ kind: 'edit', edit: (card) => ({ ...card, title }) });
}

async function isDown(): Promise<never> {
  throw new StewardError('unavailable', 'the platform is down', { advice: '' });
}

/** The next call hangs until it is told to go on. */
function hold({ next, standing }: FakeChannel) {
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  next.push(async () => {
    begun.resolve();
    await goOn.promise;
    standing.set('test:held', cardOf('held'));
    return { kind: 'sent', message: 'test:held' } as const;
  });
  return { begun: begun.promise, goOn: () => goOn.resolve() };
}

function cardOf(title: string): Card {
  return { tone: 'neutral', title, parts: [], buttons: [] };
}
