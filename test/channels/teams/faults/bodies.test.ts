import { request } from 'node:http';
import { count } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { received } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { fixture } from '../../../support/teams/fixtures.ts';
import { authorizationFor, badTokens } from '../../../support/teams/tokens.ts';
import { forAWhile, openScene, type Scene } from './scene.ts';

const store = testDatabase();
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

async function storedRows(): Promise<number> {
  const [row] = await store.db.select({ rows: count() }).from(received);
  return row?.rows ?? -1;
}

async function stillAnswers(scene: Scene): Promise<void> {
  const before = scene.shown('legal').length;
  const { status } = await scene.say('legal', 'may I use marzipan?');
  await scene.idle();
  expect(status).toBe(200);
  expect(scene.shown('legal')).toHaveLength(before + 1);
}

const activity = fixture('message-personal');
const bodies: readonly (readonly [string, string | Buffer])[] = [
  ['nothing', ''],
  ['half of an object', '{"type":"message"'],
  ['a list', '[]'],
  ['an empty object', '{}'],
  ['null', 'null'],
  ['a word', '"x"'],
  ['a number', '7'],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x7b, 0x7d])],
  ['100,000 nested lists', deep],
  [
    '100,000 nested lists in an activity',
    JSON.stringify({ ...activity, value: 'MARK' }).replace('"MARK"', deep),
  ],
  ['lists that are never closed', '['.repeat(200_000)],
  ['an activity without a type', JSON.stringify({ ...activity, type: undefined })],
  ['an activity of a type that is no word', JSON.stringify({ ...activity, type: { a: 1 } })],
  ['an activity of nobody', JSON.stringify({ ...activity, from: undefined })],
  ['an activity to nobody', JSON.stringify({ ...activity, recipient: null })],
  ['an activity from nowhere', JSON.stringify({ ...activity, conversation: [] })],
  [
    'an activity with a conversation that has no id',
    JSON.stringify({ ...activity, conversation: { id: '' } }),
  ],
  [
    'an id of two thousand characters',
    JSON.stringify({ ...activity, from: { id: 'x'.repeat(2000) } }),
  ],
  ['an id with a NUL', JSON.stringify({ ...activity, conversation: { id: 'a:\0' } })],
  ['an activity of another channel', JSON.stringify({ ...activity, channelId: 'skype' })],
  ['an address that is a number', JSON.stringify({ ...activity, serviceUrl: 7 })],
];

describe('a body that is none of Teams', () => {
  it.each(bodies)('is answered 400 with a good token: %s', async (_what, body) => {
    const scene = await openScene(store);

    const { status, text } = await scene.sender.raw(at(scene, body));

    expect([status, text]).toEqual([400, '']);
    expect(await storedRows()).toBe(0);
    expect(scene.lines.filter(({ level }) => level === 'error')).toEqual([]);
    await stillAnswers(scene);
  });

  it.each(bodies)('is refused as who sent it is, with a bad one: %s', async (_what, body) => {
    const scene = await openScene(store);
    const { double } = scene;
    const bad = [
      badTokens.none(),
      badTokens['signed with another key'](double),
      badTokens.garbage(),
    ];

    const answers = await Promise.all(
      bad.map((authorization) => scene.sender.raw(at(scene, body), { authorization })),
    );

    expect(answers.map(({ status, text }) => [status, text])).toEqual(bad.map(() => [401, '']));
  });
});

describe('a request that is not as Teams sends it', () => {
  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'is answered 405 when it is a %s',
    async (method) => {
      const scene = await openScene(store);

      const { status, headers, text } = await scene.sender.raw('{}', { method });

      expect([status, headers.allow, text]).toEqual([405, 'POST', '']);
    },
  );

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'text/json',
    '',
  ])('is answered 415 when its body says that it is “%s”', async (contentType) => {
    const scene = await openScene(store);

    const { status, text } = await scene.sender.raw(JSON.stringify(activity), { contentType });

    expect([status, text]).toEqual([415, '']);
  });

  it('is answered 404 at any other address', async () => {
    const scene = await openScene(store);

    const answers = await Promise.all(
      ['/api/messages/', '/api/messages/x', '/api', '/API/MESSAGES', '//api/messages'].map((path) =>
        fetch(`${scene.url}${path}`, { method: 'POST' }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  });

  it.each([
    ['says so', {}],
    ['does not say so', { 'content-length': undefined, 'transfer-encoding': 'chunked' }],
  ])(
    'is answered 413 when it is larger than anything that Teams sends and %s',
    async (_how, headers) => {
      const scene = await openScene(store);
      const body = JSON.stringify({ ...activity, filling: 'x'.repeat(3 * 1024 * 1024) });

      const { status, text } = await scene.sender.raw(body, { headers });

      expect([status, text]).toEqual([413, '']);
      expect(await storedRows()).toBe(0);
      await stillAnswers(scene);
    },
  );

  it('is answered 413 when it is larger by one byte, and heard when it is not', async () => {
    const scene = await openScene(store);
    const { developer } = scene.double.people;
    const own = { ...activity, serviceUrl: scene.double.serviceUrl, from: { id: developer.id } };
    const empty = Buffer.byteLength(JSON.stringify({ ...own, filling: '' }));
    const filled = (bytes: number) =>
      JSON.stringify({ ...own, filling: 'x'.repeat(bytes - empty) });

    const much = await scene.sender.raw(filled(256 * 1024 + 1));
    const most = await scene.sender.raw(filled(256 * 1024));
    await scene.idle();

    expect([much.status, most.status]).toEqual([413, 200]);
    expect(scene.turns).toHaveLength(1);
  });

  it('does no harm when its sender goes away in the middle', async () => {
    const scene = await openScene(store);

    await breakOff(scene);
    await forAWhile(100);

    expect(scene.lines.filter(({ level }) => level === 'error')).toEqual([]);
    await stillAnswers(scene);
  });
});

/** As sent by Teams where it is now. */
function at({ double }: Scene, body: string | Buffer): string | Buffer {
  const address = String(activity.serviceUrl);
  return typeof body === 'string' ? body.replace(address, double.serviceUrl) : body;
}

/** Half a body, and then the end of the connection. */
function breakOff({ url, double }: Scene): Promise<void> {
  const headers = {
    authorization: authorizationFor(double),
    'content-type': 'application/json',
    'content-length': '1000',
  };
  return new Promise((resolve) => {
    const sent = request(`${url}/api/messages`, { method: 'POST', headers });
    sent.on('error', () => resolve());
    sent.on('close', () => resolve());
    sent.write('{"type":', () => setTimeout(() => sent.destroy(), 50));
  });
}
