import { type Answered, type Requesting, say } from '#assistant/answering.ts';
import {
  changesSince,
  groupNames,
  showOn,
  viewing,
} from '#assistant/skills/requests/request-parts.ts';
import { elsewhereCard } from '#assistant/views/help/help-card.ts';
import {
  noSuchRequestCard,
  ownRequestsCard,
  queueCard,
} from '#assistant/views/requests/list-cards.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import { coveredIn } from '#foundation/people/roles.ts';
import type { Request } from '#office/requests/find-requests.ts';

const LISTED_MOST = 10;

/** What somebody asked for. */
export async function listOwn({
  db,
  office,
  policy,
  forms,
  personId,
}: Requesting): Promise<Answered> {
  if (!db) return say(elsewhereCard('requests', contactFor(office, 'requests')));
  const { requestsOf } = await import('#office/requests/find-requests.ts');
  const own = await requestsOf(db, personId, LISTED_MOST);
  return say(ownRequestsCard(own, forms, groupNames({ policy, office })));
}

/** What waits for somebody to decide. */
export async function listQueue({
  db,
  office,
  roles,
  policy,
  personId,
}: Requesting): Promise<Answered> {
  if (!db) return say(elsewhereCard('review-queue', contactFor(office, 'review-queue')));
  const held = await roles.of(personId);
  const names = groupNames({ policy, office });
  const all = Object.keys(names);
  const { requestsFor } = await import('#office/requests/find-requests.ts');
  const { groupsHeld, waitsFor } = await import('#office/requests/who-decides.ts');
  const groups = groupsHeld(held, all);
  const covered = coveredIn(held);
  const theirs = (await requestsFor(db, { personId, groups, covered }, LISTED_MOST)).filter(
    (request) => waitsFor(held, request, personId),
  );
  const known = new Set(theirs.map(({ id }) => id));
  const others = held.has('ospo')
    ? (await requestsFor(db, { personId, groups: all }, LISTED_MOST)).filter(
        ({ id }) => !known.has(id),
      )
    : [];
  return say(queueCard(theirs, others, groups.length > 0, names));
}

/** On the card that was sent for it, where that was pressed. */
export async function showRequest(
  id: string,
  requesting: Requesting,
  card?: string,
): Promise<Answered> {
  const { db } = requesting;
  const { findRequest } = await import('#office/requests/find-requests.ts');
  return showFound(db && (await findRequest(db, id)), 'this request', requesting, card);
}

export async function showNumber(number: number, requesting: Requesting): Promise<Answered> {
  const { db, office } = requesting;
  if (!db) return say(elsewhereCard('requests', contactFor(office, 'requests')));
  const { findByNumber } = await import('#office/requests/find-requests.ts');
  return showFound(await findByNumber(db, number), `REQ-${number}`, requesting);
}

/** To whoever asked, those who decide and the auditor; to all others there is no such request. */
async function showFound(
  request: Request | undefined,
  name: string,
  requesting: Requesting,
  card?: string,
): Promise<Answered> {
  const { personId, roles } = requesting;
  if (!request) return say(noSuchRequestCard(name), { kind: 'no-answer' });
  const viewer = await viewing(request, requesting);
  const { mayRead } = await import('#office/requests/who-decides.ts');
  if (!mayRead(await roles.of(personId), request, personId)) {
    return say(noSuchRequestCard(name), { kind: 'no-answer' });
  }
  // Whoever decides should go by what is true now.
  const changes = viewer.groups.length > 0 ? await changesSince(request, requesting) : [];
  return showOn(card, request, requesting, changes);
}
