import { describe, expect, it } from 'vitest';
import {
  messageName,
  placeOfMessage,
  postCard,
  postUnseen,
  updateCard,
} from '#channels/slack/calls/messages.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { slackCalls } from './slack-calls.ts';

const calls = slackCalls();
const { teamId } = slackApp;
const card = sampleCards.yes;

function directly() {
  return calls.double.directChannel(calls.double.people.developer.id);
}

async function post(key: string, isRetry: boolean, more: { readonly thread?: string } = {}) {
  return postCard(await calls.workspace(), teamId, card, {
    channel: directly(),
    key,
    isRetry,
    ...more,
  });
}

describe('a card that is posted', () => {
  it('has a text, unfolds no links, and carries what it is found by', async () => {
    const sent = await post('event:1/0', false);

    const [call] = calls.double.calls('chat.postMessage').slice(-1);
    expect(call?.args).toMatchObject({
      channel: directly(),
      metadata: { event_type: 'steward_card', event_payload: { key: 'event:1/0' } },
    });
    expect(String(call?.args.text)).toContain(card.title);
    expect([call?.args.unfurl_links, call?.args.unfurl_media]).toEqual(['false', 'false']);
    expect(placeOfMessage(sent.message)).toMatchObject({ team: teamId, channel: directly() });
    expect(calls.double.complaints).toEqual([]);
  });

  it('is looked for before a second try, and posted when it is not there', async () => {
    const first = await post('event:2/0', true);
    const count = calls.double.messages(directly()).length;

    const second = await post('event:2/0', true);
    const other = await post('event:2/1', true);

    expect(second.message).toBe(first.message);
    expect(other.message).not.toBe(first.message);
    expect(calls.double.messages(directly())).toHaveLength(count + 1);
  });

  it('is not looked for at a first try', async () => {
    const before = calls.double.calls('conversations.history').length;

    await post('event:3/0', false);

    expect(calls.double.calls('conversations.history')).toHaveLength(before);
  });

  it('is looked for in its thread', async () => {
    const { message } = await post('event:4/0', false);
    const thread = placeOfMessage(message)?.ts ?? '';
    const first = await post('event:4/1', false, { thread });

    const second = await post('event:4/1', true, { thread });

    expect(second.message).toBe(first.message);
  });

  it('is posted where we may not read, and not where reading fails for now', async () => {
    const count = calls.double.messages(directly()).length;
    calls.double.fail('conversations.history', { error: 'missing_scope' }, 1);

    await post('event:5/0', true);
    calls.double.fail('conversations.history', { status: 503 }, 1);

    await expect(post('event:5/1', true)).rejects.toMatchObject({ code: 'unavailable' });
    expect(calls.double.messages(directly())).toHaveLength(count + 1);
  });

  it('is changed where it stands', async () => {
    const { message } = await post('event:6/0', false);
    const place = placeOfMessage(message) ?? { channel: '', ts: '' };

    await updateCard(await calls.workspace(), place, { ...card, title: 'No, after all' });

    const shown = calls.double.messages(directly()).find(({ ts }) => ts === place.ts);
    expect(shown?.text).toContain('No, after all');
  });

  it('is shown to one person alone, where others are', async () => {
    const { withBot } = calls.double.channels;
    const { id } = calls.double.people.legal;

    await postUnseen(await calls.workspace(), id, card, { channel: withBot });

    expect(calls.double.ephemerals().at(-1)).toMatchObject({ channel: withBot, user: id });
  });
});

describe('the name of a message', () => {
  it('says where it is', () => {
    expect(placeOfMessage(messageName('T1', 'C1', '1.2'))).toEqual({
      team: 'T1',
      channel: 'C1',
      ts: '1.2',
    });
  });

  it.each([
    'persona:1',
    'slack:',
    'slack:T1/C1',
    'slack:T1/C1/1/2',
    'slack://1',
    '',
    'slack:T1/C1/',
  ])('names no place of Slack as %j', (name) => {
    expect(placeOfMessage(name)).toBeUndefined();
  });
});
