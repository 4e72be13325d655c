import { answerFeedback, markFeedbackRead } from '#assistant/actions.ts';
import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import type { Card, Fact, Part } from '#foundation/cards/card.ts';
import type { Contact } from '#foundation/people/contacts.ts';
import type { Feedback, FeedbackReason } from '#office/questions/feedback.ts';

/** For the OSPO: what somebody thinks of an answer. It may stand for long: dates, no ages. */
export function feedbackCard(feedback: Feedback): Card {
  const { id, reason, from } = feedback;
  return {
    tone: reason === 'wrong' ? 'caution' : 'neutral',
    title: titles[reason],
    parts: [
      whatTheySaid(feedback),
      ...(from
        ? [{ kind: 'note', tone: 'neutral', text: 'They would like an answer.' } as const]
        : []),
    ],
    source: sourceOf(feedback),
    buttons: [
      ...(from
        ? [
            {
              label: 'Answer',
              action: answerFeedback.with({ id }),
              style: 'primary',
              opens: 'form',
            } as const,
          ]
        : []),
      { label: 'Mark as read', action: markFeedbackRead.with({ id }) },
    ],
  };
}

/** What becomes of it, for all of the OSPO, once one of them has dealt with it. */
export function closedFeedbackCard(feedback: Feedback, at: Date): Card {
  const { handled } = feedback;
  const answer = handled?.answer;
  const did = answer === undefined ? 'Read' : 'Answered';
  return {
    tone: 'neutral',
    title: `${did} by the OSPO on ${universalTime(handled?.at ?? at)}`,
    parts: [
      whatTheySaid(feedback),
      ...(answer === undefined
        ? []
        : [{ kind: 'note', tone: 'neutral', text: `The OSPO answers: ${answer}` } as const]),
    ],
    source: sourceOf(feedback),
    buttons: [],
  };
}

function sourceOf({ about, at }: Feedback): string {
  return `Policy ${about.policy} · came in on ${universalTime(at)}`;
}

function whatTheySaid({ about, comment, from }: Feedback): Part {
  const rows: readonly (Fact | undefined)[] = [
    { label: 'The answer', value: about.title },
    { label: 'Asked about', value: about.subject },
    about.expected === undefined
      ? undefined
      : { label: 'Would have been right', value: about.expected },
    comment === undefined ? undefined : { label: 'In their words', value: comment },
    {
      label: 'From',
      value: from ? (from.name ?? 'somebody without a name') : 'did not want to be named',
    },
  ];
  return { kind: 'facts', rows: rows.filter((row) => row !== undefined) };
}

const titles: Readonly<Record<FeedbackReason, string>> = {
  wrong: 'Somebody says an answer is wrong',
  unclear: 'Somebody does not understand an answer',
  missing: 'Somebody misses something in an answer',
  other: 'Somebody says an answer does not help',
};

/** After the OSPO sent an answer. */
export function answerSentCard({ about, from }: Feedback): Card {
  const who = from?.name ?? 'Whoever wrote the note';
  const text = `${who} gets it as a message about “${about.title}”.`;
  return said('Your answer was sent', text);
}

/** After the press: what there is left to do is on the card, nothing else. */
export function markedReadCard(feedback: Feedback): Card {
  const { about, from, card } = feedback;
  const told = card === undefined ? '' : ' The card that it is about says that you have.';
  const answer = from ? ` ${from.name ?? 'They'} would like an answer from you.` : '';
  return said('Marked as read', `The note on “${about.title}”.${told}${answer}`);
}

/** Somebody was faster, or it was they themselves. */
export function alreadyHandledCard(feedback: Feedback, reader: string): Card {
  const { did, text } = whoDid(feedback, reader);
  return said(`Already ${did}`, `${text} There is nothing left to do with that note.`);
}

/** Too late, or for nobody: what they wrote comes back to them. */
export function answerNotSentCard(feedback: Feedback, reader: string, words: string): Card {
  const why = feedback.handled ? whoDid(feedback, reader).text : NOBODY_WAITS;
  return {
    tone: 'caution',
    title: 'Your answer was not sent',
    parts: [
      { kind: 'paragraph', text: why },
      { kind: 'paragraph', text: `You wrote: “${words}”` },
    ],
    buttons: [],
  };
}

function whoDid({ about, handled }: Feedback, reader: string) {
  const by = handled?.by;
  const who = by?.personId === reader ? 'You have' : `${by?.name ?? 'Somebody in the OSPO'} has`;
  const did = handled?.answer === undefined ? 'read' : 'answered';
  const when = handled === undefined ? '' : `, on ${universalTime(handled.at)}`;
  return { did, text: `${who} already ${did} the note on “${about.title}”${when}.` };
}

const NOBODY_WAITS = 'Whoever wrote that note is not known, so nobody would get an answer.';

/** Without a name there is nobody to whom an answer could go. */
export function nobodyWaitsCard(): Card {
  return said('Nobody waits for an answer', `${NOBODY_WAITS} You can mark it as read.`);
}

export function onlyOspoCard(contact: Contact): Card {
  const text = `Only ${contact.who} can read and answer notes. Nothing was changed.`;
  return said('That is for the OSPO', text);
}

export function noSuchFeedbackCard(): Card {
  return said('That note is gone', 'There is nothing left to do with it.');
}

function said(title: string, text: string): Card {
  return { tone: 'neutral', title, parts: [{ kind: 'paragraph', text }], buttons: [] };
}
