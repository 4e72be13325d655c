import { reached } from '#assistant/views/handbook/handbook-cards.ts';
import { answerRows } from '#assistant/views/requests/parts/answer-rows.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Answers, Form } from '#foundation/cards/form.ts';
import type { Contact } from '#foundation/people/contacts.ts';

/** The office names nobody who could decide; what was typed is kept for whoever typed it. */
export function nobodyDecidesCard(contact: Contact, form: Form, answers: Answers): Card {
  return {
    tone: 'caution',
    title: 'Nobody can decide this yet',
    parts: [
      {
        kind: 'paragraph',
        text: `The office names no reviewer but you, so nothing was sent. Please ask ${reached(contact)}; what you answered is below. Whoever looks after Steward names reviewers in office.yaml, under roles.`,
      },
      {
        kind: 'facts',
        rows: answerRows(form, answers),
      },
    ],
    buttons: [],
  };
}
