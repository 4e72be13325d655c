import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { teamsUses } from '#channels/teams/manifest.ts';
import { received } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { databaseSwitch } from '../../../support/switchable.ts';
import { cardType } from '../../../support/teams/card-checker.ts';
import type { ShownMessage } from '../../../support/teams/double/shown.ts';
import {
  fixture,
  type InvokeFixture,
  isRecord,
  type Payload,
} from '../../../support/teams/fixtures.ts';
import type { Exchange } from '../../../support/teams/sender.ts';
import { buttonsOf, wordsOf } from '../../../support/teams/words.ts';
import { contractCard, decided } from '../../contract/script.ts';
import { anyChangeOf } from '../receive/any-change.ts';
import { openOffice } from './office.ts';
import { eventually, openScene, type Scene, saying } from './scene.ts';

const store = testDatabase();
const database = databaseSwitch(store);
const card = saying(contractCard);

const fixtures: readonly InvokeFixture[] = [
  'card-action',
  'card-refresh',
  'dialog-fetch',
  'dialog-submit',
  'search',
  'ask-about-message',
  'ask-about-message-submit',
  'file-consent-accept',
  'file-consent-decline',
];

/** Sends something whose `value` is this, as JSON has it: nothing, where JSON has nothing. */
function sendValue({ sender, double }: Scene, name: InvokeFixture, value: unknown) {
  const { id } = double.people.developer;
  // Another one each time: the same once more would not be dealt with.
  const own = {
    serviceUrl: double.serviceUrl,
    from: { id },
    id: `f:${randomUUID()}`,
    value: undefined,
  };
  return sender.raw(JSON.stringify({ ...fixture(name, own), value }));
}

/** What Teams shows of an answer as bare words; it takes empty ones for a failure. */
function wordsToShow(body: unknown): readonly string[] {
  if (!isRecord(body)) return [];
  const { value, task, composeExtension } = body;
  const shown = [
    value,
    isRecord(task) && task.type === 'message' ? task.value : undefined,
    isRecord(composeExtension) ? composeExtension.text : undefined,
  ];
  return shown.filter((words) => typeof words === 'string').map((words) => words.trim());
}

/** A question that is asked and answered; the answer. */
async function ask(scene: Scene): Promise<ShownMessage> {
  await scene.say('developer', 'may I use marzipan?');
  await scene.idle();
  return scene.shown()[0] ?? expect.fail();
}

function valueIn({ body }: Exchange): unknown {
  return isRecord(body) ? body.value : undefined;
}

function pressing(action: string): { readonly value: Payload } {
  return { value: { action: { data: { steward: 'press', action } }, trigger: 'manual' } };
}

describe('an invoke', () => {
  it.each(fixtures)('of any value at all never ends in a failure of ours: %s', async (name) => {
    const scene = await openScene({ db: store.db, say: () => [] });

    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
        const { status, body } = await sendValue(scene, name, value);
        expect([200, 501]).toContain(status);
        expect(wordsToShow(body)).not.toContain('');
      }),
      { numRuns: 20 },
    );
    await scene.idle();

    expect(scene.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each(fixtures)(
    'of a good value in which anything is something else does neither: %s',
    async (name) => {
      const scene = await openScene({ db: store.db, say: () => [] });

      await fc.assert(
        fc.asyncProperty(anyChangeOf(fixture(name).value), async (value) => {
          const { status, body } = await sendValue(scene, name, value);
          expect([200, 501]).toContain(status);
          expect(wordsToShow(body)).not.toContain('');
        }),
        { numRuns: 40 },
      );
      await scene.idle();

      expect(scene.lines.filter(({ fields }) => fields.code === 'bug')).toEqual([]);
    },
  );

  it('of each name that we ask Teams for is among those', () => {
    const names = new Set(fixtures.map((name) => fixture(name).name));

    expect([...names].toSorted()).toEqual([...teamsUses.invokes].toSorted());
  });

  it.each([
    'composeExtension/queryLink',
    'signin/verifyState',
    'tab/fetch',
    'constructor',
    '__proto__',
    '',
    undefined,
  ])('of a name that is none of ours is answered 501, and nothing is done: %s', async (name) => {
    const scene = await openScene(store);

    const { status, text } = await scene.sender.invoke('card-action', { name });
    await scene.idle();

    expect([status, text]).toEqual([501, '']);
    expect(scene.turns).toEqual([]);
    expect(await store.db.select().from(received)).toEqual([]);
  });
});

