import type { types } from '@slack/bolt';
import { slackLimits } from '#channels/slack/limits.ts';
import { plain } from '#channels/slack/render/words.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { chosenAmong, offeredOptions } from '#foundation/cards/fields/offered.ts';
import type { Field } from '#foundation/cards/form.ts';
import { visible } from '#foundation/cards/text.ts';

/** An option of ours beside what Slack shows and sends for it. */
export interface DrawnOption {
  /** Undefined: takes the answer back. */
  readonly value: string | undefined;
  readonly drawn: types.PlainTextOption;
}

/** The field's options as Slack takes them, in order; none for a field without. */
export function drawOptions(field: Field): readonly DrawnOption[] {
  return offeredOptions(field, canBeSent).map(({ value, label, sent }) => ({
    value,
    drawn: drawn(label, sent),
  }));
}

/** What was chosen, by what Slack sent for it. */
export function chosen(field: Field, sent: string): string {
  return chosenAmong(offeredOptions(field, canBeSent), sent);
}

function canBeSent(value: string): boolean {
  return value.length <= slackLimits.optionValue;
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
