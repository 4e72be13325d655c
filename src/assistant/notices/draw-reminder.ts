import type { DrawingRequests } from '#assistant/notices/draw-requests.ts';
import { groupNames } from '#assistant/skills/requests/request-parts.ts';
import { reminderCard } from '#assistant/views/reminders/reminder-card.ts';
import type { DueRequest } from '#assistant/views/requests/due-card.ts';
import type { Drawing, Drawn } from '#foundation/delivery/draw.ts';
import { accountsOf } from '#foundation/people/accounts.ts';
import { coveredIn } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { unreadBy } from '#office/broadcasts/readers/remind.ts';
import { wasReminded } from '#office/broadcasts/readers/was-reminded.ts';
import { requestsFor } from '#office/requests/find-requests.ts';
import { duesOf, isAnyDue } from '#office/requests/reviews.ts';
import { dayIn, endOfDay, startOfDay } from '#office/requests/routing/working-time.ts';
import { groupsHeld, waitsFor } from '#office/requests/who-decides.ts';

export interface DrawingReminders extends DrawingRequests {
  /** On which people are told things now. */
  readonly platforms: () => readonly string[];
}

/**
 * What somebody is reminded of on a day: what they should decide by its end, and what they have not confirmed. Nothing
 * where nothing is left before they hear of it, or where they have been reminded of all of it today.
 */
export async function drawReminder(
  db: Db,
  { matter: day, recipient, message }: Drawing,
  drawing: DrawingReminders,
): Promise<Drawn | undefined> {
  if (recipient.kind !== 'person') return undefined;
  const { personId } = recipient;
  const { clock, calendar, office } = drawing;
  const there = { timezone: await zoneOf(db, personId, drawing) };
  const now = clock.now();
  const today = dayIn(now, there);
  const reminding = { personId, day, today, since: startOfDay(today, there), now };
  const isNew = message === undefined;
  if (isNew && (await wasReminded(db, reminding))) return undefined;
  // The office counts in its own days, and theirs may end in the next of those.
  const dueDay = dayIn(endOfDay(day, there), calendar);
  const due = await dueBy(db, personId, endOfDay(dueDay, calendar), drawing);
  const unread = await unreadBy(db, personId);
  // At the pace that the OSPO has set: of what nobody was reminded of they are not, unless there is more to say.
  const isWanted = due.length > 0 || unread.some(({ remindedAt }) => remindedAt !== undefined);
  if (isNew && !isWanted) return undefined;
  return { kind: 'card', card: reminderCard({ due, unread }, { dueDay, from: office.name }) };
}

/** Of the account on which they are told things; the office's where that says none. */
async function zoneOf(
  db: Db,
  personId: string,
  { platforms, calendar }: DrawingReminders,
): Promise<string> {
  const running = platforms();
  const held = await accountsOf(db, personId);
  const account = held.find(({ platform }) => running.includes(platform));
  return account?.timeZone ?? calendar?.timezone ?? 'UTC';
}

const DUE_MOST = 20;

/** All that waits for them and should be decided by then, the longest overdue first. */
async function dueBy(
  db: Db,
  personId: string,
  until: Date,
  { roles, policy, office }: DrawingReminders,
): Promise<readonly DueRequest[]> {
  // Most of those who are reminded decide nothing: no platform is asked who they are.
  if (!(await isAnyDue(db, until))) return [];
  const held = await roles.of(personId);
  const groups = groupsHeld(held, Object.keys(groupNames({ policy, office })));
  const covered = coveredIn(held);
  const waiting = (await requestsFor(db, { personId, groups, covered }, DUE_MOST, until)).filter(
    (request) => waitsFor(held, request, personId),
  );
  const dues = await duesOf(
    db,
    waiting.map(({ id }) => id),
  );
  return waiting
    .flatMap((request) => {
      const dueAt = dues.get(request.id);
      return dueAt === undefined ? [] : [{ request, dueAt }];
    })
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
}
