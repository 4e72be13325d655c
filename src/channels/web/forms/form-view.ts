import type { OpenForm } from '#assistant/forms/open-forms.ts';
import { renderForm } from '#channels/web/render-form.ts';
import { visible } from '#foundation/cards/text.ts';

/** A page of a form as our page takes it. */
export interface FormView {
  readonly name: string;
  /** Comes back with the answers, as it is. */
  readonly context: string;
  readonly title: string;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly html: string;
}

export function drawForm(
  { form, kept, key }: OpenForm,
  page: number,
  errors: Readonly<Record<string, string>> = {},
): FormView {
  return {
    name: form.name,
    context: key.context,
    title: visible(form.title),
    page,
    pages: form.pages.length,
    html: renderForm({ form, page, kept, errors }),
  };
}
