import { deliveryTroubleCard } from '#assistant/views/delivery/trouble-card.ts';
import { feedbackCard } from '#assistant/views/feedback/feedback-cards.ts';
import { openQuestionsCard } from '#assistant/views/questions/ospo-cards.ts';
import type { Card } from '#foundation/cards/card.ts';
import { fit } from '#foundation/cards/fit.ts';
import { deliveryTrouble } from '#foundation/delivery/trouble.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { openFeedback } from '#office/questions/feedback.ts';
import { openQuestions } from '#office/questions/open-questions.ts';

/** A card that waits for somebody, until it is dealt with. */
export interface WaitingCard {
  /** Stays the same as long as the matter does. */
  readonly id: string;
  readonly card: Card;
  /** Since when it waits. */
  readonly at: Date;
}

const MOST_WAITING = 50;

/** What waits for a person, longest waiting first; drawn from what is true now. */
export async function inboxOf(
  db: Db,
  personId: string,
  { roles, clock }: { readonly roles: Roles; readonly clock: Clock },
): Promise<readonly WaitingCard[]> {
  if (!(await roles.of(personId)).has('ospo')) return [];
  const now = clock.now();
  const notes = (await openFeedback(db, MOST_WAITING)).map((feedback) => ({
    id: feedback.id,
    card: fit(feedbackCard(feedback)),
    at: feedback.at,
  }));
  return [...(await troubleIn(db, now)), ...notes, ...(await questionsIn(db))];
}

/** One card for all: there may be many, and none of them is anybody's alone. */
async function questionsIn(db: Db): Promise<readonly WaitingCard[]> {
  const clusters = await openQuestions(db);
  const [first] = clusters
    .flatMap(({ questions }) => questions.map(({ firstAt }) => firstAt))
    .sort((one, other) => one.getTime() - other.getTime());
  if (first === undefined) return [];
  return [{ id: 'open-questions', card: fit(openQuestionsCard(clusters, 0)), at: first }];
}

/** First of all: who reads it may be why others have not heard. */
async function troubleIn(db: Db, now: Date): Promise<readonly WaitingCard[]> {
  const trouble = await deliveryTrouble(db);
  const [first] = trouble.notices;
  if (first === undefined) return [];
  const card = fit(deliveryTroubleCard(trouble, now));
  return [{ id: 'delivery-trouble', card, at: first.since }];
}
