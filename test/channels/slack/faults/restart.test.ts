import { describe, expect, it, onTestFinished } from 'vitest';
import { received } from '#foundation/store/schema.ts';
import { fixture } from '../../../support/slack/fixtures.ts';
import { directOf, eventually, slackScenes } from './scene.ts';

const scenes = slackScenes();
const { store, open } = scenes;

/** As a process leaves it that was killed in the middle. */
async function leave(id: string, attempts = 1): Promise<void> {
  const past = new Date(Date.now() - 60_000);
  const { developer } = scenes.double.people;
  await store.db.insert(received).values({
    id: `slack:event:${id}`,
    platform: 'slack',
    holder: 'one that ended',
    body: fixture('message-im', {
      event_id: id,
      event: {
        user: developer.id,
        channel: directOf(scenes.double, 'developer'),
        text: 'may I use marzipan?',
      },
    }),
    sentAt: past,
    receivedAt: past,
    leaseUntil: past,
    attempts,
  });
}

describe('after a process was killed', () => {
  it('what it was at work on is answered by the next one', async () => {
    await leave('EvKILLED');

    const slack = await open();
    await slack.idle();

    expect(slack.turns).toMatchObject([{ content: { text: 'may I use marzipan?' } }]);
    expect(slack.shown()).toHaveLength(1);
  });

  it('it is not answered again when the answer had been posted already', async () => {
    const first = await open();
    await first.say('developer', 'may I use marzipan?');
    await first.idle();
    const before = first.shown().length;
    // The answer stands there, and only that it was done was not written down.
    const [row] = await store.db.select().from(received);
    const past = new Date(Date.now() - 1000);
    const { id } = first.double.people.developer;
    await store.db.update(received).set({
      doneAt: null,
      leaseUntil: past,
      body: fixture('message-im', {
        event: { user: id, channel: directOf(first.double, 'developer') },
      }),
    });

    const second = await open();
    await second.idle();

    expect(row?.doneAt).toBeInstanceOf(Date);
    expect(second.turns).toHaveLength(1);
    expect(first.shown()).toHaveLength(before);
  });

  it('what Slack sends again to the next one is answered once', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = await open({
      async say() {
        await promise;
        return [];
      },
    });
    onTestFinished(() => resolve());
    const { sent } = await first.say('developer', 'may I use marzipan?');

    const second = await open();
    await second.sender.again('events_api', sent, { retry: 1 });
    await second.idle();

    expect(second.turns).toEqual([]);
  });

  it('what failed at its last try is closed, and logged with its id', async () => {
    await leave('EvOFTEN', 7);
    scenes.double.fail('chat.postMessage', { status: 503 });

    const slack = await open();
    await slack.idle();

    const [row] = await store.db.select().from(received);
    expect(row).toMatchObject({ attempts: 8, body: null, doneAt: expect.any(Date) });
    expect(slack.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fields: expect.objectContaining({ id: 'slack:event:EvOFTEN', attempt: 8 }),
      }),
    );
  });

  it('what ended each process that began with it is not begun again, closed and logged', async () => {
    await leave('EvPOISON', 8);

    const slack = await open();
    await slack.idle();

    const [row] = await store.db.select().from(received);
    expect(row).toMatchObject({ body: null, doneAt: expect.any(Date) });
    expect(slack.turns).toEqual([]);
    expect(slack.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fields: { id: 'slack:event:EvPOISON', attempt: 9 },
      }),
    );
  });

  it('everything that it left is answered, and each once, by two that start at the same time', async () => {
    for (let at = 0; at < 12; at++) await leave(`Ev${at}`);

    const [one, other] = await Promise.all([open(), open()]);
    await eventually(() => one.turns.length + other.turns.length >= 12, 15_000);
    await Promise.all([one.idle(), other.idle()]);

    expect(one.turns.length + other.turns.length).toBe(12);
  });
});
