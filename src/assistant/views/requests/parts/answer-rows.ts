import type { Fact } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { type Answers, type Field, type Form, fieldsOf } from '#foundation/cards/form.ts';
import { inWords } from '#office/requests/submit.ts';

/** Characters of an answer on a card. */
const ANSWER_MOST = 400;

/** What was answered, a row for each field. */
export function answerRows(form: Form, answers: Answers): readonly Fact[] {
  return fieldsOf(form)
    .filter(({ id }) => Object.hasOwn(answers, id))
    .map((field) => ({ label: rowLabel(field), value: answerInWords(form, field, answers) }));
}

/** Most channels write a colon behind it: "Who gets it?:" would be one sign too many. */
export function rowLabel({ label }: Pick<Field, 'label'>): string {
  return label.replace(/\?$/, '');
}

function answerInWords(form: Form, { id, kind }: Field, answers: Answers): string {
  const said = inWords(form, id, answers);
  return kind === 'date' ? dayInWords(said) : cutWords(said, ANSWER_MOST);
}

/** "2026-03-02" as "2 March 2026". */
export function dayInWords(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}
