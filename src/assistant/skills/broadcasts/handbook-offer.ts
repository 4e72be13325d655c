import { type Answered, type Broadcasting, onCard, say } from '#assistant/answering.ts';
import { forOspo } from '#assistant/skills/broadcasts/for-ospo.ts';
import {
  handbookDoneCard,
  handbookOfferCard,
} from '#assistant/views/broadcasts/handbook-offer-card.ts';
import { onlyOspoBroadcastsCard } from '#assistant/views/broadcasts/refused-cards.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import type { SeenChange } from '#office/broadcasts/handbook/handbook-change.ts';

/** Takes that nobody need be told of a change of the handbook; one that is not all any more is shown as it is now. */
export function passHandbook(
  seen: SeenChange,
  card: string | undefined,
  broadcasting: Broadcasting,
): Promise<Answered> {
  return forOspo(broadcasting, async (db) => {
    const { changedHandbook, passChange } = await import(
      '#office/broadcasts/handbook/handbook-change.ts'
    );
    const passed = await passChange(db, seen, broadcasting);
    switch (passed) {
      case 'passed':
        return onCard(card, handbookDoneCard());
      case 'moved-on': {
        const now = await changedHandbook(db);
        const isSame = now?.offer === seen.offer;
        return onCard(card, isSame ? handbookOfferCard(now) : handbookDoneCard());
      }
      case 'not-ospo':
        return say(onlyOspoBroadcastsCard(contactFor(broadcasting.office, 'broadcasts')));
      default:
        return unreachable(passed);
    }
  });
}
