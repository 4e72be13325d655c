import {
  addToHandbook,
  answerQuestions,
  dismissQuestions,
  openQuestion,
  showOpenQuestions,
} from '#assistant/actions.ts';
import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import type { Button, Card, Fact, Part } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { emphasis } from '#foundation/cards/text.ts';
import type { Contact } from '#foundation/people/contacts.ts';
import type { Added } from '#office/questions/add-to-handbook.ts';
import type { Somebody } from '#office/questions/feedback.ts';
import type { Cluster, Question } from '#office/questions/open-questions.ts';

/** With one for those that follow, as many as a card has buttons. */
export const LISTED_MOST = 4;
const ALIKE_MOST = 10;
const NAMES_MOST = 10;
const NAMED_MOST = 200;

/** What people asked in vain, the most wanted first. */
export function openQuestionsCard(clusters: readonly Cluster[], from: number): Card {
  const shown = clusters.slice(from, from + LISTED_MOST);
  if (shown.length === 0) {
    const none = clusters.length === 0;
    const text = none
      ? 'Everything that people asked the handbook was answered, or is dealt with.'
      : 'These were all.';
    return said(none ? 'No open questions' : 'No more open questions', text);
  }
  const left = clusters.length - from - shown.length;
  return {
    tone: 'neutral',
    title: titleOf(clusters.length),
    parts: [
      {
        kind: 'paragraph',
        text: `What the handbook did not answer, or not well${clusters.length === 1 ? '.' : '; the most wanted first.'}`,
      },
      {
        kind: 'list',
        entries: shown.map((cluster) => [
          emphasis(cutWords(nameOf(cluster), NAMED_MOST)),
          ` — ${wantedWords(cluster)}`,
        ]),
      },
    ],
    buttons: [
      ...shown.flatMap((cluster) => openButton(cluster)),
      ...(left > 0
        ? [
            {
              label: `Show ${left} more`,
              action: showOpenQuestions.with({ from: from + LISTED_MOST }),
            },
          ]
        : []),
    ],
  };
}

/** What becomes of the day's card when nothing is left of it. */
export function noQuestionsLeftCard(): Card {
  return openQuestionsCard([], 0);
}

/** One question with those that ask the same. */
export function questionCard(cluster: Cluster): Card {
  const { questions } = cluster;
  const ids = questions.map(({ id }) => id);
  const alike = questions.slice(1, 1 + ALIKE_MOST);
  const more = questions.length - 1 - alike.length;
  return {
    tone: 'neutral',
    title: `“${cutWords(nameOf(cluster), 140)}”`,
    parts: [
      { kind: 'facts', rows: factsOf(cluster) },
      ...(alike.length > 0
        ? [
            {
              kind: 'list',
              title: 'Asked in other words',
              entries: [
                ...alike.map(({ text }) => [emphasis(cutWords(text, NAMED_MOST))]),
                ...(more > 0 ? [`and ${more} more`] : []),
              ],
            } satisfies Part,
          ]
        : []),
    ],
    source:
      'Answer by the button, or write here “answer: …”. Who asked is kept only of those who want the answer.',
    buttons: [
      { label: 'Answer', action: answerQuestions.with({ ids }), style: 'primary', opens: 'form' },
      { label: 'All open questions', action: showOpenQuestions.with({ from: 0 }) },
      {
        label: 'Dismiss without an answer',
        action: dismissQuestions.with({ ids }),
        style: 'danger',
      },
    ],
  };
}

/** What becomes of its card once it was dealt with; `told` people are told. */
export function closedQuestionCard(question: Question, told: number | undefined): Card {
  const { id, text, closed } = question;
  const answer = closed?.answer;
  const who = closed?.by?.name ?? 'Somebody in the OSPO';
  const when = closed === undefined ? '' : ` on ${universalTime(closed.at)}`;
  const did = answer === undefined ? 'Dismissed' : 'Answered';
  const heard =
    told === undefined
      ? []
      : [told === 0 ? 'Nobody waited to be told.' : `${people(told)} told in a message.`];
  return {
    tone: 'neutral',
    title: `${did} by ${who}${when}`,
    parts: [
      { kind: 'paragraph', text: [emphasis(cutWords(text, NAMED_MOST))] },
      ...(answer === undefined ? [] : [{ kind: 'paragraph', text: answer } satisfies Part]),
      ...heard.map((words): Part => ({ kind: 'note', tone: 'neutral', text: words })),
      ...(closed?.addedAt === undefined
        ? []
        : [{ kind: 'note', tone: 'neutral', text: 'It is in the handbook.' } satisfies Part]),
    ],
    buttons: [
      ...(answer !== undefined && closed?.addedAt === undefined
        ? [{ label: 'Add to the handbook', action: addToHandbook.with({ id }) }]
        : []),
      { label: 'All open questions', action: showOpenQuestions.with({ from: 0 }) },
    ],
  };
}

