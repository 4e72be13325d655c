import { type Answered, answered, type Steward } from '#assistant/answering.ts';
import { formGoneCard } from '#assistant/views/forms/form-cards.ts';

/** Opens a form again with all that was typed into it. */
export async function resume(
  key: { readonly form: string; readonly context: string },
  { db, personId }: Steward,
): Promise<Answered> {
  // Loaded when needed: most questions are asked without.
  const { findOpenForm } = await import('#assistant/forms/open-forms.ts');
  const open = db && (await findOpenForm(db, { ...key, personId }));
  if (!open) return answered({ kind: 'card', card: formGoneCard(), outcome: { kind: 'said' } });
  const { form, context, kept } = open;
  return answered({ kind: 'form', form, context, kept });
}
