import { reached } from '#assistant/views/handbook/handbook-cards.ts';
import type { Card } from '#foundation/cards/card.ts';
import { type Answers, type Form, fieldsOf } from '#foundation/cards/form.ts';
import type { Contact } from '#foundation/people/contacts.ts';
import { inWords } from '#office/requests/submit.ts';

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
        rows: fieldsOf(form)
          .filter(({ id }) => Object.hasOwn(answers, id))
          .map(({ id, label }) => ({ label, value: inWords(form, id, answers) })),
      },
    ],
    buttons: [],
  };
}
