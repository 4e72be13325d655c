import type { DrawingRequests } from '#assistant/notices/draw-requests.ts';
import { absenceViewer } from '#assistant/skills/absences/absence-parts.ts';
import { groupNames } from '#assistant/skills/requests/request-parts.ts';
import { absenceCard, backCard } from '#assistant/views/absences/absence-cards.ts';
import { coveredCard, coveringCard } from '#assistant/views/absences/covering-cards.ts';
import type { Drawing, Drawn } from '#foundation/delivery/draw.ts';
import { type FoundAbsence, findAbsence } from '#foundation/people/absences/absence.ts';
import { asGranted, coveredIn } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { nameAbsence } from '#office/requests/absences/named-absence.ts';
import { absenceNotices } from '#office/requests/absences/set-absence.ts';
import { type Request, requestsFor } from '#office/requests/find-requests.ts';
import { groupsHeld, waitsFor } from '#office/requests/who-decides.ts';

const kinds: ReadonlySet<string> = new Set(Object.values(absenceNotices));

export function isAbsenceNotice(kind: string): boolean {
  return kinds.has(kind);
}

/** What is told about an absence, as it is when it is sent; nothing where there is no news in it. */
export async function drawAbsence(
  db: Db,
  { kind, matter, recipient, message }: Drawing,
  drawing: DrawingRequests,
): Promise<Drawn | undefined> {
  if (recipient.kind !== 'person') return undefined;
  const absence = await findAbsence(db, matter);
  if (!absence) return undefined;
  const { personId } = recipient;
  const { clock, calendar } = drawing;
  const now = clock.now();
  const named = await nameAbsence(db, absence, now);
  const viewer = absenceViewer(personId, clock, calendar);
  const isOver = absence.isEnded || absence.until <= now;
  if (kind === absenceNotices.told) {
    if (message === undefined && isOver) return undefined;
    return { kind: 'card', card: isOver ? backCard(named, viewer) : absenceCard(named, viewer) };
  }
  const isDeputy = absence.deputyId === personId;
  const held = await drawing.roles.of(personId);
  if (isDeputy && coveredIn(held).includes(absence.personId)) {
    const waiting = await waitingFor(db, absence, personId, drawing);
    if (message === undefined && waiting.length === 0) return undefined;
    return { kind: 'card', card: coveringCard(named, waiting, viewer.today) };
  }
  if (message === undefined) return undefined;
  return { kind: 'card', card: coveredCard(named, isOver ? 'back' : 'others') };
}

const WAITING_MOST = 20;

/** What waits for whoever is away and the deputy may decide, the longest waiting first. */
async function waitingFor(
  db: Db,
  { personId }: FoundAbsence,
  deputyId: string,
  { roles, policy, office }: DrawingRequests,
): Promise<readonly Request[]> {
  const theirs = await asGranted(roles).of(personId);
  const groups = groupsHeld(theirs, Object.keys(groupNames({ policy, office })));
  const held = await roles.of(deputyId);
  const waiting = await requestsFor(db, { personId, groups }, WAITING_MOST);
  return waiting.filter(
    (request) => waitsFor(theirs, request, personId) && waitsFor(held, request, deputyId),
  );
}
