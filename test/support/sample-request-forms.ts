import { withNote } from '#assistant/skills/requests/ask-further.ts';
import { rejectedBefore } from '#assistant/views/requests/duplicates/already-cards.ts';
import { type StepInWords, stepForm } from '#assistant/views/requests/step-form.ts';
import { viewerOf } from '#assistant/views/requests/viewer.ts';
import type { FormState } from '#channels/web/render-form.ts';
import type { Request } from '#office/requests/find-requests.ts';
import { toForm } from '#office/requests/forms/form-file.ts';
import { begin, formNamed, type Name, names, person, rolesOf } from './requests/request-of.ts';
import { uses } from './requests/some-requests.ts';

const people = [person('lin'), person('sam')].map(({ personId, name }) => ({ id: personId, name }));

function step(
  name: StepInWords,
  who: Name,
  request: Request = uses.waiting,
  kept: FormState['kept'] = {},
): FormState {
  const looking = { personId: person(who).personId, now: begin, hasOpened: true };
  const viewer = viewerOf(request, rolesOf(who), looking);
  const form = stepForm(name, request, viewer, names);
  return { form, page: 0, kept, errors: {}, people };
}

function asking(name: string, kept: FormState['kept'] = {}, page = 0): FormState {
  return { form: toForm(formNamed(name), begin), page, kept, errors: {} };
}

const use = toForm(formNamed('use'), begin);

/** The forms about requests: in which one asks, and in which a step is taken that needs words. */
export const requestForms: readonly (readonly [string, FormState])[] = [
  ['request-use', asking('use')],
  ['request-use-how', asking('use', { distribution: 'shipped', modified: 'yes' }, 1)],
  ['request-contribute', asking('contribute')],
  ['request-release', asking('release')],
  ['request-exception', asking('exception')],
  [
    'request-rejected-before',
    {
      form: withNote(use, rejectedBefore(uses.rejected)),
      page: 0,
      kept: uses.rejected.asked.answers,
      errors: {},
    },
  ],
  ['request-step-ask', step('ask', 'lin')],
  ['request-step-answer', step('answer', 'ada', uses.asked)],
  [
    'request-step-conditions',
    step('approve-with-conditions', 'lin', uses.waiting, { words: 'Publish the object files.' }),
  ],
  ['request-step-reject', step('reject', 'lin')],
  ['request-step-other', step('other', 'leo')],
  ['request-step-changes', step('other', 'leo', uses.waiting, { step: 'request-changes' })],
  ['request-step-delegate', step('other', 'leo', uses.waiting, { step: 'delegate' })],
  ['request-step-other-ospo', step('other', 'omar', uses.reassigned, { step: 'reassign' })],
  ['request-step-reassign', step('reassign', 'omar')],
  ['request-step-legal-note', step('legal-note', 'lin', uses.approved)],
];