describe('a card that Teams asks for anew', () => {
  it('comes as it stands by then', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });
    const message = await ask(scene);
    await scene.teams.channel.change(`teams:${message.conversation}/${message.id}`, decided);

    const { status, body } = await scene.sender.invoke('card-refresh', { replyToId: message.id });

    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 200, type: cardType });
    const shown = isRecord(body) ? body.value : undefined;
    expect(wordsOf(shown)).toContain('Decided by Lee');
    expect(buttonsOf(shown)).toEqual([]);
    expect(scene.turns).toHaveLength(1);
  });

  it.each([
    ['which is not ours', { replyToId: '17' }],
    ['which has no name', { replyToId: undefined }],
    ['of another conversation', { conversation: { id: 'a:of-another' } }],
  ])('stays as it is where we keep none: one %s', async (_which, changes) => {
    const scene = await openScene({ db: store.db, say: () => [card] });
    const { id } = await ask(scene);

    const { status, body } = await scene.sender.invoke('card-refresh', {
      replyToId: id,
      ...changes,
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      statusCode: 404,
      type: 'application/vnd.microsoft.error',
      value: { code: expect.stringMatching(/\w/), message: expect.stringMatching(/\w/) },
    });
  });
});

describe('a press on a card', () => {
  it('that changes it is answered with the card as it stands then, to all who look', async () => {
    const scene = await openScene({
      db: store.db,
      say: ({ content }) =>
        content.kind === 'action'
          ? [{ kind: 'edit', card: content.card ?? '', edit: decided }]
          : [card],
    });
    await ask(scene);

    const pressed = await scene.press('developer', 'Why');
    await scene.idle();

    const [message] = scene.shown();
    expect(pressed.body).toMatchObject({ statusCode: 200, type: cardType });
    expect(wordsOf(valueIn(pressed))).toContain('Decided by Lee');
    expect(wordsOf(scene.shownTo('legal', message ?? expect.fail()))).toContain('Decided by Lee');
    expect(message?.edited).toBe(true);
    expect(scene.shown()).toHaveLength(1);
  });

  it('by a client that knows no other way is heard as any press', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });
    await scene.sayInGroup('developer', 'may I use marzipan?');
    await scene.idle();
    const [message] = scene.shown(scene.double.groupChat);

    const { status, text } = await scene.pressFallback('developer', 'Why', message);
    await scene.idle();
    await scene.press('legal', 'Why', message);
    await scene.idle();

    const [, fallback, press] = scene.turns.map(({ content }) => content);
    expect([status, text]).toEqual([200, '']);
    expect(fallback).toMatchObject({
      kind: 'action',
      card: `teams:${message?.conversation}/${message?.id}`,
    });
    expect(fallback).toEqual(press);
  });

  it('in both ways at once counts once', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });
    const message = await ask(scene);

    await Promise.all([
      scene.press('developer', 'Why', message),
      scene.pressFallback('developer', 'Why', message),
    ]);
    await scene.idle();

    expect(scene.turns).toHaveLength(2);
    expect(scene.shown()).toHaveLength(2);
  });

  it.each([
    ['that nobody knows any more', '{"name":"left.behind@0","payload":{"of":"marzipan"}}'],
    ['of another version', '{"name":"help.show@99","payload":{}}'],
    ['that is no JSON', 'marzipan'],
    ['that is nothing', ''],
  ])('for an action %s is answered kindly', async (_which, action) => {
    const office = await openOffice(store.database);
    await office.say('developer', 'may I use MIT code?');
    await office.settled();
    const [message] = office.shown();

    const pressed = await office.sender.invoke(
      'card-action',
      { replyToId: message?.id },
      pressing(action),
    );
    await office.settled();

    expect(pressed.body).toMatchObject({ statusCode: 200, type: cardType });
    expect(office.shown()).toHaveLength(2);
    expect(wordsOf(office.shownTo('developer', office.shown()[1] ?? expect.fail()))).toContain(
      'out of date',
    );
    expect(office.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('that opens a form which nobody knows any more is answered in words', async () => {
    const office = await openOffice(store.database);
    await office.say('developer', 'may I use MIT code?');
    await office.settled();
    const data = { steward: 'press', action: '{"name":"left.behind@0","payload":{}}' };

    const { status, body } = await office.sender.invoke('dialog-fetch', {}, { value: { data } });
    await office.settled();

    expect(status).toBe(200);
    expect(body).toMatchObject({
      task: { type: 'message', value: expect.stringMatching(/\w/) },
    });
    expect(office.shown()).toHaveLength(2);
  });
});

describe.each([
  ['hangs', () => database.hang()],
  ['is away', () => database.goAway()],
] as const)('a file that somebody allows while the database %s', (_how, takeAway) => {
  it('is acknowledged, and put there when it is back', async () => {
    const scene = await openScene({
      db: store.db,
      say: () => [{ kind: 'document', title: 'A license', text: 'All of it.', source: 'SPDX' }],
    });
    await scene.say('developer', 'the text of marzipan, please');
    await scene.idle();
    takeAway();

    const { status, ms } = await scene.answerConsent('developer', 'accept');
    database.comeBack();
    await eventually(() => scene.double.uploads[0]?.bytes !== undefined);
    await scene.idle();

    expect(status).toBe(200);
    expect(ms).toBeLessThan(2500);
    expect(scene.double.uploads).toHaveLength(1);
  });
});
