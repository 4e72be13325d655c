import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Field, Form } from '#foundation/cards/form.ts';
import { strong } from '#foundation/cards/text.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';

export const stepFormName = 'request-step';

export type StepInWords = 'ask' | 'answer' | 'approve-with-conditions' | 'reject';

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

/** In which a step is taken that needs words. */
export function stepForm(step: StepInWords, request: Request): Form {
  const { title, submit, fields } = parts[step];
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

const parts: Readonly<
  Record<
    StepInWords,
    { readonly title: string; readonly submit: string; readonly fields: readonly Field[] }
  >
> = {
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
    title: 'Approve on conditions',
    submit: 'Approve',
    fields: [
      words('Conditions', 'What must be kept to, so that whoever asked can tell whether it is.'),
    ],
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
};
