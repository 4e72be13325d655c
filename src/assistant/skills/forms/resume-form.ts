import { type Answered, answered, type HandingIn, say } from '#assistant/answering.ts';
import { formGoneCard } from '#assistant/views/forms/form-cards.ts';

/** Opens a form again with all that was typed into it. */
export async function resume(
  key: { readonly form: string; readonly context: string },
  { db, personId }: Pick<HandingIn, 'db' | 'personId'>,
): Promise<Answered> {
  // Loaded when needed: most questions are asked without.
  const { findOpenForm } = await import('#assistant/forms/open-forms.ts');
  const open = db && (await findOpenForm(db, { ...key, personId }));
  if (!open) return say(formGoneCard());
  const { form, context, kept } = open;
  return answered({ kind: 'form', form, context, kept });
}
