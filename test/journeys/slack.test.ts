import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import type { Who } from '../support/slack/doings.ts';
import { type OfficeInSlack, startOfficeInSlack } from '../support/slack/office-in-slack.ts';
import { wordsIn } from '../support/slack/read-blocks.ts';

const test = testDatabase();

function direct(slack: OfficeInSlack, who: Who): string {
  return slack.double.directChannel(slack.double.people[who].id);
}

/** What Steward has said there, as its text alternative. */
function said(slack: OfficeInSlack, channel: string): readonly string[] {
  return slack.double.messages(channel).map(({ text }) => text);
}

function titles(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.split('\n')[0] ?? '');
}

describe('a developer in Slack', () => {
  it('asks in a direct message, and goes on where the conversation is', async () => {
    const slack = await startOfficeInSlack(test.database);

    await slack.say('developer', 'can I ship GPL-3.0 code in our iOS app?');
    await slack.settled();
    await slack.say('developer', 'and internally?');
    await slack.settled();

    const [first, second] = titles(said(slack, direct(slack, 'developer')));
    expect(first).toMatch(/^No/);
    expect(second).toMatch(/^Yes/);
    expect(slack.double.complaints).toEqual([]);
  });

  it('mentions Steward in a channel and is answered in the thread', async () => {
    const slack = await startOfficeInSlack(test.database);

    await slack.mention('developer', 'can I use MIT code?');
    await slack.settled();

    const [answer] = slack.double.messages(slack.double.channels.withBot).slice(-1);
    expect(answer?.text).toMatch(/^Yes/);
    expect(answer?.thread_ts).toBeDefined();
    expect(said(slack, direct(slack, 'developer'))).toEqual([]);
  });

  it('names a product in a channel and gets the details directly, without its name in the channel', async () => {
    const slack = await startOfficeInSlack(test.database, { products: async () => ['Photo Desk'] });

    await slack.mention('developer', 'can we ship GPL-3.0 code in photo desk?');
    await slack.settled();

    const [note] = said(slack, slack.double.channels.withBot).slice(-1);
    expect(note).toMatch(/^Answered in private/);
    expect(note?.toLowerCase()).not.toContain('photo');
    expect(titles(said(slack, direct(slack, 'developer')))[0]).toMatch(/GPL|review|No|Needs/);
  });

  it('asks by command and is answered alone, also where Steward is not', async () => {
    const slack = await startOfficeInSlack(test.database);

    const { sent } = await slack.command('developer', 'can I use MIT code?');
    await slack.settled();

    const [answer] = slack.double.responses(String(sent.response_url));
    expect(answer).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(String(answer?.text)).toMatch(/^Yes/);
    // What unfolds is written out: nothing can be opened on a card that only one person sees.
    expect(wordsIn(answer?.blocks)).toContain('How the answer');
    expect(said(slack, slack.double.channels.withBot)).toEqual([]);
  });

  it('gets help for a command without words', async () => {
    const slack = await startOfficeInSlack(test.database);

    const { sent } = await slack.command('developer', '');
    await slack.settled();

    const [answer] = slack.double.responses(String(sent.response_url));
    expect(String(answer?.text)).toMatch(/^Ask what you may use/);
  });

  it('asks about a message, and in a modal from anywhere', async () => {
    const slack = await startOfficeInSlack(test.database);
    const { id } = slack.double.people.developer;

    const asked = await slack.sender.messageShortcut({
      user: { id },
      message: { text: 'we could take &lt;left-pad&gt; or MIT code' },
    });
    await slack.settled();
    await slack.sender.shortcut({ user: { id } });
    await slack.settled();
    await slack.submit('developer', { question: 'may I use Apache-2.0 code?' });
    await slack.settled();

    expect(slack.double.responses(String(asked.sent.response_url))).not.toEqual([]);
    expect(slack.modal()).toBeUndefined();
    expect(said(slack, direct(slack, 'developer')).at(-1)).toMatch(/^Yes[\s\S]*Apache/);
  });

  it('hands over a package.json', async () => {
    const slack = await startOfficeInSlack(test.database);

    await slack.sendFile(
      'developer',
      'package.json',
      JSON.stringify({ dependencies: { 'left-pad': '^1.0.0', express: '^5.0.0' } }),
    );
    await slack.settled();

    expect(said(slack, direct(slack, 'developer'))).toHaveLength(1);
    expect(said(slack, direct(slack, 'developer'))[0]).toContain('left-pad');
  });

  it('opens what a card keeps behind a button, and the text of a license as a file', async () => {
    const slack = await startOfficeInSlack(test.database);
    await slack.say('developer', 'can I use MIT code?');
    await slack.settled();

    await slack.press('developer', 'Why');
    await slack.settled();
    const why = slack.modal();
    await slack.press('developer', 'Show the text');
    await slack.settled();

    expect(wordsIn(why?.view.blocks)).toContain('MIT is allowed');
    const file = slack.double
      .messages(direct(slack, 'developer'))
      .flatMap(({ files }) => files ?? [])
      .at(-1);
    expect(file?.title).toBe('MIT: MIT License');
    expect(file && (await slack.double.download(file))).toContain('Permission is hereby granted');
    expect(slack.double.complaints).toEqual([]);
  });

  it('finds a beginning, what was asked today, and the policy on the Home tab', async () => {
    const slack = await startOfficeInSlack(test.database);
    const { id } = slack.double.people.developer;
    for (const license of ['MIT', 'Apache-2.0', 'MPL-2.0']) {
      await slack.say('developer', `can I use ${license} code?`);
      await slack.settled();
    }

    await slack.sender.event('app-home-opened-home', { user: id });
    await slack.settled();

    const home = wordsIn(slack.double.home(id)?.blocks);
    expect(home).toContain('What would you like to know?');
    expect(home).toMatch(/Asked today.*MPL-2\.0.*Apache-2\.0.*MIT/);
    expect(home).toContain('2026.1 (balanced)');
    expect(slack.double.complaints).toEqual([]);
  });

  it('is shown that it takes its time, and only then', async () => {
    const slack = await startOfficeInSlack(test.database);
    const statuses = () => slack.double.calls('assistant.threads.setStatus');
    await slack.say('developer', 'can I use MIT code?');
    await slack.settled();
    const afterQuickOne = statuses().length;

    slack.steward.registry.breakDown('', { kind: 'slow', ms: 700 });
    const { sent } = await slack.say('developer', 'can I use express?');
    await slack.settled();

    expect(afterQuickOne).toBe(0);
    expect(statuses()[0]?.args).toMatchObject({
      channel_id: direct(slack, 'developer'),
      status: 'is looking up express in the npm registry',
    });
    expect(JSON.stringify(sent)).toContain(String(statuses()[0]?.args.thread_ts));
  });

  it('is offered questions to begin with', async () => {
    const slack = await startOfficeInSlack(test.database);
    const { id } = slack.double.people.developer;

    await slack.sender.event('app-home-opened-messages', { user: id });
    await slack.settled();

    const [call] = slack.double.calls('assistant.threads.setSuggestedPrompts');
    expect(JSON.stringify(call?.args)).toContain('can I use left-pad?');
    expect(call?.args).not.toHaveProperty('thread_ts');
  });
});

