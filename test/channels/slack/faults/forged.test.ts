import { describe, expect, it } from 'vitest';
import { markFeedbackRead } from '#assistant/actions.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { auditEntries, feedback, openForms, received } from '#foundation/store/schema.ts';
import { giveFeedback } from '#office/questions/feedback.ts';
import { isRecord, type Payload } from '../../../support/slack/fixtures.ts';
import { type OfficeInSlack, startOfficeInSlack } from '../../../support/slack/office-in-slack.ts';
import { collectingLog, directOf, secretsIn, slackScenes } from './scene.ts';

const scenes = slackScenes();
const { store } = scenes;

async function openOffice(): Promise<
  OfficeInSlack & { readonly errors: () => readonly unknown[] }
> {
  const { log, lines } = collectingLog();
  const office = await startOfficeInSlack(store.database, { double: scenes.double, log });
  return {
    ...office,
    errors: () => [...lines.filter(({ level }) => level === 'error'), ...secretsIn(lines)],
  };
}

async function giveNote(): Promise<string> {
  const note = {
    about: { title: 'Yes', subject: 'marzipan', policy: '2026.1' },
    reason: 'wrong',
  } as const;
  const given = await giveFeedback(store.db, note, systemClock);
  if (given.kind !== 'given') throw new Error(given.kind);
  return given.id;
}

function buttonWith(value: string): Payload {
  return {
    actions: [{ type: 'button', action_id: 'press:0', block_id: 'b', value, action_ts: '1.1' }],
  };
}

/** Where somebody presses a button in their direct conversation, on a message that Steward never sent. */
function pressedBy(office: OfficeInSlack, who: 'developer' | 'ospo'): Payload {
  const { id } = office.double.people[who];
  const channel = directOf(office.double, who);
  return {
    user: { id },
    channel: { id: channel },
    container: { message_ts: '1.1', channel_id: channel },
  };
}

const state = () =>
  Promise.all([store.db.select().from(feedback), store.db.select().from(auditEntries)]);

describe('a button of somebody else’s', () => {
  it('is kindly refused, and changes nothing, when its value was copied from the OSPO’s card', async () => {
    const office = await openOffice();
    const id = await giveNote();
    const value = JSON.stringify(markFeedbackRead.with({ id }));
    const before = await state();

    const { status } = await office.sender.press('block-actions-message', {
      ...pressedBy(office, 'developer'),
      ...buttonWith(value),
    });
    await office.settled();

    expect(status).toBe(200);
    expect(office.double.lastMessage(directOf(office.double, 'developer'))?.text).toMatch(
      /^That is for the OSPO/,
    );
    expect(await state()).toEqual(before);
    expect(office.errors()).toEqual([]);
  });

  it('does what it says for the OSPO', async () => {
    const office = await openOffice();
    const id = await giveNote();
    const value = JSON.stringify(markFeedbackRead.with({ id }));

    await office.sender.press('block-actions-message', {
      ...pressedBy(office, 'ospo'),
      ...buttonWith(value),
    });
    await office.settled();

    const [note] = await store.db.select().from(feedback);
    expect(note).toMatchObject({ id, handledAt: expect.any(Date) });
  });
});

describe('a button that we never drew', () => {
  it.each([
    ['is empty', ''],
    ['is no JSON', 'marzipan'],
    ['is JSON and no action', '{"marzipan":1}'],
    ['is null', 'null'],
    ['is an action that there is not', '{"name":"everything.delete@1","payload":{}}'],
    ['has a version that there is not', '{"name":"feedback.read@99","payload":{"id":"1"}}'],
    ['has the payload of another', '{"name":"feedback.read@1","payload":{"name":"marzipan"}}'],
    ['has an id that is none', '{"name":"feedback.read@1","payload":{"id":"1 or 1=1"}}'],
    ['names a prototype', '{"name":"__proto__","payload":{}}'],
    ['names a constructor', '{"name":"constructor","payload":{"id":"x"}}'],
    ['is deep', `${'['.repeat(900)}${']'.repeat(900)}`],
  ])('is answered kindly when its value %s', async (_how, value) => {
    const office = await openOffice();
    const before = await state();
    const shown = office.double.messages(directOf(office.double, 'developer')).length;

    const { status } = await office.sender.press('block-actions-message', {
      ...pressedBy(office, 'developer'),
      ...buttonWith(value),
    });
    await office.settled();

    expect(status).toBe(200);
    expect(office.double.messages(directOf(office.double, 'developer'))).toHaveLength(shown + 1);
    expect(await state()).toEqual(before);
    expect(office.errors()).toEqual([]);
  });

  it.each(['more:0', 'more:-1', 'more:NaN', 'more:1e9', 'more:', 'more:__proto__'])(
    'is answered kindly when it opens details that there are not: %s',
    async (action_id) => {
      const office = await openOffice();
      const shown = office.double.messages(directOf(office.double, 'developer')).length;

      const { status } = await office.sender.press('block-actions-message', {
        ...pressedBy(office, 'developer'),
        actions: [{ type: 'button', action_id, block_id: 'b', action_ts: '1.1' }],
      });
      await office.settled();

      expect(status).toBe(200);
      expect(office.double.messages(directOf(office.double, 'developer'))).toHaveLength(shown + 1);
      expect(office.errors()).toEqual([]);
    },
  );
});

