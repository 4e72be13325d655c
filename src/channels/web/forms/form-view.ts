import type { OpenForm } from '#assistant/forms/open-forms.ts';
import { type FormState, renderForm } from '#channels/web/render-form.ts';
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
  {
    people,
    errors = {},
  }: Pick<FormState, 'people'> & { readonly errors?: FormState['errors'] | undefined },
): FormView {
  return {
    name: form.name,
    context: key.context,
    title: visible(form.title),
    page,
    pages: form.pages.length,
    html: renderForm({ form, page, kept, errors, ...(people && { people }) }),
  };
}
