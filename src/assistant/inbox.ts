import { feedbackCard } from '#assistant/views/feedback/feedback-cards.ts';
import type { Card } from '#foundation/cards/card.ts';
import { fit } from '#foundation/cards/fit.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { isOspo } from '#foundation/people/personas.ts';
import type { Db } from '#foundation/store/database.ts';
import { openFeedback } from '#office/questions/feedback.ts';

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
  clock: Clock,
): Promise<readonly WaitingCard[]> {
  if (!(await isOspo(db, personId))) return [];
  const now = clock.now();
  const open = await openFeedback(db, MOST_WAITING);
  return open.map((feedback) => ({
    id: feedback.id,
    card: fit(feedbackCard(feedback, now)),
    at: feedback.at,
  }));
}
