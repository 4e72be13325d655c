import {
  type Checked,
  checkAddress,
  checkDate,
  checkNumber,
  isEmpty,
  wrong,
} from '#foundation/cards/check-values.ts';
import {
  type Answer,
  type Answers,
  type Field,
  type Form,
  fieldsOf,
  isAcknowledgement,
  isShown,
  type Option,
  yesNoNotSure,
} from '#foundation/cards/form.ts';
import { ADDRESS_MAX } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

export type CheckedAnswers =
  | { readonly kind: 'ok'; readonly values: Answers }
  | {
      readonly kind: 'invalid';
      /** What to mend, by field id, in words for the person. */
      readonly errors: Readonly<Record<string, string>>;
      /** What was answered so far, as it was typed, to fill the form again. */
      readonly kept: Answers;
    };

/**
 * Reads what a channel received for a form. Only the form's own fields are looked at; a field
 * that is not shown is neither checked nor in the values, whatever was sent for it.
 */
export function checkAnswers(form: Form, answers: unknown): CheckedAnswers {
  const { values, errors, kept } = readAnswers(form, answers);
  return errors.size === 0
    ? { kind: 'ok', values: Object.fromEntries(values) }
    : { kind: 'invalid', errors: Object.fromEntries(errors), kept: Object.fromEntries(kept) };
}

/** The answers that are in order so far, whatever the others are: what the conditions go by. */
export function answersSoFar(form: Form, answers: unknown): Answers {
  return Object.fromEntries(readAnswers(form, answers).values);
}

function readAnswers(form: Form, answers: unknown) {
  const values = new Map<string, Answer>();
  const errors = new Map<string, string>();
  const kept = new Map<string, Answer>();

  for (const field of fieldsOf(form)) {
    const received = ownValue(answers, field.id);
    const typed = keepable(received);
    if (typed !== undefined) kept.set(field.id, typed);
    if (!isShown(field, Object.fromEntries(values))) continue;

    const checked = checkField(field, received);
    if (checked.kind === 'value') values.set(field.id, checked.value);
    if (checked.kind === 'wrong') errors.set(field.id, checked.error);
    if (checked.kind === 'empty' && field.required) errors.set(field.id, missing(field));
  }

  return { values, errors, kept };
}

function missing(field: Field): string {
  return isAcknowledgement(field) ? 'Please tick this to go on.' : 'Please answer this.';
}

/** Characters; a platform's own input field holds 3,000. */
const LINE_MAX = 300;
const PARAGRAPH_MAX = 3000;
/** Characters and entries of what is kept to fill a form again: more was not typed by hand. */
const KEPT_MAX = 40_000;
const KEPT_ENTRIES = 100;
/** Nobody types these; PostgreSQL refuses one of them, and terminals obey others. */
const CONTROL = /(?![\n\t])\p{Cc}/gu;

function checkField(field: Field, received: unknown): Checked {
  switch (field.kind) {
    case 'text':
      return field.format === 'url'
        ? checkUrl(received, field.maxLength ?? ADDRESS_MAX)
        : checkWords(received, field.maxLength ?? LINE_MAX, true);
    case 'paragraph':
      return checkWords(received, field.maxLength ?? PARAGRAPH_MAX, false);
    case 'choice':
      return checkChoice(received, field.options);
    case 'choices':
      return checkChoices(received, field.options);
    case 'yes-no-not-sure':
      return checkChoice(received, yesNoNotSure);
    case 'number':
      return checkNumber(received, field);
    case 'date':
      return checkDate(received, field);
    case 'person':
      return checkWords(received, LINE_MAX, true);
    default:
      return unreachable(field);
  }
}

function checkWords(received: unknown, maxLength: number, oneLine: boolean): Checked {
  if (isEmpty(received)) return { kind: 'empty' };
  if (typeof received !== 'string') return wrong('Please answer in words.');
  const value = received.replaceAll('\r\n', '\n').replace(CONTROL, '').trim();
  if (value === '') return { kind: 'empty' };
  if (value.length > maxLength) {
    return wrong(`Please keep this to ${maxLength} characters; it has ${value.length}.`);
  }
  if (oneLine && value.includes('\n')) return wrong('Please keep this to one line.');
  return { kind: 'value', value };
}

function checkUrl(received: unknown, maxLength: number): Checked {
  const words = checkWords(received, maxLength, true);
  return words.kind === 'value' ? checkAddress(String(words.value)) : words;
}

function checkChoice(received: unknown, options: readonly Option[]): Checked {
  if (isEmpty(received)) return { kind: 'empty' };
  const chosen = options.find((option) => option.value === received);
  return chosen
    ? { kind: 'value', value: chosen.value }
    : wrong('Please choose one of the options.');
}

function checkChoices(received: unknown, options: readonly Option[]): Checked {
  if (isEmpty(received)) return { kind: 'empty' };
  // A browser sends one chosen box as a single value.
  const given: readonly unknown[] = Array.isArray(received) ? received : [received];
  const known = options.map((option) => option.value);
  if (!given.every((value) => known.some((one) => one === value))) {
    return wrong('Please choose from the options.');
  }
  return { kind: 'value', value: known.filter((value) => given.includes(value)) };
}

function ownValue(answers: unknown, id: string): unknown {
  if (typeof answers !== 'object' || answers === null || !Object.hasOwn(answers, id))
    return undefined;
  return Object.getOwnPropertyDescriptor(answers, id)?.value;
}

function keepable(received: unknown): Answer | undefined {
  if (typeof received === 'string') return received.slice(0, KEPT_MAX);
  if (typeof received === 'number') return Number.isFinite(received) ? received : undefined;
  if (!Array.isArray(received) || received.length > KEPT_ENTRIES) return undefined;
  const entries: readonly unknown[] = received;
  const strings = entries.filter((entry) => typeof entry === 'string');
  return strings.map((entry) => entry.slice(0, LINE_MAX));
}
