import { describe, expect, it } from 'vitest';
import { readEvent } from '#channels/slack/receive/read-event.ts';
import { fixture } from '../../../support/slack/fixtures.ts';

describe('readEvent', () => {
  it('reads a direct message as it was typed', () => {
    const text = 'is &lt;script&gt; &amp;amp; <https://example.com|example.com> allowed?';

    const heard = readEvent(fixture('message-im', { event: { text } }));

    expect(heard).toEqual({
      kind: 'message',
      from: {
        teamId: 'T000000001',
        enterpriseId: undefined,
        isOrganisation: false,
        userId: 'U0DANA0001',
      },
      place: { channel: 'D0DIRECT01', kind: 'direct' },
      message: '1790000001.000100',
      text: 'is <script> &amp; example.com allowed?',
      files: [],
    });
  });

  it('leaves our own name out of a mention, and answers under it', () => {
    const heard = readEvent(
      fixture('app-mention', { event: { text: '<@U0STEWARD01> ask <@U0LEE> too', ts: '5.1' } }),
    );

    expect(heard).toMatchObject({
      text: 'ask @U0LEE too',
      place: { kind: 'shared', thread: '5.1' },
    });
  });

  it('answers a mention in a thread where that thread is', () => {
    const heard = readEvent(fixture('app-mention-in-thread', { event: { thread_ts: '4.2' } }));

    expect(heard).toMatchObject({ place: { kind: 'shared', thread: '4.2' } });
  });

  it('reads files with what it needs of them', () => {
    const heard = readEvent(fixture('message-im-with-file'));

    expect(heard).toMatchObject({
      files: [
        {
          id: 'F0LOCKFIL1',
          name: 'package.json',
          size: 412,
          address: 'https://files.slack.com/files-pri/T000000001-F0LOCKFIL1/download/package.json',
        },
      ],
    });
  });

  it.each([
    ['of a bot', { bot_id: 'B0OTHER' }],
    ['in a channel', { channel_type: 'channel' }],
    ['in a conversation of several people', { channel_type: 'mpim' }],
    ['that joins', { subtype: 'channel_join' }],
    ['that is a change', { subtype: 'message_changed' }],
    ['of nobody', { user: undefined }],
    ['without a time', { ts: undefined }],
  ])('reads nothing of a message %s', (_which, event) => {
    expect(readEvent(fixture('message-im', { event }))).toBeUndefined();
  });

  it('reads what an organisation installed as its own', () => {
    const ours = { team_id: null, enterprise_id: 'E0WHOLE', is_enterprise_install: true };

    const heard = readEvent(fixture('message-im', { authorizations: [ours] }));

    expect(heard?.from).toMatchObject({
      teamId: 'T000000001',
      enterpriseId: 'E0WHOLE',
      isOrganisation: true,
    });
  });

  it('is of the workspace that installed us, in a channel shared with another company', () => {
    const theirs = { team_id: 'T0THEIRS', enterprise_id: 'E0THEIRS' };

    const heard = readEvent(fixture('app-mention', theirs));
    const withoutList = readEvent(fixture('app-mention', { ...theirs, authorizations: [] }));

    const ours = { teamId: 'T000000001', enterpriseId: undefined };
    expect(heard?.from).toMatchObject(ours);
    expect(withoutList?.from).toMatchObject(ours);
  });

  it('knows when a removal was said', () => {
    const event = { event: { event_ts: undefined } };

    const heard = [fixture('app-uninstalled'), fixture('app-uninstalled', event)].map(readEvent);

    expect(heard).toMatchObject([
      { at: new Date(1_790_000_011_100) },
      { at: new Date(1_790_000_012_000) },
    ]);
  });

  it('minds a bot token that was taken back, and no person’s', () => {
    const users = fixture('tokens-revoked', { event: { tokens: { bot: [], oauth: ['U1'] } } });

    expect(readEvent(fixture('tokens-revoked'))?.kind).toBe('removed');
    expect(readEvent(users)).toBeUndefined();
  });
});
