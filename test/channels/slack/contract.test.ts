import { describe, expect, it, onTestFinished } from 'vitest';
import type { Respond } from '#assistant/turn.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { testDatabase } from '../../support/database.ts';
import type { ShownMessage } from '../../support/slack/double/shown.ts';
import { heldBy, type OpenModal } from '../../support/slack/modal.ts';
import { slackApp } from '../../support/slack/slack-app.ts';
import { startTestSlack } from '../../support/slack/test-slack.ts';
import { buttonsOf, wordsOf } from '../../support/slack/words.ts';
import type { Chat } from '../contract/chat.ts';
import { contractCard, contractPages, formReply, said } from '../contract/script.ts';
import { describeChannel } from '../contract.ts';

const store = testDatabase();

describeChannel('Slack', { start: (respond) => start(respond, 'http'), lacks: [] });
describeChannel('Slack in Socket Mode', {
  start: (respond) => start(respond, 'socket'),
  lacks: [],
});

describe('Slack at rest', () => {
  it('is not idle before a page has been turned', async () => {
    const respond: Respond = async ({ content }) =>
      content.kind === 'action' ? [{ ...formReply, form: contractPages }] : [said(contractCard)];
    const slack = await startTestSlack({ db: store.db, respond });
    await slack.say('developer', 'can I?');
    await slack.idle();
    await slack.press('developer', 'Why');
    await slack.idle();
    await slack.submit('developer', { package: 'left-pad' });

    await slack.touch('developer', 'Back', {});
    await slack.idle();

    expect(slack.modal()?.view.blocks).toContainEqual(
      expect.objectContaining({ block_id: 'package' }),
    );
  });
});

async function start(respond: Respond, transport: 'http' | 'socket'): Promise<Chat> {
  const clock = movableClock(new Date());
  const { db } = store;
  let slack = await startTestSlack({ db, respond, transport, clock });
  const { double } = slack;
  const { developer, legal, ospo, stranger } = double.people;
  const direct = double.directChannel(developer.id);
  const nameOf = (user: string) => `${slackApp.teamId}/${user}`;
  const { channel } = slack.slack;
  // Nothing that Slack would refuse, whatever the case is about.
  onTestFinished(() => expect(double.complaints).toEqual([]));

  return {
    async say(text) {
      await slack.say('developer', text);
      await slack.idle();
    },
    async cards() {
      return double
        .messages(direct)
        .filter(({ files }) => files === undefined)
        .map((message) => ({
          text: wordsOf(message.blocks ?? []),
          buttons: buttonsOf(message.blocks ?? []),
          handle: message,
        }));
    },
    presses: {
      async press({ handle }, label) {
        // The handle is what `cards` put there.
        await slack.press('developer', label, handle as ShownMessage);
        await slack.idle();
      },
    },
    forms: {
      async form() {
        const open = slack.modal();
        return open && { text: textOf(open), held: heldIn(open) };
      },
      async fill(answers) {
        await slack.submit('developer', labelled(answers));
        await slack.idle();
      },
      async goBack(answers) {
        const before = double.views().length;
        await slack.touch('developer', 'Back', labelled(answers));
        await expect.poll(() => double.views().length).toBe(before + 1);
      },
    },
    files: {
      async send(name, text) {
        await slack.sendFile('developer', name, text);
        await slack.idle();
      },
    },
    documents: {
      async shown() {
        const files = double.messages(direct).flatMap((message) => message.files ?? []);
        return Promise.all(
          files.map(async (file) => ({ title: file.title, text: await double.download(file) })),
        );
      },
    },
    sends: { channel, to: { platform: 'slack', externalId: nameOf(developer.id) } },
    directory: {
      channel,
      member: { email: legal.email, externalId: nameOf(legal.id) },
      outsider: stranger.email,
      group: { id: double.userGroup, members: [nameOf(legal.id), nameOf(ospo.id)] },
    },
    places: {
      channel,
      place: {
        platform: 'slack',
        externalId: nameOf(double.channels.withBot),
        name: '#open-source',
      },
      members: [nameOf(developer.id), nameOf(legal.id)],
      shown: () =>
        double.messages(double.channels.withBot).map(({ blocks }) => wordsOf(blocks ?? [])),
      archive: () => double.fail('chat.postMessage', { error: 'is_archived' }),
    },
    aging: {
      async makeOld() {
        double.fail('chat.update', { error: 'edit_window_closed' });
      },
    },
    faults: {
      breakDown: () => double.fail('*', { status: 503 }),
      mend: () => double.mend(),
      async goOn() {
        clock.advance(60_000);
        const { socket } = slack;
        slack = await startTestSlack({ db, respond, transport, clock, double, socket });
        await slack.idle();
      },
    },
    looksBack: { loseAnswer: () => double.fail('chat.postMessage', 'lost', 1) },
  };
}

/** Slack sends the label of what was chosen. */
function labelled(answers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const options = fieldsWithOptions();
  return Object.fromEntries(
    Object.entries(answers).map(([id, value]) => [
      id,
      options.get(id)?.find((option) => option.value === value)?.label ?? value,
    ]),
  );
}

function heldIn(open: OpenModal): Readonly<Record<string, string>> {
  const options = fieldsWithOptions();
  const fields = contractPages.pages.flatMap((page) => page.fields);
  return Object.fromEntries(
    fields.flatMap(({ id }) => {
      const held = heldBy(open, id);
      if (held === undefined) return [];
      return [[id, options.get(id)?.find(({ label }) => label === held)?.value ?? String(held)]];
    }),
  );
}

function fieldsWithOptions() {
  const fields = contractPages.pages.flatMap((page) => page.fields);
  return new Map(
    fields.flatMap((field) =>
      field.kind === 'choice' ? [[field.id, field.options] as const] : [],
    ),
  );
}

function textOf({ view, errors }: OpenModal): string {
  const title = view.title?.text ?? '';
  return [title, wordsOf(view.blocks), ...Object.values(errors)].join('\n');
}
