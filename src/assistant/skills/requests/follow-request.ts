import { type Answered, onCard, type Requesting, say } from '#assistant/answering.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { followedCard, followingCard } from '#assistant/views/requests/duplicates/follow-cards.ts';
import { noSuchRequestCard } from '#assistant/views/requests/list-cards.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** Somebody wants to hear what comes of a request that asks for the same. */
export async function followRequest(
  id: string,
  card: string | undefined,
  { db, personId, clock }: Requesting,
): Promise<Answered> {
  if (!db) return say(staleCard(), { kind: 'no-answer' });
  const { follow } = await import('#office/requests/follow.ts');
  const followed = await follow(db, id, personId, clock);
  switch (followed.kind) {
    case 'followed':
      return onCard(card, followingCard(followed.request));
    case 'over':
      return onCard(card, followedCard(followed.request));
    case 'not-found':
      return say(noSuchRequestCard('this request'), { kind: 'no-answer' });
    default:
      return unreachable(followed);
  }
}
