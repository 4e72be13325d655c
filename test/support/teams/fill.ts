import { isRecord, listOf, type Payload } from './fixtures.ts';
import { inputsOf } from './words.ts';

/**
 * What a person fills in, by field: words, a number in digits, a day, the title of a choice or several; of a person,
 * the id in Entra. Nothing at all empties a field.
 */
export type Filled = Readonly<Record<string, string | readonly string[]>>;

/** What a client sends of a card's inputs: what is filled in, else what stood in them; nothing of an empty one. */
export function valuesOf(card: unknown, filled: Filled): Readonly<Record<string, string>> {
  const inputs = inputsOf(card);
  const ids = inputs.map(({ id }) => String(id));
  for (const field of Object.keys(filled)) {
    if (!ids.includes(field)) {
      throw new Error(`there is no input “${field}”; there are: ${ids.join(', ')}`);
    }
  }
  const values: Record<string, string> = {};
  for (const input of inputs) {
    const id = String(input.id);
    const value = Object.hasOwn(filled, id) ? typed(input, filled[id] ?? '') : standing(input);
    if (value !== '') values[id] = value;
  }
  return values;
}

/** Why a client holds the card back and sends nothing; undefined: it sends. */
export function heldBack(
  card: unknown,
  values: Readonly<Record<string, string>>,
): string | undefined {
  for (const input of inputsOf(card)) {
    const value = values[String(input.id)];
    if (!isWellFilled(input, value)) {
      return `“${input.label}”: ${input.errorMessage ?? 'this is not filled in well'}`;
    }
  }
  return undefined;
}

function typed(input: Payload, given: string | readonly string[]): string {
  if (input.type !== 'Input.ChoiceSet') return typeof given === 'string' ? given : given.join('\n');
  const wanted = typeof given === 'string' ? (given === '' ? [] : [given]) : given;
  return wanted.map((one) => choiceOf(input, one)).join(',');
}

function choiceOf(input: Payload, wanted: string): string {
  const found = listOf(input.choices)
    .filter(isRecord)
    .find(({ title, value }) => title === wanted || value === wanted);
  // What is searched for stands in no list.
  if (found === undefined && input['choices.data'] !== undefined) return wanted;
  if (found === undefined) throw new Error(`there is no choice “${wanted}” in “${input.label}”`);
  return String(found.value);
}

function standing(input: Payload): string {
  const { value } = input;
  if (input.type === 'Input.Toggle') return String(value ?? input.valueOff ?? 'false');
  return value === undefined ? '' : String(value);
}

function isWellFilled(input: Payload, value: string | undefined): boolean {
  if (value === undefined) return input.isRequired !== true;
  switch (input.type) {
    case 'Input.Number': {
      const number = Number(value);
      return !Number.isNaN(number) && isWithin(number, Number(input.min), Number(input.max));
    }
    case 'Input.Date':
      return isWithin(value, input.min, input.max);
    case 'Input.Text':
      if (input.maxLength !== undefined && value.length > Number(input.maxLength)) return false;
      return input.regex === undefined || new RegExp(String(input.regex)).test(value);
    default:
      return true;
  }
}

function isWithin<V extends string | number>(value: V, min: unknown, max: unknown): boolean {
  if (typeof min === typeof value && value < (min as V)) return false;
  return !(typeof max === typeof value && value > (max as V));
}