describe('a form that was never opened', () => {
  it.each<[string, Payload]>([
    ['of no form', {}],
    ['of a form that there is not', { callback_id: 'everything', private_metadata: metadata('x') }],
    [
      'of a form that this person has not open',
      { callback_id: 'feedback', private_metadata: metadata('x') },
    ],
    ['with metadata that are no JSON', { callback_id: 'feedback', private_metadata: 'marzipan' }],
    ['with metadata of something else', { callback_id: 'feedback', private_metadata: '[1]' }],
    [
      'with a page that there is not',
      { callback_id: 'feedback', private_metadata: metadata('x', 99) },
    ],
    [
      'with a page below the first',
      { callback_id: 'feedback', private_metadata: metadata('x', -1) },
    ],
    [
      'with the values of a prototype',
      {
        callback_id: 'feedback',
        private_metadata: metadata('x'),
        state: JSON.parse('{"values":{"__proto__":{"answer":{"value":"marzipan"}}}}'),
      },
    ],
  ])('says so and changes nothing: %s', async (_how, view) => {
    const office = await openOffice();
    const before = await state();
    const { id } = office.double.people.developer;

    const { status, body } = await office.sender.submit({ user: { id }, view });
    await office.settled();

    expect(status).toBe(200);
    expect(body).toContain('was sent already');
    expect(await state()).toEqual(before);
    expect(await store.db.select().from(openForms)).toEqual([]);
    expect(await store.db.select().from(received)).toEqual([]);
    expect(office.errors()).toEqual([]);
  });

  it('gives no choices and turns no pages', async () => {
    const office = await openOffice();
    const { id } = office.double.people.developer;
    const views = office.double.views().length;

    const options = await office.sender.options({ user: { id } });
    const page = await office.sender.press('block-actions-modal', { user: { id } });
    await office.settled();

    expect(JSON.parse(options.body)).toEqual({ options: [] });
    expect(page.status).toBe(200);
    expect(office.double.views()).toHaveLength(views);
    expect(office.errors()).toEqual([]);
  });
});

describe('a form of somebody else’s', () => {
  it('cannot be sent by copying what its modal carries', async () => {
    const office = await openOffice();
    await office.say('developer', 'may I use MIT code?');
    await office.settled();
    await office.press('developer', 'Not helpful');
    await office.settled();
    const modal = office.modal();
    const { id } = office.double.people.legal;
    const view = { ...(isRecord(modal?.view) ? modal.view : {}), id: modal?.id };

    const { body } = await office.sender.submit({ user: { id }, view });
    await office.settled();

    expect(modal?.view.blocks.length).toBeGreaterThan(0);
    expect(body).toContain('was sent already');
    expect(await store.db.select().from(feedback)).toEqual([]);
    expect(await store.db.select().from(openForms)).toHaveLength(1);
  });

  it('is checked on the server, whatever its modal says may be chosen', async () => {
    const office = await openOffice();
    await office.say('developer', 'may I use MIT code?');
    await office.settled();
    await office.press('developer', 'Not helpful');
    await office.settled();
    const modal = office.modal();
    const { id } = office.double.people.developer;
    const chosen = { text: { type: 'plain_text', text: 'x' }, value: 'marzipan' };
    const values = { reason: { answer: { type: 'radio_buttons', selected_option: chosen } } };
    const view = { ...(isRecord(modal?.view) ? modal.view : {}), id: modal?.id, state: { values } };

    const { body } = await office.sender.submit({ user: { id }, view });
    await office.settled();

    expect(JSON.parse(body)).toMatchObject({ response_action: 'errors' });
    expect(await store.db.select().from(feedback)).toEqual([]);
    expect(office.errors()).toEqual([]);
  });
});

function metadata(context: string, page = 0): string {
  return JSON.stringify({ context, page });
}
