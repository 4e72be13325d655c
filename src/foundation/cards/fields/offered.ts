import { type Field, optionsOf } from '#foundation/cards/form.ts';

/** An option of a field as a platform carries it. */
export interface Offered {
  /** Undefined: takes the answer back. */
  readonly value: string | undefined;
  readonly label: string;
  /** What the platform sends for it. */
  readonly sent: string;
}

const NONE = 'no-answer';

/** The field's options in order; none for a field without. `canBeSent`: whether the platform carries a value as it is. */
export function offeredOptions(
  field: Field,
  canBeSent: (value: string) => boolean,
): readonly Offered[] {
  const options = optionsOf(field);
  // What was chosen can be taken back, which neither radio buttons nor a menu allow.
  const none = canTakeBack(field) ? [{ value: undefined, label: 'No answer', sent: NONE }] : [];
  // Where not all values can be sent, the places of the options are.
  const values = options.map(({ value }) => value);
  const areSent =
    values.every((value) => value !== '' && value !== NONE && canBeSent(value)) &&
    new Set(values).size === values.length;
  return [
    ...options.map(({ value, label }, at) => ({
      value,
      label,
      sent: areSent ? value : String(at),
    })),
    ...none,
  ];
}

/** What was chosen, by what was sent for it; a value that was not offered comes back as it is, for the check to refuse. */
export function chosenAmong(offered: readonly Offered[], sent: string): string {
  const option = offered.find((one) => one.sent === sent);
  return option === undefined ? sent : (option.value ?? '');
}

function canTakeBack(field: Field): boolean {
  return field.required !== true && (field.kind === 'choice' || field.kind === 'yes-no-not-sure');
}
