import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { isRecord, listOf } from '../support/teams/fixtures.ts';
import { startOfficeInTeams } from '../support/teams/office-in-teams.ts';
import { wordsOf } from '../support/teams/words.ts';

const test = testDatabase();

function titles(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.split('\n')[0] ?? '');
}

describe('a developer in Teams', () => {
  it('adds Steward, is told once what it is for, and presses a question', async () => {
    const teams = await startOfficeInTeams(test.database);

    await teams.install('developer');
    await teams.settled();
    await teams.press('developer', 'can I use left-pad?');
    await teams.settled();

    const [welcome, answer, ...more] = titles(teams.read('developer'));
    expect(welcome).toBe('Ask what you may use, and what our handbook says');
    expect(answer).toMatch(/^Yes/);
    expect(more).toEqual([]);
    expect(teams.double.complaints).toEqual([]);
  });

  it('asks in the chat, and goes on where the conversation is', async () => {
    const teams = await startOfficeInTeams(test.database);

    await teams.say('developer', 'can I ship GPL-3.0 code in our iOS app?');
    await teams.settled();
    await teams.say('developer', 'and internally?');
    await teams.settled();

    const [first, second] = titles(teams.read('developer'));
    expect(first).toMatch(/^No/);
    expect(second).toMatch(/^Yes/);
    expect(teams.double.complaints).toEqual([]);
  });

  it('mentions Steward in a channel and is answered in the thread', async () => {
    const teams = await startOfficeInTeams(test.database);

    const { activity } = await teams.sayInChannel('developer', 'can I use MIT code?');
    await teams.settled();

    const thread = isRecord(activity.conversation) ? String(activity.conversation.id) : '';
    expect(titles(teams.readIn(thread))).toEqual([expect.stringMatching(/^Yes/)]);
    expect(teams.read('developer')).toEqual([]);
  });

  it('mentions Steward in a group chat', async () => {
    const teams = await startOfficeInTeams(test.database);

    await teams.sayInGroup('legal', 'can I use MIT code?');
    await teams.settled();

    expect(titles(teams.readIn(teams.double.groupChat.id))).toEqual([
      expect.stringMatching(/^Yes/),
    ]);
  });

  it('names a product in a channel and gets the details alone, without its name in the channel', async () => {
    const teams = await startOfficeInTeams(test.database, { products: async () => ['Photo Desk'] });

    const { activity } = await teams.sayInChannel(
      'developer',
      'can we ship GPL-3.0 code in photo desk?',
    );
    await teams.settled();

    const thread = isRecord(activity.conversation) ? String(activity.conversation.id) : '';
    const [note = ''] = teams.readIn(thread);
    expect(note).toMatch(/^Answered in private/);
    expect(note.toLowerCase()).not.toContain('photo');
    expect(titles(teams.read('developer'))[0]).toMatch(/review|No|Needs/);
  });

  it('hands over a package.json', async () => {
    const teams = await startOfficeInTeams(test.database);

    await teams.sendFile(
      'developer',
      'package.json',
      JSON.stringify({ dependencies: { 'left-pad': '^1.0.0', express: '^5.0.0' } }),
    );
    await teams.settled();

    expect(teams.read('developer')).toEqual([expect.stringContaining('left-pad')]);
  });

  it('gets the text of a license as a file among their own', async () => {
    const teams = await startOfficeInTeams(test.database);
    await teams.say('developer', 'can I use MIT code?');
    await teams.settled();

    await teams.press('developer', 'Show the text');
    await teams.settled();
    await teams.answerConsent('developer', 'accept');
    await teams.settled();

    const [upload] = teams.double.uploads;
    expect(upload?.name).toBe('MIT-MIT-License.txt');
    expect(upload?.bytes?.toString('utf8')).toContain('Permission is hereby granted');
    expect(teams.double.complaints).toEqual([]);
  });

  it('begins at home, asks in a dialog, and finds it there afterwards', async () => {
    const teams = await startOfficeInTeams(test.database);
    await teams.say('developer', 'home');
    await teams.settled();
    const [before = ''] = teams.read('developer');

    await teams.press('developer', 'Ask a question');
    await teams.submit('developer', { question: 'may I use Apache-2.0 code?' });
    await teams.settled();
    await teams.say('developer', 'home');
    await teams.settled();

    expect(before).toContain('What would you like to know?');
    expect(before).not.toContain('Asked today');
    expect(teams.dialog()).toBeUndefined();
    expect(teams.read('developer')[1]).toMatch(/^Yes[\s\S]*Apache/);
    expect(teams.read('developer')[2]).toContain('Asked today');
  });

  it('asks about a message of somebody else, alone', async () => {
    const teams = await startOfficeInTeams(test.database);
    await teams.install('ospo');
    await teams.settled();

    await teams.askAbout('developer', '<p>we could use <b>left-pad</b> &lt;here&gt;</p>');
    const answer = wordsOf(teams.dialog()?.card);
    await teams.pressInDialog('developer', 'Not helpful');
    const form = wordsOf(teams.dialog()?.card);
    await teams.submit('developer', { reason: 'It is wrong' });
    const more = wordsOf(teams.dialog()?.card);
    await teams.submit('developer', { expected: 'No.' });
    await teams.settled();

    expect(answer).toMatch(/^Yes[\s\S]*left-pad/);
    expect(form).toContain('What is the matter with it?');
    expect(more).toContain('What would have been right?');
    expect(wordsOf(teams.dialog()?.card)).toContain('Thank you');
    expect(titles(teams.read('ospo'))).toEqual([
      'Ask what you may use, and what our handbook says',
      'Somebody says an answer is wrong',
    ]);
    expect(teams.read('developer')).toEqual([]);
    expect(teams.double.complaints).toEqual([]);
  });

  it('looks a package up while writing', async () => {
    const teams = await startOfficeInTeams(test.database);

    const one = await teams.search('developer', 'left-pad');
    const several = await teams.search('developer', 'recat-router');
    const none = await teams.search('developer', '');

    expect(previewsIn(one.body)).toEqual(['Yes — nothing to do']);
    expect(previewsIn(several.body).length).toBeGreaterThan(0);
    expect(none.body).toMatchObject({ composeExtension: { type: 'message' } });
    expect(teams.double.complaints).toEqual([]);
  });
});

function previewsIn(body: unknown): readonly string[] {
  const found = isRecord(body) && isRecord(body.composeExtension) ? body.composeExtension : {};
  return listOf(found.attachments).flatMap((attachment) => {
    const preview = isRecord(attachment) && isRecord(attachment.preview) ? attachment.preview : {};
    return isRecord(preview.content) ? [String(preview.content.title)] : [];
  });
}
