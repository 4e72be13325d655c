import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Form } from '#foundation/cards/form.ts';
import { strong } from '#foundation/cards/text.ts';
import type { Question } from '#office/questions/open-questions.ts';

export const questionFormName = 'question-answer';

/** Characters; with the question they fit on one card, in any script. */
export const ANSWER_MOST = 3000;

/** In which the OSPO answers a question; `alike` further ones ask the same and are answered with it. */
export function questionForm({ text }: Question, alike: number): Form {
  const others =
    alike === 0 ? '' : ` ${alike === 1 ? 'One more question asks' : `${alike} more ask`} the same.`;
  return {
    name: questionFormName,
    title: 'Answer a question',
    submitLabel: 'Send the answer',
    pages: [
      {
        title: '',
        intro: ['“', strong(cutWords(text, 500)), '”', others],
        fields: [
          {
            id: 'answer',
            kind: 'paragraph',
            label: 'Your answer',
            hint: 'Everybody who asked for it gets it as a message, with your name. Then you can add it to the handbook.',
            required: true,
            maxLength: ANSWER_MOST,
          },
        ],
      },
    ],
  };
}
