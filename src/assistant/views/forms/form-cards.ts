import { resumeForm } from '#assistant/actions.ts';
import type { Card } from '#foundation/cards/card.ts';

/** A form that could not be shown at once: what was typed is kept, and a button opens it. */
export function openFormCard(
  title: string,
  { form, context }: { readonly form: string; readonly context: string },
): Card {
  return {
    tone: 'neutral',
    title: 'Your form is ready',
    parts: [
      {
        kind: 'paragraph',
        text: `Here it opens with a press: “${title}”. What you typed is in it.`,
      },
    ],
    buttons: [
      {
        label: 'Open the form',
        action: resumeForm.with({ form, context }),
        style: 'primary',
        opens: 'form',
      },
    ],
  };
}

export function formGoneCard(): Card {
  return {
    tone: 'neutral',
    title: 'That form is closed',
    parts: [
      {
        kind: 'paragraph',
        text: 'It was sent already, or has been open for more than thirty days. Open it again from its card.',
      },
    ],
    buttons: [],
  };
}
