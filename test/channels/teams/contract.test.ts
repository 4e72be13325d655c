import { expect, onTestFinished } from 'vitest';
import type { Respond } from '#assistant/turn.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { teamsConversations } from '#foundation/store/schema.ts';
import { testDatabase } from '../../support/database.ts';
import { cardType } from '../../support/teams/card-checker.ts';
import type { ShownMessage } from '../../support/teams/double/shown.ts';
import { isRecord, listOf } from '../../support/teams/fixtures.ts';
import { teamsApp } from '../../support/teams/teams-app.ts';
import { startTestTeams } from '../../support/teams/test-teams.ts';
import { buttonsOf, inputsOf, wordsOf } from '../../support/teams/words.ts';
import { able, type Chat, lastOf } from '../contract/chat.ts';
import { contractCard, said, script } from '../contract/script.ts';
import { describeChannel } from '../contract.ts';

const store = testDatabase();

describeChannel('Teams', {
  start,
  lacks: [
    {
      abilities: ['looksBack'],
      because: 'a bot may not read what stands in a conversation',
      instead: 'says again what may not have arrived, rather than never',
      async check(begin) {
        const chat = await begin(script(() => [said(contractCard)]).respond);
        const { channel, to } = able(chat, 'sends');
        const { mend } = able(chat, 'faults');
        lose?.();

        const failed = await channel
          .send(to, contractCard, { key: 'n-1', isRetry: false })
          .catch((error: unknown) => error);
        mend();
        const sent = await channel.send(to, contractCard, { key: 'n-1', isRetry: true });

        expect(failed).toMatchObject({ code: 'unavailable' });
        expect(sent.kind).toBe('sent');
        expect((await lastOf(chat)).text).toContain('Keep the notice.');
        expect(await chat.cards()).toHaveLength(2);
      },
    },
  ],
});

/** Of the chat that was started last. */
let lose: (() => void) | undefined;

async function start(respond: Respond): Promise<Chat> {
  const clock = movableClock(new Date());
  const { db } = store;
  let teams = await startTestTeams({ db, respond, clock });
  const { double } = teams;
  const { developer, legal, stranger } = double.people;
  const personal = double.personal('developer');
  const nameOf = (aadObjectId: string) => `${teamsApp.tenantId}/${aadObjectId}`;
  const { channel } = teams.teams;
  await store.db.insert(teamsConversations).values({
    id: double.team.id,
    kind: 'team',
    tenantId: teamsApp.tenantId,
    serviceUrl: double.serviceUrl,
    changedAt: clock.now(),
  });
  lose = () => double.fail('send', 'lost', 1);
  // Nothing that Teams would refuse, whatever the case is about.
  onTestFinished(() => expect(double.complaints).toEqual([]));

  return {
    async say(text) {
      await teams.say('developer', text);
      await teams.idle();
    },
    async cards() {
      return double
        .messages(personal)
        .filter((message) => cardIn(message) !== undefined)
        .map((message) => ({
          text: wordsOf(teams.shownTo('developer', message)),
          buttons: buttonsOf(teams.shownTo('developer', message)),
          handle: message,
        }));
    },
    presses: {
      async press({ handle }, label) {
        // The handle is what `cards` put there.
        await teams.press('developer', label, handle as ShownMessage);
        await teams.idle();
      },
    },
    forms: {
      async form() {
        const open = teams.dialog();
        return open && { text: `${open.title}\n${wordsOf(open.card)}`, held: heldIn(open.card) };
      },
      async fill(answers) {
        await teams.submit('developer', answers);
        await teams.idle();
      },
      async goBack(answers) {
        await teams.back('developer', answers);
        await teams.idle();
      },
    },
    files: {
      async send(name, text) {
        await teams.sendFile('developer', name, text);
        await teams.idle();
      },
    },
    documents: {
      async shown() {
        await teams.answerConsent('developer', 'accept');
        await teams.idle();
        const { summary } = double.lastMessage(personal)?.activity ?? {};
        return double.uploads.map(({ bytes }) => ({
          title: String(summary),
          text: bytes?.toString('utf8') ?? '',
        }));
      },
    },
    sends: { channel, to: { platform: 'teams', externalId: nameOf(developer.aadObjectId) } },
    directory: {
      channel,
      member: { email: legal.email, externalId: nameOf(legal.aadObjectId) },
      outsider: stranger.email,
      group: {
        id: double.team.id,
        // A guest is in the team, and is no colleague.
        members: double.team.members
          .filter(({ userRole }) => userRole === 'user')
          .map(({ aadObjectId }) => nameOf(aadObjectId)),
      },
    },
    places: {
      channel,
      place: {
        platform: 'teams',
        externalId: nameOf(double.team.channel),
        name: `${double.team.name} › Reviews`,
      },
      // A guest is in the team, and is no colleague.
      members: double.team.members
        .filter(({ userRole }) => userRole === 'user')
        .map(({ aadObjectId }) => nameOf(aadObjectId)),
      shown: () =>
        double
          .messages()
          .filter(({ conversation }) => conversation.startsWith(double.team.channel))
          .map((message) => wordsOf(teams.shownTo('developer', message))),
      archive: () => double.remove(double.team.channel),
    },
    aging: {
      async makeOld() {
        double.fail('update', { status: 404, code: 'ActivityNotFoundInConversation' });
      },
    },
    faults: {
      breakDown: () => double.fail('*', { status: 503 }),
      mend: () => double.mend(),
      async goOn() {
        clock.advance(60_000);
        teams = await startTestTeams({ db, respond, clock, double });
        await teams.idle();
      },
    },
  };
}

/** A card that a message of ours holds; files and bare words are none. */
function cardIn({ activity }: ShownMessage): unknown {
  const [attachment] = listOf(activity.attachments);
  return isRecord(attachment) && attachment.contentType === cardType ? attachment : undefined;
}

function heldIn(card: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    inputsOf(card).flatMap(({ id, value }) =>
      value === undefined ? [] : [[String(id).replace(/^field:/, ''), String(value)]],
    ),
  );
}
