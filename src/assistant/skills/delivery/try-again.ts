import { type Answered, type Overseeing, onCard, say } from '#assistant/answering.ts';
import {
  onlyOspoForDeliveryCard,
  tryingAgainCard,
} from '#assistant/views/delivery/trouble-card.ts';

/** Sends again what could not be delivered, if it is the OSPO who presses. */
export async function tryAgain(
  card: string | undefined,
  { db, office, clock, personId, roles }: Overseeing,
): Promise<Answered> {
  if (!db || !(await roles.of(personId)).has('ospo')) {
    return say(onlyOspoForDeliveryCard(office.contact));
  }
  // Loaded when needed: most questions are asked without.
  const [{ retryDead }, { leftOut }] = await Promise.all([
    import('#foundation/delivery/trouble.ts'),
    import('#assistant/skills/delivery/left-out.ts'),
  ]);
  const done = tryingAgainCard(await retryDead(db, clock.now(), leftOut));
  return onCard(card, done);
}
