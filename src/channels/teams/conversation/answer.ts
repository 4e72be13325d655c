import type { Respond } from '#assistant/turn.ts';
import { cardType, drawFor, messageName } from '#channels/teams/calls/messages.ts';
import type { TeamsPeople } from '#channels/teams/calls/people.ts';
import type { Asides } from '#channels/teams/conversation/asides.ts';
import type { Conversations } from '#channels/teams/conversation/conversations.ts';
import { type Dialog, noteDialog } from '#channels/teams/conversation/dialog.ts';
import type { FormDialogs } from '#channels/teams/conversation/form-dialogs.ts';
import type { Forms } from '#channels/teams/conversation/forms.ts';
import { pressedOutlet, threadOf } from '#channels/teams/conversation/outlet.ts';
import type { Results } from '#channels/teams/conversation/results.ts';
import { type Found, note } from '#channels/teams/conversation/search.ts';
import type { Asked, Heard, PressHeard } from '#channels/teams/receive/heard.ts';
import type { Answer } from '#channels/teams/receive/http.ts';
import type { SendReplies } from '#channels/teams/reply.ts';
import type { Arrival } from '#foundation/delivery/intake/arrivals.ts';
import type { Intake } from '#foundation/delivery/intake/intake.ts';
import { findSentCard } from '#foundation/delivery/sent-cards.ts';
import { inTime } from '#foundation/kernel/in-time.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Db } from '#foundation/store/database.ts';

export interface AnswerOptions {
  readonly db: Db;
  readonly log: Log;
  readonly respond: Respond;
  readonly people: TeamsPeople;
  readonly conversations: Conversations;
  readonly dialogs: FormDialogs;
  readonly forms: Forms;
  readonly asides: Asides;
  readonly search: (heard: Extract<Asked, { kind: 'search' }>) => Promise<Found>;
  readonly sendReplies: SendReplies;
  readonly results: Results;
  readonly intake: Pick<Intake<Heard>, 'take' | 'dealNow' | 'track'>;
}

/** Answers what somebody waits for; `since` when it came, by `performance.now()`. */
export type AnswerAsked = (asked: Asked, arrival: Arrival, since: number) => Promise<Answer>;

/** Milliseconds after which an invoke is answered in any case; Teams gives up after some more. */
const ANSWER_MS = 2_000;

/**
 * Teams shows what an invoke is answered with: never nothing, which it takes for a failure, and then it sends the press
 * again.
 */
