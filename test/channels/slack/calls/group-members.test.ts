import { describe, expect, it } from 'vitest';
import { groupMembers } from '#channels/slack/calls/group-members.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { slackCalls } from './slack-calls.ts';

const calls = slackCalls();

describe('a user group', () => {
  it('is asked for with the workspace that it is of where all of an organisation is installed', async () => {
    const { userGroup, people } = calls.double;
    const workspace = { ...(await calls.workspace()), ownTeam: 'E1', enterpriseId: 'E1' };

    const found = await groupMembers(workspace, userGroup);

    expect(found).toEqual([people.legal.id, people.ospo.id]);
    const [asked] = calls.double.calls('usergroups.users.list').slice(-1);
    expect(asked?.args.team_id).toBe(slackApp.teamId);
  });

  it('is none where Slack knows none', async () => {
    expect(await groupMembers(await calls.workspace(), 'S0NONE')).toBeUndefined();
  });
});
