import {
  askedCard,
  cannotAskCard,
  outcomeCard,
  questionGoneCard,
} from '#assistant/views/questions/asker-cards.ts';
import {
  addedCard,
  alreadyAddedCard,
  answerTooLateCard,
  closedQuestionCard,
  onlyOspoQuestionsCard,
  openQuestionsCard,
  questionCard,
  questionOverCard,
  whichQuestionCard,
} from '#assistant/views/questions/ospo-cards.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Cluster, Question } from '#office/questions/open-questions.ts';

const contact = { who: 'the open source program office', reach: '#ospo' };
const idOf = (number: number) => `0198a7e4-6a52-7d3c-9f10-${String(number).padStart(12, '0')}`;
const first = new Date('2026-03-02T09:00:00Z');
const last = new Date('2026-03-05T16:30:00Z');
const ada = { personId: idOf(101), name: 'Ada' };
const nameless = { personId: idOf(102), name: undefined };
const by = { personId: idOf(103), name: 'Grace' };

const drones: Question = {
  id: idOf(1),
  text: 'what does our policy say about drones? <b>',
  times: 3,
  firstAt: first,
  lastAt: last,
  askers: [ada, nameless],
};
const alike: Question = {
  ...drones,
  id: idOf(2),
  text: 'policy on drones',
  times: 1,
  askers: [ada],
};
const cluster: Cluster = { questions: [drones, alike], times: 4 };
const others = ['who signs for the cat', 'are hackathons allowed', 'gifts?', 'one more'].map(
  (text, at): Cluster => ({
    questions: [{ ...drones, id: idOf(10 + at), text, times: 1, askers: [] }],
    times: 1,
  }),
);

const answer = 'Drones are hardware, and not ours.\n\nAsk the facility team.';
const answered: Question = { ...drones, closed: { at: last, by, answer } };
const added: Question = { ...drones, closed: { at: last, by, answer, addedAt: last } };
const dismissed: Question = { ...drones, closed: { at: last, by } };

/** What is said about open questions, by the names of the golden files. */
export const questionCards: Readonly<Record<string, Card>> = {
  'question-asked': askedCard(false, contact),
  'question-asked-again': askedCard(true, contact),
  'question-cannot-ask': cannotAskCard(contact),
  'question-gone': questionGoneCard(contact),
  'question-answered': outcomeCard(answered, contact),
  'question-dismissed': outcomeCard(dismissed, contact),
  'questions-open': openQuestionsCard([cluster, ...others], 0),
  'questions-open-rest': openQuestionsCard([cluster, ...others], 4),
  'questions-none': openQuestionsCard([], 0),
  'questions-no-more': openQuestionsCard([cluster], 4),
  question: questionCard(cluster),
  'question-closed': closedQuestionCard(answered, 2),
  'question-closed-and-added': closedQuestionCard(added, undefined),
  'question-closed-dismissed': closedQuestionCard(dismissed, 0),
  'question-too-late': answerTooLateCard(answered, 'Ask me.'),
  'question-over': questionOverCard(),
  'question-which': whichQuestionCard('Ask me.'),
  'question-only-ospo': onlyOspoQuestionsCard(contact),
  'question-added': addedCard({
    kind: 'added',
    question: answered,
    file: 'faq/drones.md',
    where: 'folder',
  }),
  'question-added-kept': addedCard({
    kind: 'added',
    question: answered,
    file: 'faq/drones.md',
    where: 'database',
  }),
  'question-already-added': alreadyAddedCard(),
};
