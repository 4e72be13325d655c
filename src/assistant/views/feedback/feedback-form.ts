import type { AnswerInWords } from '#assistant/actions.ts';
import type { Form } from '#foundation/cards/form.ts';
import { strong } from '#foundation/cards/text.ts';
import type { Feedback } from '#office/questions/feedback.ts';

export const feedbackFormName = 'feedback';

/** Asks why an answer did not help; short, for nobody owes us an explanation. */
export function feedbackForm(about: AnswerInWords): Form {
  return {
    name: feedbackFormName,
    title: 'Not helpful: why?',
    submitLabel: 'Send to the OSPO',
    pages: [
      {
        title: '',
        intro: ['About “', strong(about.title), '”. What you write goes to the OSPO.'],
        fields: [
          {
            id: 'reason',
            kind: 'choice',
            label: 'What is the matter with it?',
            required: true,
            options: [
              { value: 'wrong', label: 'It is wrong' },
              { value: 'unclear', label: "I don't understand it" },
              { value: 'missing', label: 'Something is missing' },
              { value: 'other', label: 'Something else' },
            ],
          },
          {
            id: 'expected',
            kind: 'paragraph',
            label: 'What would have been right?',
            hint: 'And how you know, if you can say.',
            maxLength: LONGEST_WORDS,
            showWhen: { field: 'reason', is: ['wrong'] },
          },
          {
            id: 'comment',
            kind: 'paragraph',
            label: 'What would you like to tell us?',
            maxLength: LONGEST_WORDS,
          },
          {
            id: 'answer',
            kind: 'choices',
            label: 'May the OSPO answer you?',
            hint: 'Your name is kept with your note only if you tick this.',
            options: [{ value: 'yes', label: 'Yes, with my name on it' }],
          },
        ],
      },
    ],
  };
}

export const answerFormName = 'feedback-answer';

/** In which the OSPO answers a note; whoever wrote it gets the answer in a message. */
export function answerForm(feedback: Feedback): Form {
  const { about, comment, from } = feedback;
  const said = [about.expected, comment].filter((words) => words !== undefined).join(' — ');
  return {
    name: answerFormName,
    title: `Answer ${from?.name ?? 'the note'}`,
    submitLabel: 'Send the answer',
    pages: [
      {
        title: '',
        intro: ['About “', strong(about.title), said === '' ? '”.' : `”: “${said}”`],
        fields: [
          {
            id: 'answer',
            kind: 'paragraph',
            label: 'Your answer',
            hint: 'They get it as a message from the OSPO.',
            required: true,
            maxLength: LONGEST_WORDS,
          },
        ],
      },
    ],
  };
}

/** Characters; so that both texts fit on one card for the OSPO, in any script. */
const LONGEST_WORDS = 1500;
