import {
  type Answered,
  answered,
  type Requesting,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import { elsewhereCard } from '#assistant/views/help/help-card.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { openAlreadyCard } from '#assistant/views/requests/list-cards.ts';
import { nobodyDecidesCard } from '#assistant/views/requests/nobody-decides-card.ts';
import { requestCard } from '#assistant/views/requests/request-card.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import type { Role } from '#foundation/people/roles.ts';
import { REQUEST_FORM, toForm } from '#office/requests/forms/form-file.ts';

/** Opens the form in which somebody asks the office to decide, with what is known filled in. */
export function startRequest(
  name: string,
  known: Readonly<Record<string, string>>,
  { db, forms, office, clock }: Requesting,
): Answered {
  const form = forms.get(name);
  if (!db || !form) return say(elsewhereCard('requests', contactFor(office, 'requests')));
  return answered({
    kind: 'form',
    form: toForm(form, clock.now()),
    context: { version: form.version },
    ...(Object.keys(known).length > 0 && { kept: known }),
  });
}

/** Takes a form that was sent: from now on it is a request. */
export async function takeRequest(sent: SentForm, requesting: Requesting): Promise<Answered> {
  const { db, forms, office, clock, personId, policy } = requesting;
  const form = forms.get(sent.form.slice(REQUEST_FORM.length));
  if (!db || !form) return say(staleCard(), { kind: 'no-answer' });
  const shown = toForm(form, clock.now());
  const checked = checkAnswers(shown, sent.answers);
  if (checked.kind === 'invalid') {
    const { kept, errors } = checked;
    return answered({
      kind: 'form',
      form: shown,
      context: { version: form.version },
      kept,
      errors,
    });
  }
  const told = await whoIsTold(form.reviewers, requesting);
  if (told === undefined) {
    const contact = contactFor(office, 'requests');
    return say(nobodyDecidesCard(contact, shown, checked.values), { kind: 'no-answer' });
  }
  const { submit } = await import('#office/requests/submit.ts');
  const submitted = await submit(db, {
    form,
    shown,
    answers: checked.values,
    personId,
    told,
    clock,
  });
  const { request } = submitted;
  const isOwn = request.requester?.personId === personId;
  if (submitted.kind === 'open-already') return say(openAlreadyCard(request, isOwn));
  const viewer = { personId, decides: false, now: clock.now() };
  return say(requestCard(request, viewer, policy.reviewers[form.reviewers] ?? form.reviewers));
}

/** The group that decides, or the OSPO where nobody else could; undefined when nobody but the requester is there. */
async function whoIsTold(
  group: string,
  { roles, personId }: Requesting,
): Promise<Role | undefined> {
  const wanted: readonly Role[] = [`reviewer:${group}`, 'ospo'];
  for (const role of wanted) {
    try {
      const holders = await roles.holders(role);
      if (holders.some((holder) => holder !== personId)) return role;
    } catch (cause) {
      // A platform that is down for now: there is a group, and it is told when the platform is back.
      if (cause instanceof StewardError && cause.code === 'unavailable') return role;
      throw cause;
    }
  }
  return undefined;
}
