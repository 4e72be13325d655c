import type { Choice } from '#channels/teams/render/adaptive.ts';
import { plain } from '#channels/teams/render/words.ts';
import { chosenAmong, offeredOptions } from '#foundation/cards/fields/offered.ts';
import type { Field } from '#foundation/cards/form.ts';

/** An option of ours beside what Teams shows and sends for it. */
export interface DrawnOption {
  /** Undefined: takes the answer back. */
  readonly value: string | undefined;
  readonly drawn: Choice;
}

/** The field's options as Teams takes them, in order; none for a field without. */
export function drawOptions(field: Field): readonly DrawnOption[] {
  // Teams reads Markdown in text blocks and facts only, not in a choice (MicrosoftDocs/msteams-docs, issue 12228).
  return offeredOptions(field, canBeSent).map(({ value, label, sent }) => ({
    value,
    drawn: { title: plain(label), value: sent },
  }));
}

/** What was chosen, by what Teams sent for it. */
export function chosen(field: Field, sent: string): string {
  return chosenAmong(offeredOptions(field, canBeSent), sent);
}

/** Several values travel as one text, with commas between them. */
function canBeSent(value: string): boolean {
  return value === value.trim() && !value.includes(',');
}
