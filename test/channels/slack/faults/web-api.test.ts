import { describe, expect, it } from 'vitest';
import { accounts } from '#foundation/store/schema.ts';
import { directOf, eventually, forAWhile, impatient, slackScenes } from './scene.ts';

const { store, open } = slackScenes();
const post = 'chat.postMessage';

describe('an answer that Slack does not take at first', () => {
  it('is posted once, after the time that Slack asks for', async () => {
    const slack = await open();
    slack.double.fail(post, { status: 429, retryAfter: 1 }, 1);

    await slack.say('developer', 'may I use marzipan?');
    await eventually(() => slack.shown().length > 0);
    await slack.idle();
    await forAWhile();

    const [first, second, ...more] = slack.double.calls(post).slice(-2);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
    expect(more).toEqual([]);
    expect(slack.shown()).toHaveLength(1);
  });

  it.each([
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['429 without a time', { status: 429 }],
    ['an error that passes', { error: 'internal_error' }],
    ['the end of the connection', 'drop' as const],
  ])('is posted once, on the next try, after %s', async (_what, fault) => {
    const slack = await open();
    slack.double.fail(post, fault, 1);

    await slack.say('developer', 'may I use marzipan?');
    await eventually(() => slack.shown().length > 0);
    await slack.idle();
    await forAWhile();

    expect(slack.shown()).toHaveLength(1);
  });

  it('is not posted again when the first try arrived and only its answer was lost', async () => {
    const slack = await open();
    slack.double.fail(post, 'lost', 1);

    await slack.say('developer', 'may I use marzipan?');
    await eventually(() => slack.lines.some(({ message }) => message.startsWith('taking up')));
    await slack.idle();
    await forAWhile();

    expect(slack.shown()).toHaveLength(1);
    expect(slack.double.calls('conversations.history').at(-1)?.args).toMatchObject({
      channel: directOf(slack.double, 'developer'),
    });
  });

  it('is not posted again in a thread either', async () => {
    const slack = await open();
    slack.double.fail(post, 'lost', 1);

    await slack.say('developer', 'may I use marzipan?', { thread_ts: '1.1' });
    await eventually(() => slack.lines.some(({ message }) => message.startsWith('taking up')));
    await slack.idle();
    await forAWhile();

    expect(slack.shown()).toHaveLength(1);
  });

  it('is given up after a call that never ends, and posted once on the next try', async () => {
    const slack = await open({ waits: { ...impatient, call: 300 } });
    slack.double.fail(post, 'hang', 1);

    await slack.say('developer', 'may I use marzipan?');
    await eventually(() => slack.shown().length > 0);
    await slack.idle();
    await forAWhile();

    expect(slack.shown()).toHaveLength(1);
  });

  it('is posted once when looking for the first try fails too', async () => {
    const slack = await open();
    slack.double.fail(post, 'lost', 1);
    slack.double.fail('conversations.history', { status: 500 }, 2);

    await slack.say('developer', 'may I use marzipan?');
    await eventually(() => slack.double.calls('conversations.history').length >= 3);
    await slack.idle();
    await forAWhile();

    expect(slack.shown()).toHaveLength(1);
  });
});

describe('an answer to a mention', () => {
  it.each(['channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action'])(
    'comes as a direct message after %s',
    async (error) => {
      const slack = await open();
      slack.double.fail(post, { error }, 1);

      await slack.mention('developer', 'may I use marzipan?');
      await slack.idle();

      expect(slack.shown()).toHaveLength(1);
      expect(slack.shown({ channel: slack.double.channels.withBot })).toEqual([]);
    },
  );

  it('comes as a direct message where Steward is no member', async () => {
    const slack = await open();
    const { withoutBot } = slack.double.channels;

    await slack.mention('developer', 'may I use marzipan?', { channel: withoutBot });
    await slack.idle();

    expect(slack.shown()).toHaveLength(1);
    expect(slack.shown({ channel: withoutBot })).toEqual([]);
  });
});

describe('somebody whom we meet for the first time while the directory is away', () => {
  it('is answered when it is back, as who they are', async () => {
    const slack = await open();
    const { developer } = slack.double.people;
    slack.double.fail('users.info', { status: 503 }, 2);

    await slack.say('developer', 'may I use marzipan?');
    await slack.idle();
    const before = slack.shown().length;
    await eventually(() => slack.shown().length > 0);

    expect(before).toBe(0);
    const [account] = await store.db.select().from(accounts);
    expect(account).toMatchObject({
      platform: 'slack',
      externalId: `T000000001/${developer.id}`,
      email: developer.email,
    });
    expect(slack.turns[0]?.personId).toBe(account?.personId);
  });
});

describe('a token that is of no use any more', () => {
  it.each(['token_revoked', 'account_inactive'])(
    'ends the work without another try after %s',
    async (error) => {
      const slack = await open();
      slack.double.fail(post, { error });

      await slack.say('developer', 'may I use marzipan?');
      await slack.idle();
      await forAWhile();

      expect(slack.turns).toHaveLength(1);
      expect(slack.lines).toContainEqual(
        expect.objectContaining({ level: 'warn', fields: { reason: error } }),
      );
    },
  );
});

describe('an address to answer at', () => {
  it('is not used when it is not Slack’s, and the answer comes as a direct message', async () => {
    const slack = await open();
    const { id } = slack.double.people.developer;

    await slack.sender.command('may I use marzipan?', {
      user_id: id,
      response_url: 'http://127.0.0.1:9/actions/1/2',
    });
    await slack.idle();

    expect(slack.shown()).toHaveLength(1);
  });

  it('that is used up is followed by a direct message', async () => {
    const slack = await open();
    slack.double.fail('response_url', { status: 404 }, 1);

    await slack.command('developer', 'may I use marzipan?');
    await slack.idle();

    expect(slack.shown()).toHaveLength(1);
  });

  it('that does not answer is tried again', async () => {
    const slack = await open();
    slack.double.fail('response_url', { status: 503 }, 1);

    const { sent } = await slack.command('developer', 'may I use marzipan?');
    const address = String(sent.response_url);
    await eventually(() => slack.double.responses(address).length > 0);
    await slack.idle();

    expect(slack.double.responses(address)).toHaveLength(1);
    expect(slack.shown()).toEqual([]);
  });
});
