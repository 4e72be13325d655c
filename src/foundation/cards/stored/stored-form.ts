import { z } from 'zod';
import type { Form } from '#foundation/cards/form.ts';
import { StoredText } from '#foundation/cards/stored/stored-text.ts';

const frame = {
  id: z.string(),
  label: z.string(),
  hint: z.string().exactOptional(),
  required: z.boolean().exactOptional(),
  showWhen: z.object({ field: z.string(), is: z.array(z.string()) }).exactOptional(),
};

const options = z.array(z.object({ value: z.string(), label: z.string() }));

const Field = z.discriminatedUnion('kind', [
  z.object({
    ...frame,
    kind: z.literal('text'),
    maxLength: z.number().exactOptional(),
    format: z.literal('url').exactOptional(),
  }),
  z.object({ ...frame, kind: z.literal('paragraph'), maxLength: z.number().exactOptional() }),
  z.object({ ...frame, kind: z.literal('choice'), options }),
  z.object({ ...frame, kind: z.literal('choices'), options }),
  z.object({ ...frame, kind: z.literal('yes-no-not-sure') }),
  z.object({
    ...frame,
    kind: z.literal('number'),
    min: z.number().exactOptional(),
    max: z.number().exactOptional(),
  }),
  z.object({
    ...frame,
    kind: z.literal('date'),
    earliest: z.string().exactOptional(),
    latest: z.string().exactOptional(),
  }),
  z.object({ ...frame, kind: z.literal('person') }),
]);

/** A form as it comes back from the database. */
export const StoredForm: z.ZodType<Form> = z.object({
  name: z.string(),
  title: z.string(),
  pages: z.array(
    z.object({ title: z.string(), intro: StoredText.exactOptional(), fields: z.array(Field) }),
  ),
  submitLabel: z.string(),
});

/** What is kept of a form that is open: all that is needed to go on with it after a restart. */
export const StoredDraft = z.object({
  form: StoredForm,
  context: z.unknown(),
  card: z.string().exactOptional(),
  /** By field id, as typed. */
  kept: z.record(z.string(), z.unknown()),
});
export type StoredDraft = z.infer<typeof StoredDraft>;
