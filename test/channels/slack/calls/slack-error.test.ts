import { describe, expect, it } from 'vitest';
import {
  calling,
  isMessageGone,
  isPlaceGone,
  isTokenGone,
  SlackBusy,
  SlackRefusal,
} from '#channels/slack/calls/slack-error.ts';
import type { SlackFault } from '../../../support/slack/double/faults.ts';
import { slackCalls } from './slack-calls.ts';

const calls = slackCalls();

/** What a call throws while Slack has this fault. */
async function thrownBy(fault: SlackFault, patience = 400): Promise<unknown> {
  const { client } = await calls.workspace(patience);
  calls.double.fail('auth.test', fault);
  return calling(() => client.auth.test()).then(
    () => undefined,
    (cause: unknown) => cause,
  );
}

describe('a call to Slack', () => {
  it.each<[string, SlackFault]>([
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['404 of something in between', { status: 404 }],
    ['429 without a time', { status: 429 }],
    ['a broken connection', 'drop'],
    ['a lost answer', 'lost'],
    ['no answer at all', 'hang'],
    ['an error that passes', { error: 'internal_error' }],
    ['a rate that is refused in words', { error: 'ratelimited' }],
    ['a page of something in between', { error: '<html>marzipan</html>' }],
  ])('is worth another try after %s', async (_what, fault) => {
    const thrown = await thrownBy(fault);

    expect(thrown).toBeInstanceOf(SlackBusy);
    expect(thrown).toMatchObject({ code: 'unavailable', afterMs: undefined });
    expect(String(thrown)).not.toContain('marzipan');
  });

  it('knows how long Slack asks to wait', async () => {
    const thrown = await thrownBy({ status: 429, retryAfter: 7 });

    expect(thrown).toMatchObject({ afterMs: 7000 });
  });

  it.each(['channel_not_found', 'token_revoked', 'some_new_word'])(
    'is not worth another one after %s, which is kept',
    async (error) => {
      const thrown = await thrownBy({ error });

      expect(thrown).toBeInstanceOf(SlackRefusal);
      expect(thrown).toMatchObject({ reason: error });
    },
  );

  it('is made once, whatever comes of it', async () => {
    const { client } = await calls.workspace();
    const before = calls.double.calls('auth.test').length;
    calls.double.fail('auth.test', { status: 503 });

    const asking = calling(() => client.auth.test());

    await expect(asking).rejects.toBeInstanceOf(SlackBusy);
    expect(calls.double.calls('auth.test')).toHaveLength(before + 1);
  });

  it('waits no longer than its patience', async () => {
    const began = performance.now();

    await thrownBy('hang', 200);

    expect(performance.now() - began).toBeLessThan(1500);
  });

  it('does not keep others waiting that are made beside it', async () => {
    const { client } = await calls.workspace();
    const { double } = calls;
    double.fail('auth.test', { status: 429, retryAfter: 30 });
    const refused = calling(() => client.auth.test()).catch((cause: unknown) => cause);
    const began = performance.now();

    await calling(() => client.users.info({ user: double.people.legal.id }));

    expect(performance.now() - began).toBeLessThan(1500);
    expect(await refused).toMatchObject({ afterMs: 30_000 });
  });

  it('passes on what is ours already', async () => {
    const ours = new SlackRefusal('not_installed');

    await expect(
      calling(async () => {
        throw ours;
      }),
    ).rejects.toBe(ours);
  });
});

describe('what Slack refused', () => {
  it.each<[string, readonly [boolean, boolean, boolean]]>([
    ['token_revoked', [true, false, false]],
    ['invalid_auth', [false, false, false]],
    ['team_access_not_granted', [false, false, false]],
    ['account_inactive', [true, false, false]],
    ['not_in_channel', [false, true, true]],
    ['channel_not_found', [false, true, true]],
    ['is_archived', [false, true, true]],
    ['user_not_found', [false, true, false]],
    ['message_not_found', [false, false, true]],
    ['edit_window_closed', [false, false, true]],
    ['invalid_blocks', [false, false, false]],
    ['missing_scope', [false, false, false]],
  ])('means by %s that token, place and message are gone: %s', (reason, gone) => {
    const cause = new SlackRefusal(reason);

    expect([isTokenGone(cause), isPlaceGone(cause), isMessageGone(cause)]).toEqual(gone);
  });

  it('is nothing that a passing trouble means', () => {
    const cause = new SlackBusy('status 503');

    expect([isTokenGone(cause), isPlaceGone(cause), isMessageGone(cause)]).not.toContain(true);
  });
});
