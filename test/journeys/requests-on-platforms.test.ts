import { describe, expect, it, vi } from 'vitest';
import { RouteFile } from '#office/requests/routing/route-file.ts';
import { testDatabase } from '../support/database.ts';
import { startOfficeAtWork } from '../support/office-at-work.ts';
import { startOfficeInSlack } from '../support/slack/office-in-slack.ts';
import { startOfficeInTeams } from '../support/teams/office-in-teams.ts';

const test = testDatabase();

const routes = RouteFile.parse({
  version: 1,
  fallback: 'ospo',
  forms: {
    exception: [
      {
        lane: 'exception',
        title: 'Exception',
        stages: [
          { title: 'Legal review', groups: ['legal'] },
          { title: 'Office review', groups: ['ospo'] },
        ],
      },
    ],
  },
});

const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

describe('one request on two platforms', () => {
  it('is handed in in Slack, decided by legal in Teams and by the office in Slack, and heard of in Slack', async () => {
    const reviewers = { legal: ['lee@example.com'] };
    const office = await startOfficeAtWork(test.database, { reviewers, routes });
    const slack = await startOfficeInSlack(test.database, { office });
    const teams = await startOfficeInTeams(test.database, { office });
    await teams.install('legal');
    await teams.settled();
    const settled = async () => {
      await slack.settled();
      await office.told();
      await teams.settled();
      await slack.settled();
    };
    const inSlack = (who: 'developer' | 'ospo') =>
      slack.double
        .messages(slack.double.directChannel(slack.double.people[who].id))
        .map(({ text }) => text);

    await slack.say('developer', 'request an exception for GPL-3.0 in Rocket');
    await settled();
    await slack.press('developer', 'Open the form');
    await settled();
    await slack.submit('developer', {
      what: 'GPL-3.0-only',
      product: 'Rocket',
      rule: 'No strong copyleft in what we ship',
      why: 'There is no other driver.',
      until: day,
      mitigation: 'It runs as a program of its own.',
    });
    // On a busy machine the form is read after Slack has its answer.
    await vi.waitFor(
      async () => {
        await settled();
        expect(teams.read('legal').at(-1)).toContain('REQ-');
      },
      { timeout: 15_000 },
    );
    const asked = teams.read('legal').at(-1) ?? '';
    const name = /REQ-\d+/.exec(asked)?.[0] ?? '';
    const approve = `Approve ${name}: exception for GPL-3.0-only in Rocket`;
    const standing = () => inSlack('developer').find((text) => text.includes(name)) ?? '';
    const first = standing();
    const early = inSlack('ospo').filter((text) => text.includes('REQ-'));
    await teams.press('legal', 'Ask a question');
    await teams.submit('legal', { words: 'Who holds the copyright?' });
    await settled();
    const question = inSlack('developer').at(-1) ?? '';
    await slack.press('developer', 'Answer');
    await settled();
    await slack.submit('developer', { words: 'The vendor does.' });
    await settled();
    const answered = teams.read('legal').at(-1) ?? '';
    await teams.say('legal', name);
    await settled();
    const lookedUp = teams.read('legal').length - 1;
    // The policy says no to what the exception is for.
    await teams.press('legal', 'Read before you approve');
    await settled();
    const opened = teams.read('legal')[lookedUp] ?? '';
    await teams.press('legal', approve);
    await settled();
    const next = inSlack('ospo').at(-1) ?? '';
    const between = standing();
    await slack.press('ospo', 'Read before you approve');
    await settled();
    // At once it would be a finger that trembles.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await slack.press('ospo', approve);
    await settled();

    expect(first).toContain('step 1 of 2 (Legal review)');
    expect(between).toContain('step 2 of 2 (Office review)');
    expect(standing()).toContain('Approved by');
    expect(opened).not.toContain('step 2 of 2');
    expect(teams.read('legal')[lookedUp]).toContain('Approved by');
    expect(asked).toContain('Exception for GPL-3.0-only in Rocket');
    expect(early).toEqual([]);
    expect(question).toContain('Who holds the copyright?');
    expect(answered).toContain('The vendor does.');
    expect(next).toContain('step 2 of 2 (Office review)');
    expect(inSlack('developer').at(-1)).toContain('Approved by');
    expect(teams.read('legal').at(-1)).toContain('Approved by');
    expect([...slack.double.complaints, ...teams.double.complaints]).toEqual([]);
  });
});
