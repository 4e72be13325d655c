import { leftOut } from '#assistant/skills/delivery/left-out.ts';
import { groupNames } from '#assistant/skills/requests/request-parts.ts';
import { deliveryTroubleCard } from '#assistant/views/delivery/trouble-card.ts';
import { feedbackCard } from '#assistant/views/feedback/feedback-cards.ts';
import { openQuestionsCard } from '#assistant/views/questions/ospo-cards.ts';
import { drawCard } from '#assistant/views/requests/draw-card.ts';
import type { GroupNames } from '#assistant/views/requests/viewer.ts';
import type { Card } from '#foundation/cards/card.ts';
import { fit } from '#foundation/cards/fit.ts';
import type { Places } from '#foundation/delivery/places.ts';
import { deliveryTrouble } from '#foundation/delivery/trouble.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Office } from '#foundation/people/office.ts';
import { coveredIn, type Role, type Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import { anyBroadcast } from '#office/broadcasts/broadcast.ts';
import { openFeedback } from '#office/questions/feedback.ts';
import { openQuestions } from '#office/questions/open-questions.ts';
import { requestsFor, requestsOf } from '#office/requests/find-requests.ts';
import { groupsHeld, waitsFor } from '#office/requests/who-decides.ts';

/** A card that waits for somebody, until it is dealt with. */
export interface WaitingCard {
  /** Stays the same as long as the matter does. */
  readonly id: string;
  readonly card: Card;
  /** Since when it waits. */
  readonly at: Date;
}

/** What the inbox is drawn from. */
export interface Inspecting {
  readonly roles: Roles;
  readonly clock: Clock;
  readonly policy: Policy;
  readonly office: Office;
  /** On which people are told things now. */
  readonly platforms: () => readonly string[];
  readonly places: Places;
}

const MOST_WAITING = 50;

/** What waits for a person, longest waiting first; drawn from what is true now. */
export async function inboxOf(
  db: Db,
  personId: string,
  on: Inspecting,
): Promise<readonly WaitingCard[]> {
  const { roles, clock, policy, office } = on;
  const held = await roles.of(personId);
  const now = clock.now();
  const asked = await requestsIn(db, {
    personId,
    held,
    people: roles,
    names: groupNames({ policy, office }),
    now,
  });
  const told = await broadcastsIn(db, personId, { ...on, held });
  if (!held.has('ospo')) return [...told, ...asked];
  const notes = (await openFeedback(db, MOST_WAITING)).map((feedback) => ({
    id: feedback.id,
    card: fit(feedbackCard(feedback)),
    at: feedback.at,
  }));
  return [...(await troubleIn(db, now)), ...told, ...asked, ...notes, ...(await questionsIn(db))];
}

/** What they must confirm, and drafts that wait for a second person of the OSPO. */
async function broadcastsIn(
  db: Db,
  personId: string,
  { held, ...on }: Inspecting & { readonly held: ReadonlySet<Role> },
): Promise<readonly WaitingCard[]> {
  if (!(await anyBroadcast(db))) return [];
  // Loaded when there is one.
  const { waitingBroadcasts } = await import('#assistant/notices/draw-broadcasts.ts');
  const { policy, office } = on;
  const groups = Object.keys(groupNames({ policy, office }));
  const addressing = () => ({ ...on, groups, platforms: on.platforms() });
  const isOspo = held.has('ospo');
  return waitingBroadcasts(db, personId, { ...on, addressing, isOspo });
}

interface Looking {
  readonly personId: string;
  readonly held: ReadonlySet<Role>;
  readonly people: Roles;
  readonly names: GroupNames;
  readonly now: Date;
}

/** Requests that wait for them to decide, and their own that wait for their answer. */
async function requestsIn(
  db: Db,
  { personId, held, people, names, now }: Looking,
): Promise<readonly WaitingCard[]> {
  const groups = groupsHeld(held, Object.keys(names));
  const covered = coveredIn(held);
  const own = await requestsOf(db, personId, MOST_WAITING);
  const others = (await requestsFor(db, { personId, groups, covered }, MOST_WAITING)).filter(
    (request) => waitsFor(held, request, personId),
  );
  const waiting = own.filter(
    ({ state }) => state === 'needs-info' || state === 'changes-requested',
  );
  return Promise.all(
    [...waiting, ...others].map(async (request) => ({
      id: request.id,
      card: fit(await drawCard(db, request, { personId, roles: held, now, people }, names)),
      at: request.changedAt,
    })),
  );
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
  const trouble = await deliveryTrouble(db, leftOut);
  const [first] = trouble.notices;
  if (first === undefined) return [];
  const card = fit(deliveryTroubleCard(trouble, now));
  return [{ id: 'delivery-trouble', card, at: first.since }];
}