/** Somebody was faster: what they wrote comes back to them. */
export function answerTooLateCard({ closed }: Question, words: string): Card {
  const who = closed?.by?.name ?? 'Somebody in the OSPO';
  const did = closed?.answer === undefined ? 'dismissed' : 'answered';
  const when = closed === undefined ? '' : `, on ${universalTime(closed.at)}`;
  return {
    tone: 'caution',
    title: 'Your answer was not sent',
    parts: [
      { kind: 'paragraph', text: `${who} has already ${did} that question${when}.` },
      ...(closed?.answer === undefined
        ? []
        : [{ kind: 'paragraph', text: `They answered: “${closed.answer}”` } satisfies Part]),
      { kind: 'paragraph', text: `You wrote: “${words}”` },
    ],
    buttons: [],
  };
}

/** After the answer went into the handbook. */
export function addedCard({ file, where }: Extract<Added, { kind: 'added' }>): Card {
  const text =
    where === 'folder'
      ? `It is the file ${file} in the folder of your handbook, and is read from now on. Look it over and commit it as you would any other.`
      : `The folder of the handbook cannot be written, so the page ${file} is kept in the database. It is read from now on all the same.`;
  return said('Added to the handbook', text);
}

export function alreadyAddedCard(): Card {
  return said('It is in the handbook already', 'There is nothing left to do.');
}

/** An answer to no question: what was written comes back. */
export function whichQuestionCard(words: string): Card {
  return {
    tone: 'neutral',
    title: 'An answer to which question?',
    parts: [
      {
        kind: 'paragraph',
        text: 'Open the question first; then write your answer under it.',
      },
      { kind: 'paragraph', text: `You wrote: “${words}”` },
    ],
    buttons: [{ label: 'All open questions', action: showOpenQuestions.with({ from: 0 }) }],
  };
}

export function questionOverCard(): Card {
  return said(
    'That question is not open any more',
    'It was answered or dismissed. There is nothing left to do with it.',
  );
}

export function onlyOspoQuestionsCard(contact: Contact): Card {
  const text = `Only ${contact.who} can see and answer what people asked. Nothing was changed.`;
  return said('That is for the OSPO', text);
}

function titleOf(count: number): string {
  return count === 1 ? 'One open question' : `${count} open questions`;
}

/** The most typical of them stands for all. */
function nameOf({ questions }: Cluster): string {
  return questions[0]?.text ?? '';
}

function openButton(cluster: Cluster): readonly Button[] {
  const [first] = cluster.questions;
  if (!first) return [];
  return [{ label: cutWords(first.text, 60), action: openQuestion.with({ id: first.id }) }];
}

function wantedWords({ times, questions }: Cluster): string {
  const asked = times === 1 ? 'asked once' : `asked ${times} times`;
  const ways = questions.length > 1 ? ` in ${questions.length} ways` : '';
  const waiting = askersOf(questions).length;
  return waiting === 0 ? `${asked}${ways}` : `${asked}${ways}, ${waiting} ${waits(waiting)}`;
}

function waits(count: number): string {
  return count === 1 ? 'waits for the answer' : 'wait for the answer';
}

function factsOf({ questions, times }: Cluster): readonly Fact[] {
  const askers = askersOf(questions);
  const named = askers.slice(0, NAMES_MOST).map(({ name }) => name ?? 'somebody without a name');
  const more = askers.length - named.length;
  const first = Math.min(...questions.map(({ firstAt }) => firstAt.getTime()));
  const last = Math.max(...questions.map(({ lastAt }) => lastAt.getTime()));
  return [
    {
      label: 'Waiting for the answer',
      value:
        askers.length === 0
          ? 'nobody'
          : [...named, ...(more > 0 ? [`${more} more`] : [])].join(', '),
    },
    { label: 'Asked', value: times === 1 ? 'once' : `${times} times` },
    { label: 'First', value: universalTime(new Date(first)) },
    ...(last === first ? [] : [{ label: 'Last', value: universalTime(new Date(last)) }]),
  ];
}

function askersOf(questions: readonly Question[]): readonly Somebody[] {
  const all = questions.flatMap(({ askers }) => askers);
  return [...new Map(all.map((one) => [one.personId, one])).values()];
}

function people(count: number): string {
  return count === 1 ? 'One person is' : `${count} people are`;
}

function said(title: string, text: string): Card {
  return { tone: 'neutral', title, parts: [{ kind: 'paragraph', text }], buttons: [] };
}
