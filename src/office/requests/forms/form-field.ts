import { z } from 'zod';

export const OPTIONS_MOST = 40;

/** What forms and fields are called. */
export const Name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name in small letters, such as open-source-use');

const Option = z.strictObject({ value: Name, label: z.string().trim().min(1).max(75) });

export const FullOnly = z.literal('full', {
  error: 'full, or nothing: what the short form asks, the full one asks too',
});

/** Asked only when another field, further up, has one of these answers. */
const ShowIf = z.strictObject({
  field: Name,
  is: z.array(z.string().min(1).max(100)).min(1).max(OPTIONS_MOST),
});

const frame = {
  id: Name,
  label: z.string().trim().min(1).max(120),
  /** Why it is asked. */
  hint: z.string().trim().min(1).max(300).optional(),
  required: z.boolean().optional(),
  showIf: ShowIf.optional(),
  /** Asked in the full form only. */
  profile: FullOnly.optional(),
};

export const FormField = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ ...frame, type: z.literal('text') }),
    z.strictObject({ ...frame, type: z.literal('longtext') }),
    z.strictObject({
      ...frame,
      type: z.literal('select'),
      options: z.array(Option).min(2).max(OPTIONS_MOST),
    }),
    z.strictObject({
      ...frame,
      type: z.literal('multi'),
      options: z.array(Option).min(2).max(OPTIONS_MOST),
    }),
    /** Yes or no, where everybody knows. */
    z.strictObject({ ...frame, type: z.literal('yn') }),
    /** Yes, no, or not sure, which a reviewer then finds out. */
    z.strictObject({ ...frame, type: z.literal('ynu') }),
    /** A box to tick before it can be sent. */
    z.strictObject({
      ...frame,
      type: z.literal('ack'),
      required: z.literal(true, { error: 'true, or nothing: it must be ticked' }).optional(),
    }),
    /** The address of a page. */
    z.strictObject({ ...frame, type: z.literal('url') }),
    /** One package, as people write it or as a package URL. */
    z.strictObject({ ...frame, type: z.literal('purl') }),
    /** A license expression, or "unknown". */
    z.strictObject({ ...frame, type: z.literal('spdx') }),
    /** Somebody whom Steward knows. */
    z.strictObject({ ...frame, type: z.literal('user') }),
    z.strictObject({
      ...frame,
      type: z.literal('number'),
      min: z.number().optional(),
      max: z.number().optional(),
    }),
    z.strictObject({
      ...frame,
      type: z.literal('date'),
      /** Days from today; without it any day. */
      withinDays: z.int().min(1).max(3660).optional(),
    }),
  ],
  {
    error:
      'a type: text, longtext, select, multi, yn, ynu, ack, url, purl, spdx, user, number or date',
  },
);
export type FormField = z.infer<typeof FormField>;

/** What can be answered where that is a list. */
export function answersOf(field: FormField): readonly string[] | undefined {
  if (field.type === 'select' || field.type === 'multi')
    return field.options.map(({ value }) => value);
  return listed[field.type];
}

const listed: Readonly<Record<string, readonly string[]>> = {
  yn: ['yes', 'no'],
  ynu: ['yes', 'no', 'not-sure'],
  ack: ['yes'],
};
