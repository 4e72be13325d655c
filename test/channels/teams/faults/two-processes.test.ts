import { describe, expect, it } from 'vitest';
import { cardType } from '#channels/teams/calls/messages.ts';
import { received, teamsConversations } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { contractCard, formCard, formReply } from '../../contract/script.ts';
import { openScene, type Scene, type SceneOptions, saying } from './scene.ts';

const store = testDatabase();
const card = saying(contractCard);

async function openBoth(options: Partial<SceneOptions> = {}): Promise<readonly [Scene, Scene]> {
  const one = await openScene({ db: store.db, say: () => [card], ...options });
  const other = await openScene({
    db: store.db,
    say: () => [card],
    ...options,
    double: one.double,
  });
  return [one, other];
}

function turnsOf(scenes: readonly Scene[], kind: string): number {
  return scenes.flatMap(({ turns }) => turns).filter(({ content }) => content.kind === kind).length;
}

describe('two processes on one database', () => {
  it('answer once what both are sent at once', async () => {
    const [one, other] = await openBoth();

    await Promise.all(
      Array.from({ length: 10 }, async (_, at) => {
        const changes = { id: `17900000000${at}`, text: 'may I use marzipan?' };
        await Promise.all([
          one.sender.message('message-personal', changes),
          other.sender.message('message-personal', changes),
        ]);
      }),
    );
    await Promise.all([one.idle(), other.idle()]);

    expect(turnsOf([one, other], 'text')).toBe(10);
    expect(one.shown()).toHaveLength(10);
  });

  it('act once on a press that both are sent, and each says something', async () => {
    const [one, other] = await openBoth();
    await one.say('developer', 'may I use marzipan?');
    await one.idle();

    const first = await one.press('developer', 'Why');
    const second = await other.sender.again(first.activity);
    await Promise.all([one.idle(), other.idle()]);

    expect(turnsOf([one, other], 'action')).toBe(1);
    for (const { status, body } of [first, second]) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ statusCode: 200, value: expect.anything() });
    }
  });

  it('do not let whoever pressed wait for what another one has dealt with', async () => {
    const [one, other] = await openBoth();
    await one.say('developer', 'may I use marzipan?');
    await one.idle();
    const first = await one.press('developer', 'Why');
    await one.idle();

    const again = await other.sender.again(first.activity);

    expect(again.text).not.toContain('This takes longer than usual');
    expect(again.body).toMatchObject({ statusCode: 200, type: cardType });
  });

  it('act once on a form that both are sent', async () => {
    const [one, other] = await openBoth({
      say({ content }) {
        if (content.kind === 'text') return [saying(formCard)];
        return content.kind === 'action' ? [formReply] : [card];
      },
    });
    await one.say('developer', 'may I use marzipan?');
    await one.idle();
    await one.press('developer', 'Why');

    const { activity } = await one.submit('developer', { reason: 'marzipan' });
    const again = await Promise.all(
      [1, 2].map((at) => other.sender.again({ ...activity, id: `f:${at}` })),
    );
    await Promise.all([one.idle(), other.idle()]);

    expect(turnsOf([one, other], 'form')).toBe(1);
    expect(again.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('finish what the other left', async () => {
    const one = await openScene({
      db: store.db,
      waits: { lease: 100, sweep: 60_000, renew: 60_000, secondTry: 100 },
    });
    one.double.fail('send', { status: 503 });
    await one.say('developer', 'may I use marzipan?');
    await one.idle();
    one.double.mend();

    const other = await openScene({
      db: store.db,
      double: one.double,
      clock: { now: () => new Date(Date.now() + 60_000) },
    });
    await other.idle();

    expect(other.turns).toHaveLength(1);
    expect(one.shown()).toHaveLength(1);
  });

  it('welcome once whom both are told of', async () => {
    const [one, other] = await openBoth();
    const how = { who: 'legal' } as const;

    await Promise.all([
      one.sender.event('bot-added-personal', {}, how),
      other.sender.event('installation-add', {}, how),
      other.sender.event('bot-added-personal', {}, how),
      one.sender.event('installation-add', {}, how),
    ]);
    await Promise.all([one.idle(), other.idle()]);

    expect(one.shown('legal')).toHaveLength(1);
  });

  it('welcome again whom one welcomed, the other lost and the first is told of once more', async () => {
    const [one, other] = await openBoth();
    const how = { who: 'legal' } as const;
    await one.sender.event('installation-add', {}, how);
    await one.idle();

    await other.sender.event('installation-remove', {}, how);
    await other.idle();
    await one.sender.event('installation-add', {}, how);
    await one.idle();

    expect(one.shown('legal')).toHaveLength(2);
    expect(await store.db.select().from(teamsConversations)).toHaveLength(1);
  });

  it('leave nothing undone', async () => {
    const [one, other] = await openBoth();

    await Promise.all(
      ['a', 'b', 'c', 'd'].map((word, at) =>
        (at % 2 ? one : other).say('legal', `${word} marzipan`),
      ),
    );
    await Promise.all([one.idle(), other.idle()]);

    const rows = await store.db.select().from(received);
    expect(rows.filter(({ doneAt, body }) => doneAt === null || body !== null)).toEqual([]);
  });
});
