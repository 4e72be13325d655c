import type { Choice } from '#channels/teams/render/adaptive.ts';
import { plain } from '#channels/teams/render/words.ts';
import { type Field, type Option, yesNoNotSure } from '#foundation/cards/form.ts';

/** An option of ours beside what Teams shows and sends for it. */
export interface DrawnOption {
  /** Undefined: takes the answer back. */
  readonly value: string | undefined;
  readonly drawn: Choice;
}

/** The field's options as Teams takes them, in order; none for a field without. */
export function drawOptions(field: Field): readonly DrawnOption[] {
  const options = optionsOf(field);
  // What was chosen can be taken back, which radio buttons do not allow.
  const none = canTakeBack(field) ? [{ value: undefined, drawn: drawn('No answer', NONE) }] : [];
  // Where not all values can be sent, the places of the options are.
  const values = options.map(({ value }) => value);
  const areSent = values.every(canBeSent) && new Set(values).size === values.length;
  return [
    ...options.map(({ value, label }, at) => ({
      value,
      drawn: drawn(label, areSent ? value : String(at)),
    })),
    ...none,
  ];
}

/** What was chosen, by what Teams sent for it; a value that was not offered comes back as it is, for the check to refuse. */
export function chosen(field: Field, sent: string): string {
  const option = drawOptions(field).find(({ drawn }) => drawn.value === sent);
  return option === undefined ? sent : (option.value ?? '');
}

const NONE = 'no-answer';

function optionsOf(field: Field): readonly Option[] {
  if (field.kind === 'yes-no-not-sure') return yesNoNotSure;
  return field.kind === 'choice' || field.kind === 'choices' ? field.options : [];
}

function canTakeBack(field: Field): boolean {
  return field.required !== true && (field.kind === 'choice' || field.kind === 'yes-no-not-sure');
}

/** Several values travel as one text, with commas between them. */
function canBeSent(value: string): boolean {
  return value !== '' && value !== NONE && value === value.trim() && !value.includes(',');
}

// Teams reads Markdown in text blocks and facts only, not in a choice (MicrosoftDocs/msteams-docs, issue 12228).
function drawn(label: string, value: string): Choice {
  return { title: plain(label), value };
}
