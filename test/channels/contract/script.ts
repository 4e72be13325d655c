import { z } from 'zod';
import type { FormReply, Reply, Respond, Turn, TurnContent } from '#assistant/turn.ts';
import { defineAction } from '#foundation/cards/action.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Form } from '#foundation/cards/form.ts';

export const why = defineAction('contract.why@1', z.object({ about: z.string() }));

/** The form that the suite opens. */
export const contractForm: Form = {
  name: 'contract',
  title: 'What is it for?',
  submitLabel: 'Send',
  pages: [
    {
      title: 'About it',
      fields: [
        { id: 'reason', label: 'Reason', kind: 'paragraph', required: true, maxLength: 200 },
        {
          id: 'way',
          label: 'How is it used?',
          kind: 'choice',
          options: [
            { value: 'shipped', label: 'Shipped to customers' },
            { value: 'internal', label: 'For ourselves' },
          ],
        },
      ],
    },
  ],
};

/** The same in two pages. */
export const contractPages: Form = {
  ...contractForm,
  name: 'contract-pages',
  pages: [
    {
      title: 'Which',
      fields: [{ id: 'package', label: 'Which package?', kind: 'text', required: true }],
    },
    ...contractForm.pages,
  ],
};

/** A question, a card with one button, and what may be pressed. */
export const contractCard: Card = {
  tone: 'good',
  title: 'Yes, with one obligation',
  parts: [{ kind: 'paragraph', text: 'Keep the notice.' }],
  source: 'Policy 2026.1',
  buttons: [{ label: 'Why', action: why.with({ about: 'left-pad' }) }],
};

/** The same, with a button that leads to a form. */
export const formCard: Card = {
  ...contractCard,
  buttons: [{ label: 'Why', action: why.with({ about: 'left-pad' }), opens: 'form' }],
};

/** Steward as the suite has it: what it hears, and what it says to that. */
export function script(answer: (turn: Turn) => readonly Reply[]) {
  const turns: Turn[] = [];
  const respond: Respond = async (turn) => {
    turns.push(turn);
    return answer(turn);
  };
  return { respond, turns };
}

export function said(card: Card): Reply {
  return { kind: 'card', card, outcome: { kind: 'said' } };
}

export const formReply: FormReply = {
  kind: 'form',
  form: contractForm,
  context: { about: 'left-pad' },
};

/** As a card changes when somebody decides: a line more, and nothing to press. */
export function decided(card: Card): Card {
  const line = { kind: 'note', tone: 'good', text: 'Decided by Lee' } as const;
  return { ...card, parts: [...card.parts, line], buttons: [] };
}

/** The card's name, as it came with a press or a form. */
export function cardOf(content: TurnContent | undefined): string | undefined {
  return content !== undefined && 'card' in content ? content.card : undefined;
}
