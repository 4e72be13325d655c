import type { Requesting } from '#assistant/answering.ts';
import { formContext } from '#assistant/skills/requests/request-parts.ts';
import type { FormReply } from '#assistant/turn.ts';
import { type Answers, type Form, isShown } from '#foundation/cards/form.ts';
import { type Span, strong } from '#foundation/cards/text.ts';
import { REQUEST_FORM, type RequestForm, toForm } from '#office/requests/forms/form-file.ts';
import { fullOnly } from '#office/requests/forms/profile.ts';

/**
 * The form in full, with what was answered, for a way that asks for more; undefined where there is nothing more to
 * answer. What was typed for the same matter before, and never sent, is in it again.
 */
export async function askFurther(
  form: RequestForm,
  answers: Answers,
  context: object,
  { db, personId, clock }: Requesting,
): Promise<FormReply | undefined> {
  const shown = toForm(form, clock.now(), 'full');
  const further = fullOnly(form);
  const page = shown.pages.findIndex(({ fields }) =>
    fields.some((field) => further.has(field.id) && isShown(field, answers)),
  );
  if (page < 0) return undefined;
  const full = { ...context, ...formContext(form, 'full') };
  const typed = db && (await findTyped(form, answers, full, { db, personId }));
  return {
    kind: 'form',
    form: withNote(shown, CLOSER_LOOK, page),
    context: full,
    kept: { ...only(further, typed?.kept ?? {}), ...answers },
    moreFrom: page,
  };
}

function only(ids: ReadonlySet<string>, answers: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => ids.has(id)));
}

const CLOSER_LOOK = 'This one needs a closer look: please answer a little more.';

/** Forgets the short form that was sent before the full one: else it would be filled in already when it is opened again. */
export async function forgetShort(
  form: RequestForm,
  answers: Answers,
  { db, personId }: Requesting,
): Promise<void> {
  const typed = db && (await findTyped(form, answers, formContext(form, 'lite'), { db, personId }));
  if (!db || !typed) return;
  const { closeForm } = await import('#assistant/forms/open-forms.ts');
  await closeForm(db, typed.key);
}

/** What was typed into a form that is open, if it is about the same matter. */
async function findTyped(
  form: RequestForm,
  answers: Answers,
  context: unknown,
  { db, personId }: { readonly db: NonNullable<Requesting['db']>; readonly personId: string },
) {
  const { findOpenForm, keyOf } = await import('#assistant/forms/open-forms.ts');
  const typed = await findOpenForm(db, keyOf(personId, `${REQUEST_FORM}${form.name}`, context));
  return typed && form.sameIf.every((id) => typed.kept[id] === answers[id]) ? typed : undefined;
}

/** The form with a note at the top of one of its pages. */
export function withNote(form: Form, note: string, at = 0): Form {
  const pages = form.pages.map((page, number) => {
    if (number !== at) return page;
    const { intro = [] } = page;
    const before: readonly Span[] = typeof intro === 'string' ? [intro] : intro;
    return {
      ...page,
      intro: before.length === 0 ? [strong(note)] : [strong(note), ' ', ...before],
    };
  });
  return { ...form, pages };
}
