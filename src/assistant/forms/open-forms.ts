import { createHash } from 'node:crypto';
import { and, eq, lt } from 'drizzle-orm';
import type { FormReply } from '#assistant/turn.ts';
import { StoredDraft } from '#foundation/cards/stored/stored-form.ts';
import type { Db } from '#foundation/store/database.ts';
import { formDrafts } from '#foundation/store/schema.ts';

/** How the page names a form that was opened for somebody: it cannot name one that was not. */
export interface FormKey {
  readonly personId: string;
  readonly form: string;
  /** Stands for what the form was opened with. */
  readonly context: string;
}

export interface OpenForm extends StoredDraft {
  readonly key: FormKey;
}

const DRAFT_DAYS = 30;

/**
 * Opens a form, or changes the one that is open. What was typed into it before and not sent is in it again, unless the
 * reply brings answers of its own. Within a transaction.
 */
export async function openForm(
  tx: Db,
  personId: string,
  { form, context, kept }: FormReply,
  { card, at }: { readonly card: string | undefined; readonly at: Date },
): Promise<OpenForm> {
  const key = keyOf(personId, form.name, context);
  await forgetOldForms(tx, personId, at);
  const typed = kept ?? (await findOpenForm(tx, key))?.kept ?? {};
  const draft = { form, context, kept: typed, ...(card === undefined ? {} : { card }) };
  await tx
    .insert(formDrafts)
    .values({ ...key, answers: draft, at })
    .onConflictDoUpdate({
      target: [formDrafts.personId, formDrafts.form, formDrafts.context],
      set: { answers: draft, at },
    });
  return { ...draft, key };
}

export function keyOf(personId: string, form: string, context: unknown): FormKey {
  return { personId, form, context: nameOf(context) };
}

/** Undefined when it was never opened, or was sent. */
export async function findOpenForm(db: Db, key: FormKey): Promise<OpenForm | undefined> {
  const [row] = await db.select({ draft: formDrafts.answers }).from(formDrafts).where(is(key));
  const draft = StoredDraft.safeParse(row?.draft);
  return draft.success ? { ...draft.data, key } : undefined;
}

/** Keeps what was typed so far. A form that was sent meanwhile stays sent. */
export async function keepTyped(
  db: Db,
  { key, ...draft }: OpenForm,
  kept: Readonly<Record<string, unknown>>,
  at: Date,
): Promise<void> {
  await db
    .update(formDrafts)
    .set({ answers: { ...draft, kept }, at })
    .where(is(key));
}

export async function closeForm(tx: Db, key: FormKey): Promise<void> {
  await tx.delete(formDrafts).where(is(key));
}

async function forgetOldForms(tx: Db, personId: string, now: Date): Promise<void> {
  const oldest = new Date(now.getTime() - DRAFT_DAYS * 24 * 60 * 60 * 1000);
  await tx
    .delete(formDrafts)
    .where(and(eq(formDrafts.personId, personId), lt(formDrafts.at, oldest)));
}

function is({ personId, form, context }: FormKey) {
  return and(
    eq(formDrafts.personId, personId),
    eq(formDrafts.form, form),
    eq(formDrafts.context, context),
  );
}

/** The same for the same context, in whatever order the database gives its members back. */
function nameOf(context: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(context, inOrder) ?? '')
    .digest('base64url');
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
