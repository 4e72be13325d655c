import { examples } from '#assistant/views/help/help-card.ts';
import type { Form } from '#foundation/cards/form.ts';

export const askFormName = 'ask';

/** A question, asked from anywhere. */
export const askForm: Form = {
  name: askFormName,
  title: 'Ask Steward',
  submitLabel: 'Ask',
  pages: [
    {
      title: '',
      fields: [
        {
          id: 'question',
          kind: 'paragraph',
          label: 'What would you like to know?',
          hint: `For example: ${examples[1] ?? ''}`,
          required: true,
          maxLength: 2000,
        },
      ],
    },
  ],
};
