import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import type { Who } from '../support/slack/doings.ts';
import { type OfficeInSlack, startOfficeInSlack } from '../support/slack/office-in-slack.ts';
import { startOfficeInTeams } from '../support/teams/office-in-teams.ts';

const QUESTION = 'what is our policy on parental leave?';

describe('a question that the handbook does not answer, in Slack', () => {
  const test = testDatabase();

  function lastSaid(slack: OfficeInSlack, who: Who): string {
    const channel = slack.double.directChannel(slack.double.people[who].id);
    return slack.double.messages(channel).at(-1)?.text ?? '';
  }

  it('is asked by a button and answered by a form, and the answer comes back', async () => {
    const slack = await startOfficeInSlack(test.database);

    await slack.say('developer', QUESTION);
    await slack.settled();
    const unanswered = lastSaid(slack, 'developer');
    await slack.press('developer', 'Ask the open source program office');
    await slack.settled();
    const asked = lastSaid(slack, 'developer');
    await slack.say('ospo', 'open questions');
    await slack.settled();
    await slack.press('ospo', QUESTION);
    await slack.settled();
    await slack.press('ospo', 'Answer');
    await slack.settled();
    await slack.submit('ospo', { answer: 'Not ours: ask *People*.' });
    await slack.settled();

    expect(unanswered).toMatch(/^Our handbook does not say/);
    expect(asked).toMatch(/^Asked/);
    expect(lastSaid(slack, 'developer')).toMatch(
      /^The OSPO answers your question[\s\S]*Not ours: ask \*People\*\./,
    );
    expect(slack.double.complaints).toEqual([]);
  });

  it('is answered in words under it', async () => {
    const slack = await startOfficeInSlack(test.database);
    await slack.say('developer', QUESTION);
    await slack.settled();
    await slack.press('developer', 'Ask the open source program office');
    await slack.settled();

    await slack.say('ospo', 'open questions');
    await slack.settled();
    await slack.press('ospo', QUESTION);
    await slack.settled();
    await slack.say('ospo', 'answer: Not ours.');
    await slack.settled();

    expect(lastSaid(slack, 'ospo')).toMatch(/^Answered by /);
    expect(lastSaid(slack, 'developer')).toMatch(/^The OSPO answers your question/);
  });
});
describe('a question that the handbook does not answer, in Teams', () => {
  const test = testDatabase();

  it('is asked by a button and answered in a dialog, and the answer comes back', async () => {
    const teams = await startOfficeInTeams(test.database);
    const lastSaid = (who: 'developer' | 'ospo') => teams.read(who).at(-1) ?? '';
    await teams.say('developer', QUESTION);
    await teams.settled();
    await teams.press('developer', 'Ask the open source program office');
    await teams.settled();
    const asked = lastSaid('developer');

    await teams.say('ospo', 'open questions');
    await teams.settled();
    await teams.press('ospo', QUESTION);
    await teams.settled();
    await teams.press('ospo', 'Answer');
    await teams.submit('ospo', { answer: 'Not ours: ask *People*.' });
    await teams.settled();

    expect(asked).toMatch(/^Asked/);
    expect(lastSaid('developer')).toMatch(
      /^The OSPO answers your question[\s\S]*Not ours: ask \*People\*\./,
    );
    expect(teams.double.complaints).toEqual([]);
  });
});
