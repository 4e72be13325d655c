import { askedLately } from '#assistant/database-memory.ts';
import type { WaitingCard } from '#assistant/inbox.ts';
import { absenceCard, whenAwayCard } from '#assistant/views/absences/absence-cards.ts';
import { officeCard, recentCard, startCard } from '#assistant/views/help/home-cards.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { absenceOf } from '#foundation/people/absences/absence.ts';
import type { Office } from '#foundation/people/office.ts';
import { asGranted, type Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import { nameAbsence } from '#office/requests/absences/named-absence.ts';

/** What a person finds at home; `reached`: where Steward answers on the platform that shows it. */
export type HomeCards = (personId: string, reached: string) => Promise<readonly Card[]>;

/** As many as a card has buttons. */
const RECENT_MOST = 5;

/** What a person finds beside the conversation: what waits for them, where to begin, what they asked, and the policy. */
export function createHomeCards(parts: {
  readonly db: Db;
  readonly clock: Clock;
  readonly office: Office;
  readonly policy: Policy;
  readonly roles: Roles;
  readonly inbox: (personId: string) => Promise<readonly WaitingCard[]>;
}): HomeCards {
  const { db, clock, office, policy, roles, inbox } = parts;
  return async (personId, reached) => {
    const waiting = await inbox(personId);
    const recent = await askedLately(db, personId, { now: clock.now(), most: RECENT_MOST });
    return [
      startCard(),
      ...waiting.map(({ card }) => card),
      ...(await absenceCards(personId)),
      ...(recent.length > 0 ? [recentCard(recent)] : []),
      officeCard(office, policy, reached),
    ];
  };

  /** Of those who decide: that they are away, or how to say so. */
  async function absenceCards(personId: string): Promise<readonly Card[]> {
    const now = clock.now();
    const absence = await absenceOf(db, personId, now);
    if (absence) {
      const viewer = { personId, today: now.toISOString().slice(0, 10) };
      return [absenceCard(await nameAbsence(db, absence, now), viewer)];
    }
    const held = [...(await asGranted(roles).of(personId))];
    const isReviewer = held.some((role) => role === 'ospo' || role.startsWith('reviewer:'));
    return isReviewer ? [whenAwayCard()] : [];
  }
}
