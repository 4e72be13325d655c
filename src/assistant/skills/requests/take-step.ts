import { z } from 'zod';
import { openRequestStep, type takeRequestStep } from '#assistant/actions.ts';
import {
  type Answered,
  answered,
  onCard,
  type Requesting,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import {
  formContext,
  groupNames,
  sameConditions,
  showOn,
  viewing,
} from '#assistant/skills/requests/request-parts.ts';
import { awayInWords } from '#assistant/views/absences/absence-cards.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { openAlreadyCard } from '#assistant/views/requests/duplicates/already-cards.ts';
import { noSuchRequestCard } from '#assistant/views/requests/list-cards.ts';
import {
  movedOnCard,
  noSuchPersonCard,
  notYoursCard,
  ownRequestCard,
  tooLateToUndoCard,
} from '#assistant/views/requests/refused-cards.ts';
import { type StepInWords, stepForm } from '#assistant/views/requests/step-form.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import type { Answers } from '#foundation/cards/form.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Request } from '#office/requests/find-requests.ts';
import { toForm } from '#office/requests/forms/form-file.ts';
import { profileOf } from '#office/requests/forms/profile.ts';
import { isOpen } from '#office/requests/lifecycle.ts';
import type { Step } from '#office/requests/take-step.ts';

type Pressed = z.infer<typeof takeRequestStep.payload>;
type Opened = z.infer<typeof openRequestStep.payload>;

/** Takes a step that needs no words. */
export function pressStep(
  pressed: Pressed,
  card: string | undefined,
  requesting: Requesting,
): Promise<Answered> {
  return takeAndSay(pressed, card, requesting);
}

/** Opens the form for a step that needs words, if it can be taken. */
export async function openStep(
  { id, version, step }: Opened,
  card: string | undefined,
  requesting: Requesting,
): Promise<Answered> {
  const { db, forms, clock } = requesting;
  const { findRequest } = await import('#office/requests/find-requests.ts');
  const request = db && (await findRequest(db, id));
  if (!request) return say(noSuchRequestCard('this request'), { kind: 'no-answer' });
  const isOwn = request.requester?.personId === requesting.personId;
  const viewer = await viewing(request, requesting);
  const isOfRequester = step === 'answer' || step === 'resubmit';
  if (!isOfRequester && isOwn) return say(ownRequestCard(request));
  const isClosed = viewer.hasApproved || (!isOpen(request.state) && (isOwn || viewer.isInvolved));
  if (step === 'legal-note') {
    if (!viewer.isPrivileged) return say(notYoursCard(request));
    return openForm(request, step, { id, version, step }, requesting);
  }
  const may = isOfRequester
    ? isOwn
    : step === 'reassign'
      ? viewer.isOspo
      : viewer.groups.length > 0;
  if (!may && !isClosed) return say(notYoursCard(request));
  const isStale = isOfRequester ? request.version !== version : version < request.progress.since;
  if (isClosed || isStale) {
    return onCard(card, movedOnCard(request, viewer, groupNames(requesting), undefined));
  }
  if (step === 'resubmit') {
    const form = forms.get(request.form);
    if (!form) return say(staleCard(), { kind: 'no-answer' });
    const profile = profileOf(form, request.asked.form);
    return answered({
      kind: 'form',
      form: toForm(form, clock.now(), profile),
      context: { ...formContext(form, profile), id, at: version },
      kept: request.asked.answers,
    });
  }
  return openForm(request, step, { id, version, step }, requesting);
}

/** With the conditions of the last decision on the same component filled in, where there were some. */
async function openForm(
  request: Request,
  step: StepInWords,
  context: Opened,
  requesting: Requesting,
): Promise<Answered> {
  const viewer = await viewing(request, requesting);
  const form = stepForm(step, request, viewer, groupNames(requesting));
  const kept = step === 'approve-with-conditions' ? await sameConditions(request, requesting) : {};
  return answered({ kind: 'form', form, context, ...(Object.keys(kept).length > 0 && { kept }) });
}

/** Takes a step with the words that were sent for it. */
export async function takeStepWords(sent: SentForm, requesting: Requesting): Promise<Answered> {
  const context = openRequestStep.payload.safeParse(sent.context);
  const { db } = requesting;
  if (!context.success || !db || context.data.step === 'resubmit') {
    return say(staleCard(), { kind: 'no-answer' });
  }
  const { id, version, step } = context.data;
  const { findRequest } = await import('#office/requests/find-requests.ts');
  const request = await findRequest(db, id);
  if (!request) return say(noSuchRequestCard('this request'), { kind: 'no-answer' });
  const viewer = await viewing(request, requesting);
  const form = stepForm(step, request, viewer, groupNames(requesting));
  const checked = checkAnswers(form, sent.answers);
  if (checked.kind === 'invalid') {
    const { kept, errors } = checked;
    return answered({ kind: 'form', form, context: context.data, kept, errors });
  }
  const chosen = step === 'other' ? OtherStep.parse(checked.values.step) : step;
  if (chosen === 'legal-note') {
    return noteAndSay(request, String(checked.values.words), sent.card, requesting);
  }
  const taken = stepIn(chosen, checked.values, requesting);
  const away = taken.toPersonId && (await awayError(db, taken.toPersonId, requesting));
  if (away) {
    const errors = { person: away };
    return answered({ kind: 'form', form, context: context.data, kept: checked.values, errors });
  }
  return takeAndSay({ id, version, ...taken }, sent.card, requesting);
}

/** Why it cannot be handed to somebody now: they are away. */
async function awayError(
  db: Db,
  personId: string,
  { clock, routes }: Requesting,
): Promise<string | undefined> {
  const { absencesAt } = await import('#foundation/people/absences/absence.ts');
  const now = clock.now();
  const absence = (await absencesAt(db, now)).find((one) => one.personId === personId);
  if (!absence) return undefined;
  const { nameAbsence } = await import('#office/requests/absences/named-absence.ts');
  const { dayIn } = await import('#office/requests/routing/working-time.ts');
  const named = await nameAbsence(db, absence, now);
  return `${awayInWords(named, dayIn(now, routes?.calendar))}. Please choose somebody who is there.`;
}

/** A step with what was said. */
function stepIn(
  step: Exclude<z.infer<typeof OtherStep> | StepInWords, 'other' | 'legal-note'>,
  { words, reason, alternative, person, group }: Answers,
  { routes }: Requesting,
): Omit<Step, 'id' | 'version'> {
  return {
    step,
    words: reason === undefined ? String(words) : `${String(reason)}. ${String(words)}`,
    ...(alternative === undefined ? {} : { alternative: String(alternative) }),
    ...(step === 'delegate' && person !== undefined ? { toPersonId: String(person) } : {}),
    ...(step === 'reassign' && group !== undefined ? { toGroup: String(group) } : {}),
    ...(step === 'escalate' ? { toGroup: routes?.escalation ?? routes?.fallback ?? 'ospo' } : {}),
  };
}

const OtherStep = z.enum([
  'request-changes',
  'delegate',
  'escalate',
  'abstain',
  'recuse',
  'reassign',
  'legal-note',
]);

async function noteAndSay(
  request: Request,
  words: string,
  card: string | undefined,
  requesting: Requesting,
): Promise<Answered> {
  const { db, personId, roles, clock } = requesting;
  if (!db) return say(staleCard(), { kind: 'no-answer' });
  const { addLegalNote } = await import('#office/requests/notes.ts');
  const noted = await addLegalNote(db, request.id, words, { personId, roles, clock });
  if (noted !== 'noted') return say(notYoursCard(request));
  return showOn(card, request, requesting);
}

/** Takes a step and says what came of it. */
export async function takeAndSay(
  step: Step,
  card: string | undefined,
  requesting: Requesting,
): Promise<Answered> {
  const { db, personId, roles, clock, routes } = requesting;
  if (!db) return say(staleCard(), { kind: 'no-answer' });
  const { takeStep } = await import('#office/requests/take-step.ts');
  const by = { personId, roles, clock, calendar: routes?.calendar };
  const taken = await takeStep(db, step, by);
  switch (taken.kind) {
    case 'taken': {
      return showOn(card, taken.request, requesting);
    }
    case 'moved-on': {
      const viewer = await viewing(taken.request, requesting);
      const names = groupNames(requesting);
      return onCard(card, movedOnCard(taken.request, viewer, names, step.words));
    }
    case 'open-already':
      return say(openAlreadyCard(taken.request, taken.request.requester?.personId === personId));
    case 'too-late':
      return say(tooLateToUndoCard(taken.request));
    case 'own-request':
      return say(ownRequestCard(taken.request));
    case 'not-yours':
      return say(notYoursCard(taken.request));
    case 'no-such-person':
      return say(noSuchPersonCard(taken.request, step.words));
    case 'not-found':
      return say(noSuchRequestCard('this request'), { kind: 'no-answer' });
    default:
      return unreachable(taken);
  }
}
