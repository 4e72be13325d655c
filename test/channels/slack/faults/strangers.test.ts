import { describe, expect, it } from 'vitest';
import { accountsOf } from '#foundation/people/accounts.ts';
import { accounts, feedback } from '#foundation/store/schema.ts';
import { type OfficeInSlack, startOfficeInSlack } from '../../../support/slack/office-in-slack.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { directOf, slackScenes } from './scene.ts';

const scenes = slackScenes();
const { store } = scenes;
const theirs = 'T0ELSEWHERE';

/** In a channel that both companies share; their own administrator gave them the OSPO's address. */
async function openShared(): Promise<OfficeInSlack> {
  const { stranger, ospo } = scenes.double.people;
  scenes.double.changePerson(stranger.id, { is_stranger: false, profile: { email: ospo.email } });
  return startOfficeInSlack(store.database, { double: scenes.double });
}

/** Asks, says that it did not help, and sends the form with their own team, as Slack does. */
async function giveFeedback(office: OfficeInSlack) {
  const { id } = office.double.people.stranger;
  await office.sender.event(
    'app-mention',
    {
      user: id,
      channel: office.double.channels.withBot,
      text: `<@${slackApp.botUserId}> may I use MIT code?`,
    },
    { team_id: theirs },
  );
  await office.settled();
  const answer = office.double.lastMessage(office.double.channels.withBot);
  await office.press('stranger', 'Not helpful', answer);
  await office.settled();
  const open = office.modal();
  if (!open) throw new Error('no modal was opened');
  const { body } = await office.sender.submit({
    user: { id, team_id: theirs },
    team: { id: theirs, domain: 'elsewhere' },
    view: {
      ...open.view,
      id: open.id,
      app_installed_team_id: slackApp.teamId,
      state: {
        values: {
          reason: {
            answer: {
              type: 'radio_buttons',
              selected_option: { text: { type: 'plain_text', text: 'x' }, value: 'wrong' },
            },
          },
        },
      },
    },
  });
  await office.settled();
  return body;
}

describe('somebody of another company', () => {
  it('asks, presses and sends a form as one person', async () => {
    const office = await openShared();

    const body = await giveFeedback(office);

    const { id } = office.double.people.stranger;
    const theirAccounts = (await store.db.select().from(accounts)).filter(({ externalId }) =>
      externalId.endsWith(`/${id}`),
    );
    expect(body).not.toContain('was sent already');
    expect(await store.db.select().from(feedback)).toHaveLength(1);
    expect(theirAccounts).toMatchObject([{ externalId: `${slackApp.teamId}/${id}`, email: null }]);
  });

  it('is never the OSPO, whatever address their own administrator gave them', async () => {
    const office = await openShared();
    const told = office.double.messages(directOf(office.double, 'stranger')).length;

    await giveFeedback(office);

    const all = await store.db.select().from(accounts);
    const of = (who: 'stranger' | 'ospo') =>
      all.find(({ externalId }) => externalId.endsWith(`/${office.double.people[who].id}`));
    const [stranger, ospo] = [of('stranger'), of('ospo')];
    expect(stranger?.email).toBeNull();
    expect(ospo?.email).toBe(office.double.people.ospo.email);
    expect(ospo?.personId).not.toBe(stranger?.personId);
    expect(await accountsOf(store.db, stranger?.personId ?? '')).toHaveLength(1);
    const toThem = office.double.messages(directOf(office.double, 'stranger')).slice(told);
    expect(JSON.stringify(toThem)).not.toMatch(/feedback|OSPO reads|Mark/i);
  });
});
