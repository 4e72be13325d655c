import type { types } from '@slack/bolt';
import { slackLimits } from '#channels/slack/limits.ts';
import { plain } from '#channels/slack/render/words.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { type Field, type Option, yesNoNotSure } from '#foundation/cards/form.ts';
import { visible } from '#foundation/cards/text.ts';

/** An option of ours beside what Slack shows and sends for it. */
export interface DrawnOption {
  /** Undefined: takes the answer back. */
  readonly value: string | undefined;
  readonly drawn: types.PlainTextOption;
}

/** The field's options as Slack takes them, in order; none for a field without. */
export function drawOptions(field: Field): readonly DrawnOption[] {
  const options = optionsOf(field);
  // What was chosen can be taken back, which neither radio buttons nor a menu allow.
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

/** What was chosen, by what Slack sent for it; a value that was not offered comes back as it is, for the check to refuse. */
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

function canBeSent(value: string): boolean {
  return value !== '' && value !== NONE && value.length <= slackLimits.optionValue;
}

/** Words that are too long go on in a second line. */
function drawn(label: string, value: string): types.PlainTextOption {
  const words = visible(label);
  const first = cutWords(words, slackLimits.optionText);
  if (first === words) return { text: plain(words), value };
  const rest = words.slice(first.length - 1).trim();
  return {
    text: plain(first),
    description: plain(`…${cutWords(rest, slackLimits.optionDescription - 1)}`),
    value,
  };
}
