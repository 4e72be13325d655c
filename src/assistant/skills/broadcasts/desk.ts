import { type Answered, answered, type Broadcasting, say, show } from '#assistant/answering.ts';
import { groupNames } from '#assistant/skills/requests/request-parts.ts';
import { noSuchBroadcastCard } from '#assistant/views/broadcasts/refused-cards.ts';
import type { Db } from '#foundation/store/database.ts';
import { type Broadcast, broadcastNotices } from '#office/broadcasts/broadcast.ts';
import type { Addressing } from '#office/broadcasts/people-in.ts';

/** Who is meant by what somebody writes now. */
export function addressingOf({
  roles,
  office,
  policy,
  platforms,
  places,
}: Broadcasting): Addressing {
  return {
    roles,
    office,
    groups: Object.keys(groupNames({ policy, office })),
    platforms: platforms(),
    places,
  };
}

/** Shows it on the card that was pressed, or on one that stays true where it stands. */
export async function showDesk(
  db: Db,
  broadcast: Broadcast | undefined,
  card: string | undefined,
  broadcasting: Broadcasting,
): Promise<Answered> {
  if (!broadcast) return say(noSuchBroadcastCard(), { kind: 'no-answer' });
  const { drawDesk } = await import('#assistant/notices/draw-broadcasts.ts');
  const isOwn = broadcast.createdBy?.personId === broadcasting.personId;
  const addressing = () => addressingOf(broadcasting);
  const now = await drawDesk(db, broadcast, { ...broadcasting, addressing, isOwn });
  const { personId, clock } = broadcasting;
  const shown = { kind: broadcastNotices.shown, matter: broadcast.id, personId };
  if (card === undefined) return show(now, shown);
  // Whatever the card was about before: from now on it says how far this broadcast is.
  const { standFor } = await import('#foundation/delivery/notice.ts');
  await standFor(db, shown, card, clock.now());
  return answered({ kind: 'edit', card, edit: () => now });
}
