import { withRating } from '#assistant/views/answers/closing-buttons.ts';
import { deliveryTroubleCard, tryingAgainCard } from '#assistant/views/delivery/trouble-card.ts';
import {
  alreadyGivenCard,
  answeredCard,
  heardBackCard,
  noFeedbackCard,
  readCard,
  thankedCard,
  thanksCard,
  whatBecomesOfIt,
} from '#assistant/views/feedback/asker-cards.ts';
import {
  alreadyHandledCard,
  answerNotSentCard,
  answerSentCard,
  closedFeedbackCard,
  feedbackCard,
  markedReadCard,
  nobodyWaitsCard,
  noSuchFeedbackCard,
  onlyOspoCard,
} from '#assistant/views/feedback/feedback-cards.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Feedback } from '#office/questions/feedback.ts';
import { sampleCards } from './sample-cards.ts';

const now = new Date('2026-03-02T12:00:00Z');
const contact = { who: 'the open source program office', reach: '#ospo' };

const wrong: Feedback = {
  id: '0198a7e4-6a52-7d3c-9f10-000000000001',
  about: {
    title: 'Yes — nothing to do',
    subject: 'left-pad 1.3.0 (npm) in a mobile app',
    policy: '2026.1',
    expected: 'A review: counsel does not want WTFPL in what we ship.',
  },
  reason: 'wrong',
  comment: 'See the minutes of January.',
  card: '0198a7e4-6a52-7d3c-9f10-000000000002',
  from: { personId: '0198a7e4-6a52-7d3c-9f10-000000000003', name: 'Developer' },
  at: new Date('2026-03-02T09:00:00Z'),
};

const { expected: _expected, ...about } = wrong.about;
const unnamed: Feedback = { id: wrong.id, about, reason: 'unclear', at: now };

const words = 'You are right, and the policy says so since this morning.';
const by = { personId: '0198a7e4-6a52-7d3c-9f10-000000000004', name: 'Grace' };
const read: Feedback = { ...wrong, handled: { at: now, by } };
const answered: Feedback = { ...wrong, handled: { at: now, by, answer: words } };
const somebodyElse = '0198a7e4-6a52-7d3c-9f10-000000000005';

const isRead = whatBecomesOfIt(undefined);
const isKept = whatBecomesOfIt(contact);
const answer: Card = { ...sampleCards.yes, buttons: withRating([], about) };

/** What is said about feedback, by the names of the golden files. */
export const feedbackCards: Readonly<Record<string, Card>> = {
  'feedback-wrong': feedbackCard(wrong),
  'feedback-unnamed': feedbackCard(unnamed),
  'feedback-thanked': thankedCard(answer, isRead),
  'feedback-thanks': thanksCard(isRead),
  'feedback-kept': thanksCard(isKept),
  'feedback-read': readCard(thankedCard(answer, isKept)),
  'feedback-answered': answeredCard(thankedCard(answer, isRead)),
  'feedback-closed': closedFeedbackCard(read, now),
  'feedback-closed-with-answer': closedFeedbackCard(answered, now),
  'feedback-heard-back': heardBackCard(answered),
  'feedback-heard-back-read': heardBackCard(read),
  'feedback-answer-sent': answerSentCard(wrong),
  'feedback-marked-read': markedReadCard(wrong),
  'feedback-only-ospo': onlyOspoCard(contact),
  'feedback-already-given': alreadyGivenCard(
    { at: wrong.at, personId: somebodyElse },
    somebodyElse,
    contact,
  ),
  'feedback-already-given-by-somebody': alreadyGivenCard({ at: wrong.at }, somebodyElse, contact),
  'feedback-already-read': alreadyHandledCard(read, somebodyElse),
  'feedback-already-answered': alreadyHandledCard(answered, by.personId),
  'feedback-answer-not-sent': answerNotSentCard(answered, somebodyElse, 'Ask *Legal*, see §5.'),
  'feedback-nobody-waits': nobodyWaitsCard(),
  'feedback-nowhere-to-keep': noFeedbackCard(contact),
  'feedback-gone': noSuchFeedbackCard(),
  'delivery-trouble': deliveryTroubleCard(
    {
      dead: 1,
      unreachable: 2,
      notices: [
        {
          id: wrong.id,
          kind: 'feedback.new',
          state: 'unreachable',
          name: 'Grace',
          failure: undefined,
          since: wrong.at,
        },
        {
          id: wrong.id,
          kind: 'feedback.state',
          state: 'dead',
          name: undefined,
          failure: 'unavailable',
          since: wrong.at,
        },
      ],
    },
    now,
  ),
  'delivery-trying-again': tryingAgainCard(3),
};
