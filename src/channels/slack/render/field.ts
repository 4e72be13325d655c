import type { types } from '@slack/bolt';
import { slackLimits } from '#channels/slack/limits.ts';
import { type DrawnOption, drawOptions } from '#channels/slack/render/options.ts';
import { plain } from '#channels/slack/render/words.ts';
import { checkDate, checkNumber } from '#foundation/cards/check-values.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { several, startOf, typed } from '#foundation/cards/fields/typed.ts';
import type { Field } from '#foundation/cards/form.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** Names the input in its block; a menu that asks us for its options has a name of its own. */
export const answerId = 'answer';
export const optionsId = 'options';

export interface DrawnField {
  readonly field: Field;
  /** As it was typed; unchecked. */
  readonly kept: unknown;
  /** Another field of the page comes and goes with this answer. */
  readonly decides: boolean;
  /** Person ids with their Slack users. */
  readonly people: ReadonlyMap<string, string>;
}

export function drawField(drawn: DrawnField): types.InputBlock {
  const { field, decides } = drawn;
  const { hint = '' } = field;
  return {
    type: 'input',
    block_id: field.id,
    label: plain(cutWords(field.label, slackLimits.label)),
    ...(hint.trim() === '' ? {} : { hint: plain(cutWords(hint, slackLimits.hint)) }),
    optional: field.required !== true,
    element: element(drawn),
    ...(decides ? { dispatch_action: true } : {}),
  };
}

function element(drawn: DrawnField): types.InputBlockElement {
  const { field, kept } = drawn;
  switch (field.kind) {
    case 'text':
    case 'paragraph':
      return words(drawn, field);
    case 'choice':
    case 'yes-no-not-sure':
      return oneOf(field, kept);
    case 'choices':
      return someOf(field, kept);
    case 'number':
      return number(drawn, field);
    case 'date': {
      const day = typed(kept).trim();
      const isDay = checkDate(day, {}).kind === 'value';
      return {
        type: 'datepicker',
        action_id: answerId,
        ...(isDay ? { initial_date: day } : {}),
        placeholder: plain('Choose a day'),
      };
    }
    case 'person': {
      const user = drawn.people.get(typed(kept));
      return {
        type: 'users_select',
        action_id: answerId,
        ...(user === undefined ? {} : { initial_user: user }),
        placeholder: plain('Choose a person'),
      };
    }
    default:
      return unreachable(field);
  }
}

function words(
  { kept, decides }: DrawnField,
  field: Field & { kind: 'text' | 'paragraph' },
): types.PlainTextInput {
  const initial = startOf(typed(kept), slackLimits.input);
  const { maxLength = Infinity } = field;
  // What was typed stays to be shortened, also where it is longer than Slack would let it begin.
  const isHeld = maxLength <= slackLimits.input && initial.length <= maxLength;
  return {
    type: 'plain_text_input',
    action_id: answerId,
    multiline: field.kind === 'paragraph',
    ...(isHeld ? { max_length: maxLength } : {}),
    ...(initial === '' ? {} : { initial_value: initial }),
    ...(decides ? eachCharacter : {}),
  };
}

function number(
  { kept, decides }: DrawnField,
  { min, max }: Field & { kind: 'number' },
): types.NumberInput {
  const value = typed(kept).trim();
  const isInOrder = checkNumber(value, limits(min, max)).kind === 'value';
  return {
    type: 'number_input',
    action_id: answerId,
    is_decimal_allowed: true,
    ...(min === undefined ? {} : { min_value: String(min) }),
    ...(max === undefined ? {} : { max_value: String(max) }),
    ...(isInOrder ? { initial_value: value } : {}),
    ...(decides ? eachCharacter : {}),
  };
}

function oneOf(field: Field, kept: unknown): types.RadioButtons | types.Select {
  const all = drawOptions(field);
  const options = all.map(({ drawn }) => drawn);
  const [initial] = keptOptions(all, several(typed(kept)));
  const start = initial === undefined ? {} : { initial_option: initial };
  if (all.length <= slackLimits.boxes) {
    return { type: 'radio_buttons', action_id: answerId, options, ...start };
  }
  const placeholder = plain('Choose one');
  return all.length <= slackLimits.options
    ? { type: 'static_select', action_id: answerId, options, placeholder, ...start }
    : {
        type: 'external_select',
        action_id: optionsId,
        min_query_length: 0,
        placeholder: plain('Type to find one'),
        ...start,
      };
}

function someOf(field: Field, kept: unknown): types.Checkboxes | types.MultiSelect {
  const all = drawOptions(field);
  const options = all.map(({ drawn }) => drawn);
  const initial = keptOptions(all, several(kept));
  const start = initial.length === 0 ? {} : { initial_options: initial };
  if (all.length <= slackLimits.boxes) {
    return { type: 'checkboxes', action_id: answerId, options, ...start };
  }
  const placeholder = plain('Choose any');
  return all.length <= slackLimits.options
    ? { type: 'multi_static_select', action_id: answerId, options, placeholder, ...start }
    : {
        type: 'multi_external_select',
        action_id: optionsId,
        min_query_length: 0,
        placeholder: plain('Type to find some'),
        ...start,
      };
}

/** One option for each value that was chosen, also where two options have the same. */
function keptOptions(
  all: readonly DrawnOption[],
  kept: readonly string[],
): types.PlainTextOption[] {
  return [...new Set(kept)].flatMap((value) => {
    const option = all.find((one) => one.value === value);
    return option === undefined ? [] : [option.drawn];
  });
}

// Without it Slack says nothing until Enter is pressed, and the field that depends on it would never come.
const eachCharacter: { dispatch_action_config: types.DispatchActionConfig } = {
  dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
};

function limits(min: number | undefined, max: number | undefined) {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
