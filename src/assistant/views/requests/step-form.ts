import type { z } from 'zod';
import type { openRequestStep } from '#assistant/actions.ts';
import type { GroupNames, Viewer } from '#assistant/views/requests/viewer.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Field, Form } from '#foundation/cards/form.ts';
import { strong } from '#foundation/cards/text.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';

export const stepFormName = 'request-step';

/** Steps that a form is opened for; `other` asks which of the rarer ones, `resubmit` is the request's own form. */
export type StepForm = z.infer<typeof openRequestStep.payload>['step'];
export type StepInWords = Exclude<StepForm, 'resubmit'>;

/** Characters; with the answers they fit on one card. */
const WORDS_MOST = 1500;

/** Why something is rejected, for those who count reasons later. */
const reasons = [
  { value: 'License terms', label: 'License terms' },
  { value: 'Security', label: 'Security' },
  { value: 'Not maintained', label: 'Not maintained' },
  { value: 'There is something else', label: 'We have something else for it' },
  { value: 'Not enough known', label: 'Not enough is known' },
  { value: 'Another reason', label: 'Another reason' },
];

/** In which a step is taken that needs words; `names` are the groups that it can be given to. */
export function stepForm(
  step: StepInWords,
  request: Request,
  viewer: Viewer,
  names: GroupNames,
): Form {
  const { title, submit, fields } =
    step === 'reassign'
      ? { ...parts.reassign, fields: [groupField(request, names), ...parts.reassign.fields] }
      : step === 'other'
        ? { ...parts.other, fields: otherFields(request, viewer, names) }
        : parts[step];
  const asked = step === 'answer' ? request.steps.findLast((one) => one.step === 'ask') : undefined;
  return {
    name: stepFormName,
    title,
    submitLabel: submit,
    pages: [
      {
        title: '',
        intro:
          asked?.words === undefined
            ? [strong(requestName(request)), ` ${request.title}`]
            : [
                strong(asked.by?.name ?? 'A reviewer'),
                ` asks: ${cutWords(asked.words, WORDS_MOST)}`,
              ],
        fields,
      },
    ],
  };
}

function words(label: string, hint: string): Field {
  return { id: 'words', kind: 'paragraph', label, hint, required: true, maxLength: WORDS_MOST };
}

interface StepParts {
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly Field[];
}

/** The groups that it can be given to. */
function groupField({ progress }: Request, names: GroupNames): Field {
  const has = progress.open.map(({ group }) => group);
  return {
    id: 'group',
    kind: 'choice',
    label: 'Who shall decide it?',
    required: true,
    options: Object.entries(names)
      .filter(([group]) => !(has.length === 1 && has[0] === group))
      .map(([value, label]) => ({ value, label })),
  };
}

/** The rarer steps, as far as this person may take them. */
function otherFields(
  request: Request,
  { isOspo, isPrivileged }: Viewer,
  names: GroupNames,
): readonly Field[] {
  return [
    {
      id: 'step',
      kind: 'choice',
      label: 'What do you want to do?',
      required: true,
      options: [
        { value: 'request-changes', label: 'Have something changed' },
        { value: 'delegate', label: 'Hand it to one person' },
        { value: 'escalate', label: 'Take it to those above us' },
        { value: 'abstain', label: 'Abstain: others decide' },
        { value: 'recuse', label: 'Step aside: I am too close to it' },
        ...(isOspo ? [{ value: 'reassign', label: 'Give it to another group' }] : []),
        ...(isPrivileged ? [{ value: 'legal-note', label: 'Note something for legal only' }] : []),
      ],
    },
    {
      id: 'person',
      kind: 'person',
      label: 'To whom?',
      hint: 'They decide this one for your group.',
      required: true,
      showWhen: { field: 'step', is: ['delegate'] },
    },
    ...(isOspo
      ? [{ ...groupField(request, names), showWhen: { field: 'step', is: ['reassign'] } }]
      : []),
    words(
      'Why, or what should change',
      isPrivileged
        ? 'It stays with the request; a note for legal is read by legal only.'
        : 'It stays with the request.',
    ),
    {
      id: 'alternative',
      kind: 'paragraph',
      label: 'How can it be changed?',
      maxLength: WORDS_MOST,
      showWhen: { field: 'step', is: ['request-changes'] },
    },
  ];
}

const parts: Readonly<Record<StepInWords, StepParts>> = {
  reassign: {
    title: 'Give to another group',
    submit: 'Give it to them',
    fields: [words('Why', 'It stays with the request.')],
  },
  'legal-note': {
    title: 'For legal only',
    submit: 'Keep the note',
    fields: [words('Note', 'Only the legal group reads it, now and later.')],
  },
  ask: {
    title: 'Ask the requester',
    submit: 'Ask',
    fields: [
      words('Your question', 'They get it as a message; the request waits for their answer.'),
    ],
  },
  answer: {
    title: 'Answer the reviewer',
    submit: 'Send the answer',
    fields: [words('Your answer', 'It stays with the request.')],
  },
  'approve-with-conditions': {
    title: 'Approve with conditions',
    submit: 'Approve with conditions',
    fields: [words('Conditions', 'Put each so that one can tell whether it is kept to.')],
  },
  reject: {
    title: 'Reject',
    submit: 'Reject',
    fields: [
      { id: 'reason', kind: 'choice', label: 'Reason', required: true, options: reasons },
      words('Why', 'Whoever asked reads this.'),
      {
        id: 'alternative',
        kind: 'paragraph',
        label: 'What can they do instead?',
        hint: 'Another package, another version, another way. A no alone helps nobody.',
        required: true,
        maxLength: WORDS_MOST,
      },
    ],
  },
  other: { title: 'Something else', submit: 'Do that', fields: [] },
};