describe('an answer that does not help, in Slack', () => {
  it('is explained in a modal, thanked for on the card, and answered by the OSPO in a message', async () => {
    const slack = await startOfficeInSlack(test.database);
    // Whoever has the role hears of it, also without having written before.
    await slack.say('developer', 'can I use MIT code?');
    await slack.settled();

    await slack.press('developer', 'Not helpful');
    await slack.settled();
    await slack.submit('developer', { comment: 'hm *really*?' });
    const refused = slack.modal();
    await slack.submit('developer', {
      reason: 'It is wrong',
      answer: ['Yes, with my name on it'],
    });
    await slack.settled();
    const thanked = said(slack, direct(slack, 'developer'))[0];
    const note = said(slack, direct(slack, 'ospo'))[0];
    await slack.press('ospo', 'Answer');
    await slack.settled();
    await slack.submit('ospo', { answer: 'It is *right*, see §5.' });
    await slack.settled();

    expect(refused?.errors).toEqual({ reason: 'Please answer this.' });
    expect(refused?.typed).toMatchObject({ comment: 'hm *really*?' });
    expect(thanked).toContain('Thank you. The OSPO reads it.');
    expect(thanked).not.toContain('[Not helpful]');
    expect(note).toMatch(/^Somebody says an answer is wrong[\s\S]*Dana Developer/);
    const [card, heard, ...more] = said(slack, direct(slack, 'developer'));
    expect(card).toContain('The OSPO has answered your note.');
    expect(card).not.toContain('It is *right*');
    expect(heard).toMatch(/^The OSPO answers your note[\s\S]*It is \*right\*, see §5\./);
    expect(more).toEqual([]);
    expect(said(slack, direct(slack, 'ospo'))[0]).not.toContain('[Answer]');
    expect(slack.double.complaints).toEqual([]);
  });

  it('is answered where nobody else reads it when it was asked in a channel', async () => {
    const slack = await startOfficeInSlack(test.database);
    await slack.mention('developer', 'can I use MIT code?');
    await slack.settled();
    const [answer] = slack.double.messages(slack.double.channels.withBot).slice(-1);

    await slack.press('developer', 'Not helpful', answer);
    await slack.settled();
    await slack.submit('developer', { reason: 'It is wrong', answer: ['Yes, with my name on it'] });
    await slack.settled();
    await slack.press('ospo', 'Answer');
    await slack.settled();
    await slack.submit('ospo', { answer: 'Between the two of us: no.' });
    await slack.settled();

    const inChannel = said(slack, slack.double.channels.withBot);
    expect(inChannel.at(-1)).toContain('The OSPO has answered your note.');
    expect(inChannel.join()).not.toContain('Between the two of us');
    expect(said(slack, direct(slack, 'developer'))).toEqual([
      expect.stringContaining('Between the two of us: no.'),
    ]);
  });

  it('after a command is thanked for alone, and answered in a direct message', async () => {
    const slack = await startOfficeInSlack(test.database);
    const { sent } = await slack.command('developer', 'can I use MIT code?');
    await slack.settled();
    const [card] = slack.double.responses(String(sent.response_url));
    const { id } = slack.double.people.developer;

    const pressed = await slack.sender.press('block-actions-ephemeral', {
      user: { id },
      channel: { id: slack.double.channels.withBot },
      actions: [buttonOf(card?.blocks, 'Not helpful')],
    });
    await slack.settled();
    await slack.submit('developer', { reason: 'It is wrong', answer: ['Yes, with my name on it'] });
    await slack.settled();
    await slack.press('ospo', 'Answer');
    await slack.settled();
    await slack.submit('ospo', { answer: 'Ask Legal.' });
    await slack.settled();

    expect(pressed.status).toBe(200);
    expect(slack.double.ephemerals().at(-1)?.text).toContain('Thank you');
    expect(said(slack, direct(slack, 'developer')).at(-1)).toContain('Ask Legal.');
  });

  it('is not read by somebody who is not of the OSPO, whatever they press', async () => {
    const slack = await startOfficeInSlack(test.database);
    await slack.say('developer', 'can I use MIT code?');
    await slack.settled();
    await slack.press('developer', 'Not helpful');
    await slack.settled();
    await slack.submit('developer', { reason: 'It is wrong' });
    await slack.settled();
    const [note] = slack.double.messages(direct(slack, 'ospo'));

    await slack.press('legal', 'Mark as read', note);
    await slack.settled();

    expect(said(slack, direct(slack, 'ospo'))[0]).toContain('[Mark as read]');
    expect(said(slack, direct(slack, 'ospo')).join()).toContain('That is for the OSPO');
  });
});

function buttonOf(blocks: unknown, label: string): Readonly<Record<string, unknown>> {
  for (const block of Array.isArray(blocks) ? blocks : []) {
    for (const element of block.elements ?? []) {
      if (element.text?.text === label) return { block_id: 'b', action_ts: '1.0', ...element };
    }
  }
  throw new Error(`there is no button “${label}”`);
}
