import type { Text } from '#foundation/cards/text.ts';

/** Questions with room for answers; what a person fills in, as a card is what they read. */
export interface Form {
  /** Stable name, such as `use`; not shown. */
  readonly name: string;
  readonly title: string;
  readonly pages: readonly FormPage[];
  /** Says its effect: "Send to the OSPO". */
  readonly submitLabel: string;
}

export interface FormPage {
  readonly title: string;
  readonly intro?: Text;
  readonly fields: readonly Field[];
}

export type Field = FieldFrame & FieldKind;

export interface FieldFrame {
  /** Unique in the form. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  /** Absent: always shown. A condition on a field that comes later, or nowhere, is never met. */
  readonly showWhen?: Condition;
}

/** Met when the answer, or one of the answers, is among `is`. A number is written in digits. */
export interface Condition {
  readonly field: string;
  readonly is: readonly string[];
}

export type FieldKind =
  /** One line; with a format the address of a page, http or https, which nobody fetches. */
  | { readonly kind: 'text'; readonly maxLength?: number; readonly format?: 'url' }
  | { readonly kind: 'paragraph'; readonly maxLength?: number }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | { readonly kind: 'choices'; readonly options: readonly Option[] }
  /** "Not sure" is an answer: people are asked what they may not know. */
  | { readonly kind: 'yes-no-not-sure' }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
  /** A day without time, `YYYY-MM-DD`; both ends included. */
  | { readonly kind: 'date'; readonly earliest?: string; readonly latest?: string }
  /**
   * A person id, or what names somebody where a channel has nobody to choose from: an e-mail address or a name. The
   * office checks that there is such a person.
   */
  | {
      readonly kind: 'person';
      /** What people are called who are an answer already; filled in when it is read, never stored. */
      readonly people?: readonly Option[];
    };

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Checked: one value a field, by its kind. Fields not shown or left empty are absent. */
export type Answer = string | number | readonly string[];
export type Answers = Readonly<Record<string, Answer>>;

export const yesNoNotSure: readonly Option[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'not-sure', label: 'Not sure' },
];

export const yesNo: readonly Option[] = yesNoNotSure.slice(0, 2);

/** What a field offers, in order; none where it takes words. */
export function optionsOf(field: Field): readonly Option[] {
  if (field.kind === 'yes-no-not-sure') return yesNoNotSure;
  return field.kind === 'choice' || field.kind === 'choices' ? field.options : [];
}

/** A single box that must be ticked: to say that one has read or done something. */
export function isAcknowledgement(field: Field): boolean {
  return field.kind === 'choices' && field.required === true && field.options.length === 1;
}

export function fieldsOf(form: Form): readonly Field[] {
  return form.pages.flatMap((page) => page.fields);
}

/** Whether the field is asked, given the checked answers to the fields before it. */
export function isShown(field: Field, answers: Answers): boolean {
  if (field.showWhen === undefined) return true;
  const { field: other, is } = field.showWhen;
  return given(answers, other).some((value) => is.includes(value));
}

/** What was answered to a field, as a list: nothing, one thing, or what was chosen. */
export function given(answers: Answers, field: string): readonly string[] {
  const answer = Object.hasOwn(answers, field) ? (answers[field] ?? []) : [];
  return typeof answer === 'object' ? answer : [String(answer)];
}
