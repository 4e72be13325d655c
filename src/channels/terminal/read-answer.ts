import { checkAnswers } from '#foundation/cards/check-answers.ts';
import {
  type Answer,
  type Field,
  isAcknowledgement,
  type Option,
  optionsOf,
} from '#foundation/cards/form.ts';

/** What a line typed for a field comes to. */
export type ReadAnswer =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'wrong'; readonly error: string };

/** Reads what was typed for one field; options by their number or their words. Checked as the office checks it. */
export function readAnswer(field: Field, line: string): ReadAnswer {
  const answer = fromLine(field, line.trim());
  if (answer === undefined) return { kind: 'wrong', error: whatToType(field) };
  const { showWhen: _, ...always } = field;
  const form = { name: '', title: '', submitLabel: '', pages: [{ title: '', fields: [always] }] };
  const checked = checkAnswers(form, { [field.id]: answer });
  if (checked.kind === 'invalid') {
    const error = checked.errors[field.id] ?? '';
    return { kind: 'wrong', error: isAcknowledgement(field) ? whatToType(field) : error };
  }
  const value = checked.values[field.id];
  return value === undefined ? { kind: 'skipped' } : { kind: 'answer', answer: value };
}

/** An answer as it would be typed again; undefined where it cannot be in one line. */
export function asTyped(field: Field, kept: unknown): string | undefined {
  const options = optionsOf(field);
  const given = Array.isArray(kept) ? kept : [kept];
  const lines = given
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .map((one) => {
      const at = options.findIndex(({ value }) => value === one);
      return at === -1 ? String(one) : String(at + 1);
    });
  const line = lines.join(', ');
  return line === '' || /\p{Cc}/u.test(line) ? undefined : line;
}

/** Undefined where none of the options is meant. */
function fromLine(field: Field, line: string): Answer | undefined {
  const options = optionsOf(field);
  if (options.length === 0 || line === '') return line;
  if (field.kind !== 'choices') return optionFor(options, line);
  if (isAcknowledgement(field) && /^y(es)?$/i.test(line)) return [options[0]?.value ?? ''];
  const whole = optionFor(options, line);
  if (whole !== undefined) return [whole];
  const chosen = line
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map((word) => optionFor(options, word));
  return chosen.every((value) => value !== undefined) ? chosen : undefined;
}

function optionFor(options: readonly Option[], words: string): string | undefined {
  if (/^[0-9]{1,3}$/.test(words)) return options[Number(words) - 1]?.value;
  const sought = words.toLowerCase();
  const named = options.find(({ label }) => label.toLowerCase() === sought);
  if (named) return named.value;
  // "y" where there is one answer that begins so.
  const begun = options.filter(({ label }) => label.toLowerCase().startsWith(sought));
  return begun.length === 1 ? begun[0]?.value : undefined;
}

function whatToType(field: Field): string {
  const count = optionsOf(field).length;
  if (isAcknowledgement(field)) return 'Please type yes to confirm, or cancel to leave.';
  return field.kind === 'choices'
    ? `Please type numbers from 1 to ${count}, with commas between them.`
    : `Please type a number from 1 to ${count}.`;
}
