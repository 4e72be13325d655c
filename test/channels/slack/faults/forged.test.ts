import { describe, expect, it } from 'vitest';
import { markFeedbackRead } from '#assistant/actions.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { auditEntries, feedback, formDrafts, received } from '#foundation/store/schema.ts';
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

/** What the office holds; that somebody is known from now on is no change of it. */
async function state(): Promise<unknown> {
  const entries = await store.db.select().from(auditEntries);
  const ofOffice = entries.filter(
    ({ kind }) => !['person.created', 'account.linked'].includes(kind),
  );
  return [ofOffice, await store.db.select().from(feedback)];
}

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
  /** What each press was answered with, and how many cards came of it. */
  async function pressEach(office: OfficeInSlack, buttons: readonly Payload[]) {
    const channel = directOf(office.double, 'developer');
    const outcomes: unknown[] = [];
    for (const [at, button] of buttons.entries()) {
      const before = office.double.messages(channel).length;
      const { status } = await office.sender.press('block-actions-message', {
        ...pressedBy(office, 'developer'),
        container: { message_ts: `1.${at}`, channel_id: channel },
        ...button,
      });
      await office.settled();
      outcomes.push([status, office.double.messages(channel).length - before]);
    }
    return outcomes;
  }

  it('is answered kindly, whatever its value is', async () => {
    const office = await openOffice();
    const before = await state();
    const values = [
      '',
      'marzipan',
      '{"marzipan":1}',
      'null',
      '{"name":"everything.delete@1","payload":{}}',
      '{"name":"feedback.read@99","payload":{"id":"1"}}',
      '{"name":"feedback.read@1","payload":{"name":"marzipan"}}',
      '{"name":"feedback.read@1","payload":{"id":"1 or 1=1"}}',
      '{"name":"__proto__","payload":{}}',
      '{"name":"constructor","payload":{"id":"x"}}',
      `${'['.repeat(900)}${']'.repeat(900)}`,
    ];

    const outcomes = await pressEach(office, values.map(buttonWith));

    expect(outcomes).toEqual(values.map(() => [200, 1]));
    expect(await state()).toEqual(before);
    expect(office.errors()).toEqual([]);
  });

  it('is answered kindly when it opens details that there are not', async () => {
    const office = await openOffice();
    const ids = ['more:0', 'more:-1', 'more:NaN', 'more:1e9', 'more:', 'more:__proto__'];

    const outcomes = await pressEach(
      office,
      ids.map((action_id) => ({
        actions: [{ type: 'button', action_id, block_id: 'b', action_ts: '1.1' }],
      })),
    );

    expect(outcomes).toEqual(ids.map(() => [200, 1]));
    expect(office.errors()).toEqual([]);
  });
});

describe('a form that was never opened', () => {
  it('says so and changes nothing, whatever its modal carries', async () => {
    const office = await openOffice();
    const before = await state();
    const { id } = office.double.people.developer;
    const callback_id = 'feedback';
    const views: readonly Payload[] = [
      {},
      { callback_id: 'everything', private_metadata: metadata('x') },
      { callback_id, private_metadata: metadata('x') },
      { callback_id, private_metadata: 'marzipan' },
      { callback_id, private_metadata: '[1]' },
      { callback_id, private_metadata: metadata('x', 99) },
      { callback_id, private_metadata: metadata('x', -1) },
      {
        callback_id,
        private_metadata: metadata('x'),
        state: JSON.parse('{"values":{"__proto__":{"answer":{"value":"marzipan"}}}}'),
      },
    ];

    const outcomes: unknown[] = [];
    for (const view of views) {
      const { status, body } = await office.sender.submit({ user: { id }, view });
      outcomes.push([status, body.includes('was sent already')]);
    }
    await office.settled();

    expect(outcomes).toEqual(views.map(() => [200, true]));
    expect(await state()).toEqual(before);
    expect(await store.db.select().from(formDrafts)).toEqual([]);
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
    expect(await store.db.select().from(formDrafts)).toHaveLength(1);
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