export function createAnswer(options: AnswerOptions): AnswerAsked {
  const { db, log, respond, people, conversations, dialogs, forms, asides, search } = options;
  const { sendReplies, results, intake } = options;

  /** What is pressed is stored and dealt with as a message is; whoever pressed sees the card as it stands then. */
  async function press(asked: PressHeard, arrival: Arrival, since: number): Promise<Answer> {
    const isOurs = results.knows(arrival);
    const ended = results.of(arrival);
    const taken = await intake.take(asked, arrival, since);
    // Another process is at it, or was; nobody would tell us how it ends.
    if (taken === 'known' && !isOurs) results.settle(arrival.id, 'done');
    const first = await inTime(ended, since + ANSWER_MS, log);
    if (first === 'late') return toast(LATE);
    if (first === 'failed') return toast(FAILED);
    if (first === 'alone') return toast(ALONE);
    const shown = await inTime(cardNow(asked), since + ANSWER_MS, log);
    return shown === 'late' || shown === 'failed' || shown === undefined ? toast(DONE) : shown;
  }

  async function cardNow({
    place,
    message,
  }: Pick<PressHeard, 'place' | 'message'>): Promise<Answer | undefined> {
    if (message === undefined) return undefined;
    const card = await findSentCard(db, messageName(place.conversation, message));
    if (!card) return undefined;
    const conversation = await conversations.find(place.conversation);
    return cardAnswer(drawFor(card, conversation?.userId));
  }

  /** A form where it leads to one; all else is said in the conversation. */
  async function open(
    asked: Extract<Asked, { kind: 'open' }>,
    arrival: Arrival,
    until: number,
  ): Promise<Dialog> {
    let isLate = false;
    const work = intake.dealNow(arrival, async () => {
      const { from, place, message, action } = asked;
      await conversations.note(place, from);
      const personId = await people.personOf(from, place);
      const card = message === undefined ? undefined : messageName(place.conversation, message);
      const content = { kind: 'action', action, ...(card !== undefined && { card }) } as const;
      const replies = await respond({ personId, thread: threadOf(place), content });
      const outlet = pressedOutlet({ from, personId, place, card, content });
      const form = replies.find((reply) => reply.kind === 'form');
      const dialog = form && !isLate ? await dialogs.open(form, outlet) : undefined;
      // It may have become late meanwhile; then the form is offered in the conversation, as was said.
      if (dialog && !isLate) return { result: dialog, cards: [] };
      return { result: noteDialog(ANSWERED), cards: await sendReplies(replies, outlet) };
    });
    const first = await inTime(work, until, log);
    if (first === 'late') isLate = true;
    if (first === 'late') return noteDialog(LATE_FORM);
    if (first === 'failed') return noteDialog(FAILED);
    return first === 'known' ? noteDialog(OPENED) : first;
  }

  async function answerDialog(work: Promise<Dialog>, until: number): Promise<Answer> {
    const first = await inTime(work, until, log);
    if (first === 'late') return ok(noteDialog(LATE_ASIDE));
    return ok(first === 'failed' ? noteDialog(FAILED_ASIDE) : first);
  }

  return async (asked, arrival, since) => {
    const until = since + ANSWER_MS;
    switch (asked.kind) {
      case 'press':
        return press(asked, arrival, since);
      case 'consent':
        await intake.take(asked, arrival, since);
        return { status: 200 };
      case 'refresh': {
        const card = await inTime(cardNow(asked), until, log);
        return card === 'late' || card === 'failed' || card === undefined ? notRefreshed : card;
      }
      case 'open':
        return ok(await open(asked, arrival, until));
      case 'page':
        return ok(await forms.answer(asked, arrival, until));
      case 'press-in-dialog': {
        const work = intake.dealNow(arrival, async () => ({
          result: await asides.answer(asked),
          cards: [],
        }));
        return answerDialog(
          work.then((done) => (done === 'known' ? noteDialog(ALREADY) : done)),
          until,
        );
      }
      case 'ask-about':
        return answerDialog(tracked(asides.answer(asked)), until);
      case 'search': {
        const found = await inTime(tracked(search(asked)), until, log);
        return ok(found === 'late' || found === 'failed' ? note(NOT_NOW) : found);
      }
      default:
        return unreachable(asked);
    }
  };

  function tracked<T>(work: Promise<T>): Promise<T> {
    intake.track(work.catch(() => undefined));
    return work;
  }
}

const DONE = 'Done.';
const LATE = 'I have it. This takes longer than usual; the answer comes here.';
const ALONE = 'The answer is in your own chat with me.';
const FAILED =
  'Something broke on our side, and nothing is lost: I try again by myself. If you hear nothing in a few minutes, press once more.';
const FAILED_ASIDE =
  'Something broke on our side, and nothing is lost. Please try again in a minute.';
const OPENED = 'This was pressed a moment ago already. If no form came, press once more.';
const ANSWERED = 'You find the answer in the conversation.';
const LATE_FORM =
  'This takes longer than usual. The form comes into the conversation as a message with a button.';
const LATE_ASIDE = 'This takes longer than usual. Please ask again in a minute.';
const NOT_NOW = 'The answer takes longer than usual. Please type it again in a moment.';
const ALREADY = 'This was answered already.';

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function cardAnswer(value: unknown): Answer {
  return ok({ statusCode: 200, type: cardType, value });
}

/** A few words that Teams shows below the card for a moment. */
function toast(value: string): Answer {
  return ok({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value });
}

/** Then Teams leaves the card as it is. */
const notRefreshed: Answer = ok({
  statusCode: 404,
  type: 'application/vnd.microsoft.error',
  value: { code: 'NotFound', message: 'This card is not kept any more.' },
});
