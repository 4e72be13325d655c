import { describe, expect, it } from 'vitest';
import { received } from '#foundation/store/schema.ts';
import { fixture, type Payload } from '../../../support/slack/fixtures.ts';
import { startOfficeInSlack } from '../../../support/slack/office-in-slack.ts';
import { directOf, forAWhile, type Scene, slackScenes } from './scene.ts';

const scenes = slackScenes();
const { store, open } = scenes;
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const moderatelyDeep = `${'['.repeat(3000)}${']'.repeat(3000)}`;

/** A direct message as text, with something put in place of a mark. */
function messageWith(slack: Scene, change: Payload, put: string): string {
  const { id } = slack.double.people.developer;
  const channel = directOf(slack.double, 'developer');
  const message = fixture(
    'message-im',
    { event: { user: id, channel, text: 'marzipan?' } },
    change,
  );
  return JSON.stringify(message).replace('"MARK"', put);
}

async function stillAnswers(slack: Scene): Promise<void> {
  const before = slack.shown('legal').length;
  const { status, ms } = await slack.say('legal', 'may I use marzipan?');
  await slack.idle();
  expect(status).toBe(200);
  expect(ms).toBeLessThan(1000);
  expect(slack.shown('legal')).toHaveLength(before + 1);
}

describe('a body that is meant to break us', () => {
  it('of 100,000 nested lists is acknowledged and forgotten', async () => {
    const slack = await open();

    const { status, ms } = await slack.http.raw({ body: deep });
    await slack.idle();

    expect(status).toBe(200);
    expect(ms).toBeLessThan(1000);
    expect(await store.db.select().from(received)).toEqual([]);
    await stillAnswers(slack);
  });

  it.each([
    ['beside what is read', { more: 'MARK' }],
    ['as the text', { event: { text: 'MARK' } }],
    ['in the blocks', { event: { blocks: 'MARK' } }],
    ['as the files', { event: { files: 'MARK' } }],
    ['as who is meant', { authorizations: 'MARK' }],
  ])(
    'of 100,000 nested lists in a good message is acknowledged once and never tried for ever: %s',
    async (_where, change) => {
      const slack = await open();

      const { status, ms } = await slack.http.raw({ body: messageWith(slack, change, deep) });
      await slack.idle();
      await forAWhile();

      expect(status).toBe(200);
      expect(ms).toBeLessThan(1000);
      expect(slack.lines.filter(({ level }) => level === 'error')).toEqual([]);
      const left = (await store.db.select().from(received)).filter(({ doneAt }) => doneAt === null);
      expect(left).toEqual([]);
      await stillAnswers(slack);
    },
  );

  it('of 3,000 nested lists, which a database takes badly, does no harm either', async () => {
    const slack = await open();

    const body = messageWith(slack, { more: 'MARK' }, moderatelyDeep);
    const { status } = await slack.http.raw({ body });
    await slack.idle();

    expect(status).toBe(200);
    await stillAnswers(slack);
  });

  it('of 100,000 nested lists as the state of a form is acknowledged', async () => {
    const slack = await open();
    const payload = JSON.stringify(
      fixture('view-submission', { view: { state: { values: 'MARK' } } }),
    ).replace('"MARK"', deep);

    const { status } = await slack.http.raw({
      body: new URLSearchParams({ payload }).toString(),
      contentType: 'application/x-www-form-urlencoded',
    });
    await slack.idle();

    expect(status).toBe(200);
    await stillAnswers(slack);
  });

  it('of 80,000 members is answered as the message that it is', async () => {
    const slack = await open();
    const many = Object.fromEntries(Array.from({ length: 80_000 }, (_, at) => [`k${at}`, 0]));

    const { status, ms } = await slack.http.raw({
      body: messageWith(slack, { more: 'MARK' }, JSON.stringify(many)),
    });
    await slack.idle();

    expect(status).toBe(200);
    expect(ms).toBeLessThan(1500);
    expect(slack.shown()).toHaveLength(1);
  });

  it('of 80,000 fields of a form is acknowledged', async () => {
    const slack = await open();
    const body = Array.from({ length: 80_000 }, (_, at) => `k${at}=1`).join('&');

    const { status, ms } = await slack.http.raw({
      body,
      contentType: 'application/x-www-form-urlencoded',
    });

    expect(status).toBe(200);
    expect(ms).toBeLessThan(1500);
    await stillAnswers(slack);
  });

  it('of half a megabyte of words is answered by the whole of Steward', async () => {
    const slack = await startOfficeInSlack(store.database, { double: scenes.double });
    const channel = directOf(slack.double, 'developer');
    const before = slack.double.messages(channel).length;
    const began = performance.now();

    const { status, ms } = await slack.say('developer', 'marzipan <b>& '.repeat(20_000), {
      blocks: [],
    });
    await slack.idle();

    expect(status).toBe(200);
    expect(ms).toBeLessThan(1500);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(slack.double.messages(channel)).toHaveLength(before + 1);
  });

  it('with members of a prototype changes none', async () => {
    const slack = await open();
    const body = messageWith(
      slack,
      { event: { more: 'MARK' } },
      '{"__proto__":{"isOspo":true}}',
    ).replace('"type":"event_callback"', '"type":"event_callback","__proto__":{"team_id":"T2"}');

    const { status } = await slack.http.raw({ body });
    await slack.idle();

    expect(status).toBe(200);
    expect(slack.shown()).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, 'isOspo')).toBe(false);
    expect(slack.turns[0]?.thread).toContain('T000000001');
  });

  it.each([
    ['an id that no database takes', { event_id: 'Ev\0' }],
    ['a time that there never is', { event_time: Number.MAX_SAFE_INTEGER }],
    ['a time before all times', { event_time: -1 }],
    ['half a sign as its text', { event: { text: '\ud800 marzipan \0' } }],
    ['half a sign in its id', { event_id: 'Ev\ud800' }],
  ])('with %s is acknowledged, and not tried for ever', async (_what, change) => {
    const slack = await open();

    const { status, ms } = await slack.http.raw({ body: messageWith(slack, change, '') });
    await slack.idle();
    await forAWhile();

    expect(status).toBe(200);
    expect(ms).toBeLessThan(1000);
    expect(slack.lines.filter(({ level }) => level === 'error')).toEqual([]);
    await stillAnswers(slack);
  });
});
