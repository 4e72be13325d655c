import { count } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { received } from '#foundation/store/schema.ts';
import { fixture } from '../../../support/slack/fixtures.ts';
import type { RawRequest } from '../../../support/slack/http-delivery.ts';
import { directOf, type Scene, slackScenes, typedWord } from './scene.ts';

const { store, open } = slackScenes();

const now = () => Math.floor(Date.now() / 1000);
const event = JSON.stringify(fixture('message-im', { event: { text: `use ${typedWord}?` } }));

async function storedRows(): Promise<number> {
  const [row] = await store.db.select({ rows: count() }).from(received);
  return row?.rows ?? -1;
}

async function sendAndRest(slack: Scene, sent: Partial<RawRequest>) {
  const answer = await slack.http.raw({ body: event, ...sent });
  await slack.idle();
  return answer;
}

describe('a request that does not prove to be from Slack', () => {
  const cases: readonly [string, Partial<RawRequest>][] = [
    ['is signed with another secret', { secret: 'somebody guessed' }],
    ['is 301 seconds old', { timestamp: now() - 301 }],
    ['is from the future', { timestamp: now() + 320 }],
    ['is from next year', { timestamp: now() + 366 * 24 * 3600 }],
    ['has no signature', { headers: { 'x-slack-signature': undefined } }],
    ['has no timestamp', { headers: { 'x-slack-request-timestamp': undefined } }],
    [
      'has no headers of Slack',
      {
        headers: { 'x-slack-signature': undefined, 'x-slack-request-timestamp': undefined },
      },
    ],
    ['has an empty signature', { headers: { 'x-slack-signature': '' } }],
    ['has a signature of another length', { headers: { 'x-slack-signature': 'v0=ab' } }],
    [
      'has a signature of another version',
      { headers: { 'x-slack-signature': `v1=${'0'.repeat(64)}` } },
    ],
    ['has a signature of no ASCII', { headers: { 'x-slack-signature': `v0=${'é'.repeat(64)}` } }],
    ['has a timestamp that is no number', { headers: { 'x-slack-request-timestamp': 'today' } }],
    ['has an endless timestamp', { headers: { 'x-slack-request-timestamp': 'Infinity' } }],
    ['has an empty timestamp', { headers: { 'x-slack-request-timestamp': '' } }],
    ['has a negative timestamp', { headers: { 'x-slack-request-timestamp': '-1' } }],
    [
      'has another body than was signed',
      {
        body: event.replace(typedWord, 'almonds'),
        headers: { 'x-slack-signature': `v0=${'a'.repeat(64)}` },
      },
    ],
  ];

  it.each(cases)('is refused and leaves no trace when it %s', async (_how, sent) => {
    const slack = await open();

    const { status, body } = await sendAndRest(slack, sent);

    expect(status).toBe(401);
    expect(body).toBe('');
    expect(await storedRows()).toBe(0);
    expect(slack.turns).toEqual([]);
    expect(slack.shown()).toEqual([]);
  });

  it('is taken when it is 290 seconds old, or a little ahead of our clock', async () => {
    const slack = await open();
    const newEvent = (id: string) =>
      JSON.stringify(
        fixture('message-im', {
          event_id: id,
          event: {
            channel: directOf(slack.double, 'developer'),
            user: slack.double.people.developer.id,
          },
        }),
      );

    const old = await slack.http.raw({ body: newEvent('Ev1'), timestamp: now() - 290 });
    const ahead = await slack.http.raw({ body: newEvent('Ev2'), timestamp: now() + 200 });
    await slack.idle();

    expect([old.status, ahead.status]).toEqual([200, 200]);
    expect(slack.shown()).toHaveLength(2);
  });
});

describe('a request that is not as Slack sends it', () => {
  it('is answered 404 at other addresses and by other methods', async () => {
    const slack = await open();
    const { url } = slack;

    const answers = await Promise.all([
      slack.http.raw({ body: event, url: `${url}/slack/other` }),
      slack.http.raw({ body: event, url: `${url}/slack/events/more` }),
      slack.http.raw({ body: event, url: `${url}/slack/` }),
      ...['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'].map((method) =>
        fetch(`${url}/slack/events`, { method }),
      ),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await storedRows()).toBe(0);
  });

  it.each([
    ['is no JSON', { body: `{"event": ${typedWord}` }],
    ['is empty', { body: '' }],
    [
      'is half a form',
      { body: 'payload=%7B%22', contentType: 'application/x-www-form-urlencoded' },
    ],
    ['is null', { body: ' null' }],
    [
      'has a payload that is null',
      { body: 'payload=+%6Eull', contentType: 'application/x-www-form-urlencoded' },
    ],
  ])('is answered 400 when its body %s', async (_how, sent) => {
    const slack = await open();

    const { status } = await sendAndRest(slack, sent);

    expect(status).toBe(400);
    expect(await storedRows()).toBe(0);
  });

  it.each(['1', '"words"', '[]', '[[]]', 'true', '{}'])(
    'is acknowledged and forgotten when its body is only %s',
    async (body) => {
      const slack = await open();

      const { status } = await sendAndRest(slack, { body });

      expect(status).toBe(200);
      expect(await storedRows()).toBe(0);
    },
  );

  it('is answered 413 when it is larger than anything that Slack sends', async () => {
    const slack = await open();
    const body = JSON.stringify({ ...fixture('message-im'), filling: 'x'.repeat(1024 * 1024) });

    const { status } = await sendAndRest(slack, { body });

    expect(status).toBe(413);
    expect(await storedRows()).toBe(0);
  });

  it('is refused when it says a smaller length than it has', async () => {
    const slack = await open();

    const { status } = await sendAndRest(slack, { headers: { 'content-length': '10' } });
    const after = await slack.say('developer', 'still there?');

    expect(status).toBe(400);
    expect(after.status).toBe(200);
  });
});

describe('the check of the address', () => {
  it('answers what Slack asks', async () => {
    const slack = await open();

    const { status, body } = await slack.http.raw({
      body: JSON.stringify(fixture('url-verification')),
    });

    expect(status).toBe(200);
    expect(body).toContain(String(fixture('url-verification').challenge));
  });

  it('lets nothing else through that calls itself a check of the connection', async () => {
    const slack = await open();
    const form = new URLSearchParams({ ssl_check: '1', payload: event });

    const { status } = await slack.http.raw({
      body: form.toString(),
      contentType: 'application/x-www-form-urlencoded',
      secret: 'somebody guessed',
    });
    await slack.idle();

    expect(status).toBe(200);
    expect(await storedRows()).toBe(0);
    expect(slack.turns).toEqual([]);
  });
});

describe('beside Socket Mode', () => {
  it('nothing can be sent to us over HTTP, whatever it is signed with', async () => {
    const slack = await open({ transport: 'socket' });

    const answers = await Promise.all(
      ['unused', '', 'undefined'].map((secret) => slack.http.raw({ body: event, secret })),
    );
    await slack.idle();

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(slack.turns).toEqual([]);
  });
});
