import { describe, expect, it } from 'vitest';
import { readAccount } from '#channels/slack/calls/read-account.ts';

const name = { platform: 'slack', externalId: 'T1/U1', ours: ['T1'] };
const ada = {
  id: 'U1',
  team_id: 'T1',
  real_name: 'Ada Lovelace',
  is_email_confirmed: true,
  profile: { email: 'Ada@Example.org', real_name: 'Ada Lovelace', display_name: 'ada' },
};

describe('an account of Slack', () => {
  it('has the name and the e-mail of a member', () => {
    const account = readAccount(ada, name);

    expect(account).toEqual({
      platform: 'slack',
      externalId: 'T1/U1',
      displayName: 'Ada Lovelace',
      email: 'ada@example.org',
    });
  });

  it.each([
    ['has left', { deleted: true }],
    ['is a bot', { is_bot: true }],
    ['has not confirmed the address', { is_email_confirmed: false }],
    ['is invited to some channels', { is_restricted: true }],
    ['is invited to one channel', { is_restricted: true, is_ultra_restricted: true }],
    ['is of another company', { is_stranger: true }],
    ['shares a channel with us from another workspace', { team_id: 'T2' }],
    [
      'shares a channel with us from another organisation',
      { team_id: 'T2', enterprise_user: { enterprise_id: 'E2', teams: ['T2', 'T3'] } },
    ],
  ])('has no e-mail, known for sure, when it %s', (_what, change) => {
    const account = readAccount({ ...ada, ...change }, name);

    expect(account).toMatchObject({ displayName: 'Ada Lovelace', email: null });
  });

  it.each([
    ['shows no addresses', { profile: { real_name: 'Ada Lovelace' } }],
    ['shows empty ones', { profile: { real_name: 'Ada Lovelace', email: '' } }],
    ['names no team', { team_id: undefined }],
  ])('has an e-mail that is not known when Slack %s', (_what, change) => {
    const account = readAccount({ ...ada, ...change }, name);

    expect(account).toMatchObject({ displayName: 'Ada Lovelace' });
    expect(account).not.toHaveProperty('email');
  });

  it.each(['T1', 'E1'])(
    'of a member of several workspaces has the e-mail in each, asked of %s',
    (our) => {
      const enterprise_user = { enterprise_id: 'E1', teams: ['T0', 'T1'] };

      const account = readAccount(
        { ...ada, team_id: 'T0', enterprise_user },
        { ...name, ours: [our] },
      );

      expect(account.email).toBe('ada@example.org');
    },
  );

  it('is no more than its id when the answer is not a user', () => {
    const accounts = [undefined, null, 'U1', {}, { id: 7 }].map((user) => readAccount(user, name));

    expect(accounts).toEqual(accounts.map(() => ({ platform: 'slack', externalId: 'T1/U1' })));
  });
});
