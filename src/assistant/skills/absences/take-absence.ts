import { z } from 'zod';
import {
  type Answered,
  answered,
  onCard,
  type Requesting,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import { groupNames } from '#assistant/skills/requests/request-parts.ts';
import {
  absenceCard,
  decidesNothingCard,
  notYourAbsenceCard,
} from '#assistant/views/absences/absence-cards.ts';
import { dayErrors, deputyErrors, whoErrors } from '#assistant/views/absences/absence-form.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { groupsInWords } from '#assistant/views/requests/viewer.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import type { Answers } from '#foundation/cards/form.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Db } from '#foundation/store/database.ts';

const Context = z.object({ personId: z.uuid().optional() });
/** What somebody who is of the OSPO no more may have sent. */
const ForOthers = z.object({ who: z.string().trim().min(1) });

type Errors = Readonly<Record<string, string>>;

/** Takes the days on which somebody is away, and who covers. */
export async function takeAbsence(sent: SentForm, requesting: Requesting): Promise<Answered> {
  const { db, office, roles, policy, personId, clock, routes } = requesting;
  const context = Context.safeParse(sent.context);
  if (!db || !context.success) return say(staleCard(), { kind: 'no-answer' });
  const other = context.data.personId;
  const isOspo = (await roles.of(personId)).has('ospo');
  const isForOthers = other !== undefined || ForOthers.safeParse(sent.answers).success;
  if (isForOthers && !isOspo) return say(notYourAbsenceCard(office.contact));
  const { absenceViewer, formFor, nameAbsence } = await loadParts();
  const { form } = await formFor(db, other ?? personId, isOspo, requesting);
  const again = (errors: Errors, kept: Answers) =>
    answered({ kind: 'form', form, context: context.data, kept, errors });
  const checked = checkAnswers(form, sent.answers);
  if (checked.kind === 'invalid') return again(checked.errors, checked.kept);
  const { values } = checked;
  const named = await peopleIn(values, db);
  if (named.kind === 'unknown') return again(named.errors, values);
  const whose = other ?? named.who ?? personId;
  const away = {
    personId: whose,
    firstDay: String(values.firstDay),
    lastDay: String(values.lastDay),
    ...(named.deputy !== undefined && { deputyId: named.deputy }),
  };
  const names = groupNames({ policy, office });
  const calendar = routes?.calendar;
  const viewer = absenceViewer(personId, clock, calendar);
  const { setAbsence } = await import('#office/requests/absences/set-absence.ts');
  const by = { personId, roles, clock, calendar };
  const set = await setAbsence(db, away, Object.keys(names), by);
  switch (set.kind) {
    case 'set': {
      const now = await nameAbsence(db, set.absence, clock.now());
      return onCard(sent.card, absenceCard(now, viewer));
    }
    case 'wrong-days': {
      const field = set.why === 'past' && away.lastDay >= viewer.today ? 'firstDay' : 'lastDay';
      return again({ [field]: dayErrors[set.why] }, values);
    }
    case 'covers-for-oneself':
      return again({ deputy: deputyErrors.oneself }, values);
    case 'deputy-away': {
      const theirs = await nameAbsence(db, set.absence, clock.now());
      return again({ deputy: deputyErrors.away(theirs, viewer.today) }, values);
    }
    case 'deputy-needed':
      return again({ deputy: deputyErrors.needed(groupsInWords(set.groups, names)) }, values);
    case 'decides-nothing':
      return named.who === undefined
        ? say(decidesNothingCard(whose === personId))
        : again({ who: whoErrors.decidesNothing }, values);
    case 'not-yours':
      return say(notYourAbsenceCard(office.contact));
    default:
      return unreachable(set);
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

type NamedPeople =
  | { readonly kind: 'known'; readonly who?: string; readonly deputy?: string }
  | { readonly kind: 'unknown'; readonly errors: Errors };

/** Whom the answers mean: people's ids, or what names them where nobody can be chosen from. */
async function peopleIn(values: Answers, db: Db): Promise<NamedPeople> {
  const { findNamedPerson } = await import('#office/requests/forms/named-person.ts');
  const errors: Record<string, string> = {};
  const known: { who?: string; deputy?: string } = {};
  for (const field of ['who', 'deputy'] as const) {
    const words = values[field];
    if (words === undefined) continue;
    const found = await findNamedPerson(db, String(words));
    if (found.kind === 'person') known[field] = found.personId;
    else errors[field] = found.error;
  }
  return Object.keys(errors).length === 0
    ? { kind: 'known', ...known }
    : { kind: 'unknown', errors };
}
