import { z } from 'zod';
import {
  type Answered,
  answered,
  type Requesting,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import { askFurther, forgetShort, withNote } from '#assistant/skills/requests/ask-further.ts';
import { assessAndRoute, formContext, showOn } from '#assistant/skills/requests/request-parts.ts';
import { takeAndSay } from '#assistant/skills/requests/take-step.ts';
import { elsewhereCard } from '#assistant/views/help/help-card.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import {
  approvedAlreadyCard,
  openAlreadyCard,
  rejectedBefore,
} from '#assistant/views/requests/duplicates/already-cards.ts';
import { nobodyDecidesCard } from '#assistant/views/requests/nobody-decides-card.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import type { Db } from '#foundation/store/database.ts';
import { checkRequest } from '#office/requests/forms/check-request.ts';
import { REQUEST_FORM, toForm } from '#office/requests/forms/form-file.ts';
import type { Profile } from '#office/requests/forms/profile.ts';
import { profileFor } from '#office/requests/routing/route-file.ts';
import type { Same, Submitting } from '#office/requests/submit.ts';

/** Opens the form in which somebody asks the office to decide, with what is known filled in. */
export function startRequest(
  name: string,
  known: Readonly<Record<string, string>>,
  { db, forms, routes, office, clock }: Requesting,
): Answered {
  const form = forms.get(name);
  if (!db || !form) return say(elsewhereCard('requests', contactFor(office, 'requests')));
  const profile = profileFor(routes, name);
  return answered({
    kind: 'form',
    form: toForm(form, clock.now(), profile),
    context: formContext(form, profile),
    ...(Object.keys(known).length > 0 && { kept: known }),
  });
}

/** Takes a form that was sent: from now on it is a request. */
export async function takeRequest(sent: SentForm, requesting: Requesting): Promise<Answered> {
  const { db, forms, office, clock, personId } = requesting;
  const form = forms.get(sent.form.slice(REQUEST_FORM.length));
  if (!db || !form) return say(staleCard(), { kind: 'no-answer' });
  const context = StartContext.safeParse(sent.context).data;
  const profile = context?.profile ?? 'lite';
  const shown = toForm(form, clock.now(), profile);
  const checked = await checkRequest(form, shown, sent.answers, db);
  if (checked.kind === 'invalid') {
    const { kept, errors } = checked;
    return answered({
      kind: 'form',
      form: shown,
      context: sent.context,
      kept,
      errors,
    });
  }
  const way = await assessAndRoute(form, shown, checked.values, requesting);
  if (way === undefined) {
    const contact = contactFor(office, 'requests');
    return say(nobodyDecidesCard(contact, shown, checked.values), { kind: 'no-answer' });
  }
  const wanted: Submitting = {
    form,
    shown,
    answers: checked.values,
    facts: way.facts,
    route: way.route,
    sample: way.sample,
    personId,
    anyway: context?.anyway,
    clock,
    calendar: requesting.routes?.calendar,
  };
  const changed =
    context?.id !== undefined && context.at !== undefined
      ? { id: context.id, version: context.at }
      : undefined;
  if (way.asks === 'full' && profile === 'lite') {
    const further = await askFurther(form, checked.values, context ?? {}, requesting);
    // Nobody answers more for what there is already.
    const same = further && !changed ? await findSameFor(db, wanted) : undefined;
    if (same) return saySame(same, wanted, profile);
    if (further) return answered(further);
  }
  if (changed) {
    const step = { ...changed, step: 'resubmit' } as const;
    return takeAndSay({ ...step, sent: way }, sent.card, requesting);
  }
  const { submit } = await import('#office/requests/submit.ts');
  const submitted = await submit(db, wanted);
  if (submitted.kind !== 'submitted') return saySame(submitted, wanted, profile);
  if (profile === 'full') await forgetShort(form, checked.values, requesting);
  return showOn(undefined, submitted.request, requesting);
}

async function findSameFor(db: Db, wanted: Submitting): Promise<Same | undefined> {
  const { findSame } = await import('#office/requests/find-same.ts');
  return findSame(db, wanted);
}

/** Leads to the request that there is. */
function saySame(
  { kind, request }: Same,
  { form, shown, answers, personId }: Submitting,
  profile: Profile,
): Answered {
  const isOwn = request.requester?.personId === personId;
  switch (kind) {
    case 'open-already':
      return say(openAlreadyCard(request, isOwn));
    case 'decided-already':
      if (request.state !== 'rejected') return say(approvedAlreadyCard(request, isOwn));
      // What was typed stays; whoever reads why and still wants it sends it once more.
      return answered({
        kind: 'form',
        form: withNote(shown, rejectedBefore(request)),
        context: { ...formContext(form, profile), anyway: request.id },
        kept: answers,
      });
    default:
      return unreachable(kind);
  }
}

/** What a form for a request carries: how it was shown, the one to change, or the one whose rejection was read. */
const StartContext = z.object({
  profile: z.literal('full').optional(),
  id: z.uuid().optional(),
  at: z.int().min(1).optional(),
  anyway: z.uuid().optional(),
});
