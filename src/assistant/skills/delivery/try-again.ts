import { type Answered, answered, type Steward } from '#assistant/answering.ts';
import {
  onlyOspoForDeliveryCard,
  tryingAgainCard,
} from '#assistant/views/delivery/trouble-card.ts';

/** Sends again what could not be delivered, if it is the OSPO who presses. */
export async function tryAgain(
  card: string | undefined,
  { db, office, clock, personId, roles }: Steward,
): Promise<Answered> {
  if (!db || !(await roles.of(personId)).has('ospo')) {
    const refusal = onlyOspoForDeliveryCard(office.contact);
    return answered({ kind: 'card', card: refusal, outcome: { kind: 'said' } });
  }
  // Loaded when needed: most questions are asked without.
  const { retryDead } = await import('#foundation/delivery/trouble.ts');
  const done = tryingAgainCard(await retryDead(db, clock.now()));
  return answered(
    card === undefined
      ? { kind: 'card', card: done, outcome: { kind: 'said' } }
      : { kind: 'edit', card, edit: () => done },
  );
}
