import { describe, expect, it } from 'vitest';
import { accounts } from '#foundation/store/schema.ts';
import { testDatabase } from '../support/database.ts';
import { startOfficeAtWork } from '../support/office-at-work.ts';
import { startOfficeInSlack } from '../support/slack/office-in-slack.ts';
import { startOfficeInTeams } from '../support/teams/office-in-teams.ts';
import { inputsOf } from '../support/teams/words.ts';

const test = testDatabase();

async function startBoth() {
  const office = await startOfficeAtWork(test.database);
  const slack = await startOfficeInSlack(test.database, { office });
  const teams = await startOfficeInTeams(test.database, { office });
  return { office, slack, teams };
}

describe('one matter on two platforms', () => {
  it('begins in Slack, is answered in Teams, and is read in Slack', async () => {
    const { slack, teams } = await startBoth();
    await teams.install('ospo');
    await teams.settled();
    const direct = slack.double.directChannel(slack.double.people.developer.id);

    await slack.say('developer', 'can I ship GPL-3.0 code in our iOS app?');
    await slack.settled();
    await slack.press('developer', 'Not helpful');
    await slack.settled();
    await slack.touch('developer', 'reason', { reason: 'It is wrong' });
    await slack.settled();
    await slack.submit('developer', {
      reason: 'It is wrong',
      expected: 'We hold a commercial license.',
      answer: ['Yes, with my name on it'],
    });
    await slack.settled();
    await teams.settled();
    const told = teams.read('ospo').at(-1) ?? '';
    await teams.press('ospo', 'Answer');
    await teams.submit('ospo', { answer: 'Right: for that product it is a yes.' });
    await teams.settled();
    await slack.settled();

    expect(told).toContain('We hold a commercial license.');
    const heard = slack.double.messages(direct).map(({ text }) => text);
    expect(heard.at(-1)).toContain('Right: for that product it is a yes.');
    expect(teams.read('ospo').at(-1)).toContain('Answered');
    expect([...slack.double.complaints, ...teams.double.complaints]).toEqual([]);
  });

  it('knows who comes from the other platform by the e-mail of its directory', async () => {
    const { slack, teams } = await startBoth();

    await slack.say('developer', 'can I use MIT code?');
    await slack.settled();
    await teams.say('developer', 'can I use MIT code?');
    await teams.say('legal', 'can I use MIT code?');
    await teams.settled();

    const known = await test.db.select().from(accounts).orderBy(accounts.platform);
    const persons = (email: string) =>
      new Set(known.filter((one) => one.email === email).map(({ personId }) => personId));
    expect(known.map(({ platform }) => platform)).toEqual(['slack', 'teams', 'teams']);
    expect(persons('dana@example.com').size).toBe(1);
    expect(persons('lee@example.com')).not.toEqual(persons('dana@example.com'));
  });

  it('finds in Teams what was typed into a form in Slack and not sent', async () => {
    const { slack, teams } = await startBoth();
    await slack.say('developer', 'can I use MIT code?');
    await slack.settled();
    await slack.press('developer', 'Not helpful');
    await slack.settled();
    await slack.touch('developer', 'reason', { reason: 'It is wrong' });
    await slack.settled();
    await slack.submit('developer', { reason: 'It is wrong', expected: 'x'.repeat(3000) });
    await slack.settled();

    await teams.say('developer', 'can I use MIT code?');
    await teams.settled();
    await teams.press('developer', 'Not helpful');

    const held = inputsOf(teams.dialog()?.card).map(({ id, value }) => [id, value]);
    expect(held).toContainEqual(['field:reason', 'wrong']);
    expect(held).toContainEqual(['field:expected', expect.stringMatching(/^x{1000}/)]);
  });

  it('tells people where they were last', async () => {
    const { slack, teams } = await startBoth();
    await slack.say('ospo', 'help');
    await slack.settled();
    await teams.install('ospo');
    await teams.settled();

    await teams.say('developer', 'can I use MIT code?');
    await teams.settled();
    await teams.press('developer', 'Not helpful');
    await teams.submit('developer', { reason: 'Something else', comment: 'Too long.' });
    await teams.settled();
    await slack.settled();

    expect(teams.read('ospo').at(-1)).toContain('Too long.');
    const direct = slack.double.directChannel(slack.double.people.ospo.id);
    expect(slack.double.messages(direct)).toHaveLength(1);
  });
});
