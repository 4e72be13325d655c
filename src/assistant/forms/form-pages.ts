import type { FormReply } from '#assistant/turn.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import { type Form, fieldsOf } from '#foundation/cards/form.ts';

/** Where a page of a form leads to. */
export type FormStep =
  /** The page to show: the next or the one before, or the same again with what is to be mended. */
  | {
      readonly kind: 'show';
      readonly page: number;
      readonly kept: Readonly<Record<string, unknown>>;
      readonly errors: Readonly<Record<string, string>>;
    }
  /** All pages are filled in: the answers for a turn, which checks them. */
  | { readonly kind: 'send'; readonly answers: Readonly<Record<string, unknown>> };

export interface ReceivedPage {
  /** From 0. */
  readonly page: number;
  readonly go: 'next' | 'back' | 'send';
  /** Of all pages, by field id; unchecked. */
  readonly answers: unknown;
}

/** Reads what the page sent for a form. Going on needs this page and those before it in order; going back needs nothing. */
export function readFormAnswers(form: Form, received: ReceivedPage): FormStep {
  const last = form.pages.length - 1;
  const page = Math.min(Math.max(0, Math.trunc(received.page) || 0), last);
  const answers = ownAnswers(form, received.answers);
  if (received.go === 'send') return { kind: 'send', answers };
  if (received.go === 'back') {
    return { kind: 'show', page: Math.max(0, page - 1), kept: answers, errors: {} };
  }
  const soFar = { ...form, pages: form.pages.slice(0, page + 1) };
  const checked = checkAnswers(soFar, answers);
  return checked.kind === 'invalid'
    ? {
        kind: 'show',
        page: pageOfErrors(form, checked.errors),
        kept: answers,
        errors: checked.errors,
      }
    : { kind: 'show', page: Math.min(page + 1, last), kept: answers, errors: {} };
}

/** Where a form opens: where there is something to mend, or where more is asked. */
export function pageToOpen({ form, errors = {}, moreFrom = 0 }: FormReply): number {
  return Object.keys(errors).length > 0 ? pageOfErrors(form, errors) : moreFrom;
}

/** The first page with something to mend, from 0; the first of all when nothing is. */
function pageOfErrors(form: Form, errors: Readonly<Record<string, string>>): number {
  const page = form.pages.findIndex(({ fields }) =>
    fields.some((field) => Object.hasOwn(errors, field.id)),
  );
  return Math.max(0, page);
}

/** Only what the form asks for, as it was typed; an own member each, whatever its name. */
function ownAnswers(form: Form, answers: unknown): Readonly<Record<string, unknown>> {
  if (typeof answers !== 'object' || answers === null) return {};
  const members = Object.getOwnPropertyDescriptors(answers);
  return Object.fromEntries(
    fieldsOf(form)
      .filter(({ id }) => Object.hasOwn(members, id))
      .map(({ id }) => [id, members[id]?.value]),
  );
}
