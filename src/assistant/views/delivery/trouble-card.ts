import { retryDelivery } from '#assistant/actions.ts';
import { age } from '#assistant/views/answers/words.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { DeliveryTrouble, TroubledNotice } from '#foundation/delivery/trouble.ts';
import type { Contact } from '#foundation/people/contacts.ts';

/** For the OSPO: what Steward should have told somebody, and could not. */
export function deliveryTroubleCard(trouble: DeliveryTrouble, now: Date): Card {
  const { dead, unreachable, notices } = trouble;
  const all = dead + unreachable;
  const left = all - notices.length;
  return {
    tone: 'caution',
    title: `${all} ${all === 1 ? 'message' : 'messages'} could not be delivered`,
    parts: [
      {
        kind: 'paragraph',
        text: [
          dead === 0 ? '' : `${dead} failed again and again and ${isAre(dead)} no longer tried.`,
          unreachable === 0
            ? ''
            : `${unreachable} ${isAre(unreachable)} for people who have left, or have no account that I can write to.`,
        ]
          .filter((sentence) => sentence !== '')
          .join(' '),
      },
      {
        kind: 'list',
        entries: [
          ...notices.map((notice) => noticeInWords(notice, now)),
          ...(left > 0 ? [`and ${left} more`] : []),
        ],
      },
    ],
    source: 'What failed stands in the log, by the code given here',
    buttons: [{ label: 'Try all again', action: retryDelivery.with({}), style: 'primary' }],
  };
}

function noticeInWords({ kind, state, name, failure, since }: TroubledNotice, now: Date): string {
  const what = names[kind] ?? 'A message';
  const why = state === 'unreachable' ? 'not reachable' : `gave up (${failure ?? 'bug'})`;
  return `${what}${name === undefined ? '' : ` to ${name}`}: ${why}, ${age(since, now)}`;
}

const names: Readonly<Record<string, string>> = {
  'feedback.new': 'A note on an answer',
  'feedback.state': 'What became of a note, on its card',
  'feedback.answer': 'The answer to a note',
  'question.daily': 'The open questions of a day',
  'question.closed': 'How a question ended',
  'request.review': 'A request to decide',
  'request.asked': 'A question about a request',
  'request.answered': 'The answer to a question about a request',
  'request.decided': 'A decision',
  'request.followed': 'News of a request',
  'absence.covering': 'Whom somebody covers for',
  reminder: 'A reminder',
  broadcast: 'A broadcast',
  'broadcast.place': 'A broadcast, in a channel',
  'broadcast.approval': 'A broadcast to approve',
};

/** After the press. */
export function tryingAgainCard(count: number): Card {
  const what = count === 1 ? 'One message' : `${count} messages`;
  return {
    tone: 'neutral',
    title: count === 0 ? 'There is nothing left to try again' : 'Trying again',
    parts:
      count === 0
        ? []
        : [
            {
              kind: 'paragraph',
              text: `${what} will go out now. What fails again is shown here again.`,
            },
          ],
    buttons: [],
  };
}

export function onlyOspoForDeliveryCard(contact: Contact): Card {
  return {
    tone: 'neutral',
    title: 'That is for the OSPO',
    parts: [{ kind: 'paragraph', text: `Only ${contact.who} can do that. Nothing was changed.` }],
    buttons: [],
  };
}

function isAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}
