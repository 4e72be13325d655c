import { z } from 'zod';
import {
  type Answered,
  answered,
  type Requesting,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import { assessAndRoute, reviewCard } from '#assistant/skills/requests/request-parts.ts';
import { takeAndSay } from '#assistant/skills/requests/take-step.ts';
import { elsewhereCard } from '#assistant/views/help/help-card.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import {
  approvedAlreadyCard,
  openAlreadyCard,
  rejectedBefore,
} from '#assistant/views/requests/duplicates/already-cards.ts';
import { nobodyDecidesCard } from '#assistant/views/requests/nobody-decides-card.ts';
import type { Form } from '#foundation/cards/form.ts';
import { strong } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import { checkRequest } from '#office/requests/forms/check-request.ts';
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
  const { db, forms, office, clock, personId } = requesting;
  const form = forms.get(sent.form.slice(REQUEST_FORM.length));
  if (!db || !form) return say(staleCard(), { kind: 'no-answer' });
  const shown = toForm(form, clock.now());
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
  const context = StartContext.safeParse(sent.context).data;
  const way = await assessAndRoute(form, shown, checked.values, requesting);
  if (way === undefined) {
    const contact = contactFor(office, 'requests');
    return say(nobodyDecidesCard(contact, shown, checked.values), { kind: 'no-answer' });
  }
  if (context?.id !== undefined && context.at !== undefined) {
    const step = { id: context.id, version: context.at, step: 'resubmit' } as const;
    return takeAndSay({ ...step, sent: way }, sent.card, requesting);
  }
  const { submit } = await import('#office/requests/submit.ts');
  const submitted = await submit(db, {
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
  });
  const { request } = submitted;
  const isOwn = request.requester?.personId === personId;
  switch (submitted.kind) {
    case 'open-already':
      return say(openAlreadyCard(request, isOwn));
    case 'decided-already': {
      if (request.state !== 'rejected') return say(approvedAlreadyCard(request, isOwn));
      // What was typed stays; whoever reads why and still wants it sends it once more.
      return answered({
        kind: 'form',
        form: withNote(shown, rejectedBefore(request)),
        context: { version: form.version, anyway: request.id },
        kept: checked.values,
      });
    }
    case 'submitted': {
      return say(await reviewCard(request, requesting));
    }
    default:
      return unreachable(submitted);
  }
}

/** What a form for a request carries: the one to change, or the one whose rejection was read. */
const StartContext = z.object({
  id: z.uuid().optional(),
  at: z.int().min(1).optional(),
  anyway: z.uuid().optional(),
});

function withNote(form: Form, note: string): Form {
  const [first, ...others] = form.pages;
  return first ? { ...form, pages: [{ ...first, intro: [strong(note)] }, ...others] } : form;
}
