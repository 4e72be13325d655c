import { type Answered, answered, onCard, type Requesting, say } from '#assistant/answering.ts';
import { groupNames } from '#assistant/skills/requests/request-parts.ts';
import { daysSaid } from '#assistant/understand/absence-words.ts';
import {
  absenceCard,
  backCard,
  decidesNothingCard,
  notAwayCard,
  notYourAbsenceCard,
} from '#assistant/views/absences/absence-cards.ts';
import { elsewhereCard } from '#assistant/views/help/help-card.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import type { Db } from '#foundation/store/database.ts';

/** Opens the form in which somebody says when they are away, with the days that they named. */
export async function startAbsence(said: string, requesting: Requesting): Promise<Answered> {
  const { routes, clock, personId } = requesting;
  const { absenceViewer } = await loadParts();
  const { today } = absenceViewer(personId, clock, routes?.calendar);
  return openFor(personId, daysSaid(said, today), requesting);
}

/** Opens it again, with what is said of them by now; for somebody else, if it is one of the OSPO who asks. */
export function openAbsence(other: string | undefined, requesting: Requesting): Promise<Answered> {
  return openFor(other ?? requesting.personId, {}, requesting);
}

async function openFor(
  whose: string,
  days: { readonly firstDay?: string; readonly lastDay?: string },
  requesting: Requesting,
): Promise<Answered> {
  const { db, office, roles, policy, personId } = requesting;
  if (!db) return say(elsewhereCard('review-queue', contactFor(office, 'review-queue')));
  const isOspo = (await roles.of(personId)).has('ospo');
  if (whose !== personId && !isOspo) return say(notYourAbsenceCard(office.contact));
  const { groupsDecided } = await import('#office/requests/absences/groups-of.ts');
  const all = Object.keys(groupNames({ policy, office }));
  const groups = await groupsDecided(roles, personId, all);
  if (groups.length === 0 && !isOspo) return say(decidesNothingCard(true));
  const { formFor } = await loadParts();
  const { form, kept } = await formFor(db, whose, isOspo, requesting);
  const filled = { ...kept, ...days };
  return answered({
    kind: 'form',
    form,
    context: whose === personId ? {} : { personId: whose },
    ...(Object.keys(filled).length > 0 && { kept: filled }),
  });
}

/** "I am back". */
export async function sayBack(requesting: Requesting): Promise<Answered> {
  const { db, personId, clock, routes } = requesting;
  if (!db) return say(notAwayCard());
  const { absenceOf } = await import('#foundation/people/absences/absence.ts');
  const absence = await absenceOf(db, personId, clock.now());
  if (!absence) return say(notAwayCard());
  const now = clock.now();
  if (absence.from <= now) return end(db, absence.id, undefined, requesting);
  const { absenceViewer, nameAbsence } = await loadParts();
  // They have not gone yet: they see what they said, to take it back or not.
  const viewer = absenceViewer(personId, clock, routes?.calendar);
  return say(absenceCard(await nameAbsence(db, absence, now), viewer));
}

/** Somebody is back, by the button. */
export async function pressBack(
  id: string,
  card: string | undefined,
  requesting: Requesting,
): Promise<Answered> {
  const { db } = requesting;
  return db ? end(db, id, card, requesting) : say(staleCard(), { kind: 'no-answer' });
}

async function end(
  db: Db,
  id: string,
  card: string | undefined,
  { personId, roles, clock, routes, office }: Requesting,
): Promise<Answered> {
  const { endAbsence } = await import('#office/requests/absences/set-absence.ts');
  const calendar = routes?.calendar;
  const ended = await endAbsence(db, id, { personId, roles, clock, calendar });
  switch (ended.kind) {
    case 'ended': {
      const { absenceViewer, nameAbsence } = await loadParts();
      const named = await nameAbsence(db, ended.absence, clock.now());
      return onCard(card, backCard(named, absenceViewer(personId, clock, calendar)));
    }
    case 'not-yours':
      return say(notYourAbsenceCard(office.contact));
    case 'not-found':
      return say(staleCard(), { kind: 'no-answer' });
    default:
      return unreachable(ended);
  }
}

/** Loaded when needed: the database's side takes long, and most questions are asked without. */
async function loadParts() {
  const [parts, named] = await Promise.all([
    import('#assistant/skills/absences/absence-parts.ts'),
    import('#office/requests/absences/named-absence.ts'),
  ]);
  return { ...parts, ...named };
}
