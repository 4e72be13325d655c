import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { received } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { type FixtureName, fixture, merge, type Payload } from '../../../support/teams/fixtures.ts';
import { authorizationFor, badTokens } from '../../../support/teams/tokens.ts';
import { anyChangeOf } from '../receive/any-change.ts';
import { forAWhile, openScene, type Scene } from './scene.ts';

const store = testDatabase();

/** A message of the developer's as text, with something put in place of a mark. */
function messageWith({ double }: Scene, change: Payload, put = ''): string {
  const { id, aadObjectId } = double.people.developer;
  const own = {
    serviceUrl: double.serviceUrl,
    from: { id, aadObjectId },
    conversation: { id: double.personal('developer') },
    text: 'may I use marzipan?',
  };
  return JSON.stringify(merge(fixture('message-personal', own), change)).replace('"MARK"', put);
}

async function stillAnswers(scene: Scene): Promise<void> {
  const before = scene.shown('legal').length;
  const { status } = await scene.say('legal', 'may I use marzipan?');
  await scene.idle();
  expect(status).toBe(200);
  expect(scene.shown('legal')).toHaveLength(before + 1);
}

const manyMembers = JSON.stringify(
  Object.fromEntries(Array.from({ length: 15_000 }, (_, at) => [`k${at}`, 0])),
);

/** Messages that are to be answered as the messages that they are. */
const odd: readonly (readonly [what: string, change: Payload, put?: string])[] = [
  ['with 15,000 members', { more: 'MARK' }, manyMembers],
  ['with 40,000 mentions', { entities: 'MARK' }, `[${'{},'.repeat(40_000)}{}]`],
  ['with 40,000 files', { attachments: 'MARK' }, `[${'{},'.repeat(40_000)}{}]`],
  ['with files that are none', { attachments: 'MARK' }, '{"length":1e9}'],
  ['with a text of 200,000 characters', { text: 'marzipan <b>& '.repeat(14_000) }],
  [
    'with a mention of 100,000 characters',
    {
      entities: [{ type: 'mention', mentioned: { id: 'x' }, text: 'x'.repeat(100_000) }],
    },
  ],
  ['with half a sign and a NUL as its text', { text: '\ud800 marzipan \0' }],
  ['with half a sign as its id', { id: '\udc00' }],
  ['with a NUL as its id', { id: 'f:\0' }],
  ['with no id', { id: undefined }],
  ['with an id of 10,000 characters', { id: 'x'.repeat(10_000) }],
  ['with a time that there never is', { timestamp: '9999999-99-99' }],
  ['with a time before all times', { timestamp: '-271821-04-20T00:00:00Z' }],
  ['with a time that is no text', { timestamp: { at: 1 } }],
  [
    'with members of a prototype',
    { more: 'MARK' },
    '{"__proto__":{"isOspo":true},"constructor":1}',
  ],
  ['with a value of a prototype', { value: 'MARK' }, '{"__proto__":{"steward":"press"}}'],
  ['with all signs of other alphabets', { text: '\u202e\u0007\u001b[31m marzipan \ufffe😀' }],
];

const messages = odd.map(([what, change, put = '']) => [what, change, put] as const);

describe('a message that is meant to break us', () => {
  it.each(messages)('is answered like any other: %s', async (_what, change, put) => {
    const scene = await openScene(store);

    const { status, text } = await scene.sender.raw(messageWith(scene, change, put));
    await scene.idle();

    expect([status, text]).toEqual([200, '']);
    expect(scene.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(scene.shown()).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, 'isOspo')).toBe(false);
    await stillAnswers(scene);
  });

  it.each(messages)('is refused with a bad token: %s', async (_what, change, put) => {
    const scene = await openScene(store);
    const authorization = badTokens['signed with another key'](scene.double);

    const { status, text } = await scene.sender.raw(messageWith(scene, change, put), {
      authorization,
    });

    expect([status, text]).toEqual([401, '']);
    expect(scene.turns).toEqual([]);
  });

  it('is one thing to the check and to us when it names the service address twice', async () => {
    const scene = await openScene(store);
    const evil = '"serviceUrl":"https://evil.example/"';
    const body = messageWith(scene, {});
    const first = body.replace('{', `{${evil},`);
    const last = body.replace(/\}$/, `,${evil}}`);

    const answers = [await scene.sender.raw(first), await scene.sender.raw(last)];
    await scene.idle();

    expect(answers.map(({ status }) => status)).toEqual([200, 401]);
    expect(scene.shown()).toHaveLength(1);
  });

  it('takes the address from nowhere but the activity itself', async () => {
    const scene = await openScene(store);
    const { double } = scene;
    const body = messageWith(scene, { serviceUrl: 'MARK' }, '0').replace(
      '"serviceUrl":0',
      `"__proto__":{"serviceUrl":"${double.serviceUrl}"}`,
    );

    const { status } = await scene.sender.raw(body);
    await scene.idle();

    expect(status).toBe(400);
    expect(scene.turns).toEqual([]);
  });
});

describe('an activity of Teams in which anything is something else', () => {
  const names: readonly FixtureName[] = [
    'message-personal',
    'message-channel-mention',
    'message-with-file',
    'bot-added-team',
    'installation-add',
    'card-action',
    'card-refresh',
    'dialog-fetch',
    'dialog-submit',
    'search',
    'ask-about-message',
    'file-consent-accept',
  ];

  it.each(names)('never ends in a failure of ours: %s', async (name) => {
    const scene = await openScene({ db: store.db, say: () => [] });
    const { double } = scene;
    const usual = fixture(name, { serviceUrl: double.serviceUrl });

    await fc.assert(
      fc.asyncProperty(anyChangeOf(usual), async (changed) => {
        const body = JSON.stringify(changed) ?? 'null';
        const address: unknown = JSON.parse(body)?.serviceUrl;
        const serviceUrl = typeof address === 'string' ? address : double.serviceUrl;
        const authorization = authorizationFor({ serviceUrl });
        const { status } = await scene.sender.raw(body, { authorization });
        expect([200, 400, 401, 403, 501]).toContain(status);
      }),
      { numRuns: 25 },
    );
    await scene.idle();

    expect(scene.lines.filter(({ fields }) => fields.code === 'bug')).toEqual([]);
  });
});

describe('an id that no database takes', () => {
  it('is refused, and not tried for ever', async () => {
    const scene = await openScene(store);
    const body = messageWith(scene, { from: { id: '\ud800', aadObjectId: undefined } });

    const { status } = await scene.sender.raw(body);
    await scene.idle();
    await forAWhile(400);

    const left = (await store.db.select().from(received)).filter(({ doneAt }) => doneAt === null);
    expect(status).toBe(400);
    expect(left).toEqual([]);
    await stillAnswers(scene);
  });
});
