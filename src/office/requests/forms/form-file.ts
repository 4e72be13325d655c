import { z } from 'zod';
import { type Field, type Form, yesNo } from '#foundation/cards/form.ts';
import { ReviewerGroup } from '#foundation/people/roles.ts';

/** Page one asks no more: what is asked at once is not answered. */
const FIRST_PAGE_MOST = 6;
const PAGES_MOST = 8;
const FIELDS_MOST = 20;
const OPTIONS_MOST = 40;

const Name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name in small letters, such as open-source-use');

const Option = z.strictObject({ value: Name, label: z.string().trim().min(1).max(75) });

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
};

const FormField = z.discriminatedUnion(
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

/** A form of the office folder, `forms/NAME.yaml`. */
export const RequestForm = z
  .strictObject({
    name: Name,
    /** Counted up at every change: a request keeps the version that it answered. */
    version: z.int().min(1).max(1_000_000),
    title: z.string().trim().min(1).max(24),
    /** Says its effect. */
    submit: z.string().trim().min(1).max(24),
    /** The reviewer group that decides. */
    reviewers: ReviewerGroup,
    /** What a request is called: words, and the answers to fields in braces. "Use {package} in {product}" */
    summary: z.string().trim().min(1).max(150),
    /** Which fields say what, so that the policy can judge it and the route can follow. */
    about: z
      .strictObject({
        component: Name,
        product: Name,
        distribution: Name,
        linkage: Name,
        modified: Name,
        /** The last day that is asked for: an approval ends with it. */
        until: Name,
      })
      .partial()
      .optional(),
    /** Answers that make it riskier, by how much and why; what holds is added up. */
    risk: z
      .array(
        z.strictObject({
          field: Name,
          is: z.array(z.string().min(1).max(100)).min(1).max(OPTIONS_MOST),
          adds: z.number().min(-100).max(100),
          why: z.string().trim().min(1).max(120),
        }),
      )
      .max(40)
      .optional(),
    /** Fields that say what it is about: two that agree in them are the same matter. */
    sameIf: z.array(Name).min(1).max(6),
    pages: z
      .array(
        z.strictObject({
          title: z.string().trim().min(1).max(60),
          intro: z.string().trim().min(1).max(600).optional(),
          fields: z.array(FormField).min(1).max(FIELDS_MOST),
        }),
      )
      .min(1)
      .max(PAGES_MOST),
  })
  .superRefine((form, context) => {
    const wrong = (path: readonly (string | number)[], message: string): void => {
      context.addIssue({ code: 'custom', path: [...path], message });
    };
    if ((form.pages[0]?.fields.length ?? 0) > FIRST_PAGE_MOST) {
      wrong(['pages', 0, 'fields'], `at most ${FIRST_PAGE_MOST} fields on the first page`);
    }
    const above = new Map<string, FormField>();
    for (const [page, { fields }] of form.pages.entries()) {
      for (const [at, field] of fields.entries()) {
        const path = ['pages', page, 'fields', at];
        if (above.has(field.id))
          wrong([...path, 'id'], `an id of its own (not "${field.id}" again)`);
        if (field.showIf) {
          const other = above.get(field.showIf.field);
          if (!other) wrong([...path, 'showIf', 'field'], 'a field further up');
          else {
            const can = answersOf(other);
            const never = can && field.showIf.is.find((answer) => !can.includes(answer));
            if (never !== undefined) {
              wrong(
                [...path, 'showIf', 'is'],
                `answers of ${other.id}: ${can?.join(', ')} (not "${never}")`,
              );
            }
          }
        }
        above.set(field.id, field);
      }
    }
    for (const [at, id] of form.sameIf.entries()) {
      const field = above.get(id);
      if (!field?.required || field.showIf) wrong(['sameIf', at], 'a field that everybody answers');
    }
    for (const [part, id] of Object.entries(form.about ?? {})) {
      if (id !== undefined && !above.has(id)) {
        wrong(['about', part], `a field of the form (not "${id}")`);
      }
      if (part === 'until' && id !== undefined && above.get(id)?.type !== 'date') {
        wrong(['about', part], `a date (not "${id}")`);
      }
    }
    for (const [at, { field: id, is }] of (form.risk ?? []).entries()) {
      const field = above.get(id);
      if (!field) wrong(['risk', at, 'field'], `a field of the form (not "${id}")`);
      const can = field && answersOf(field);
      const never = can && is.find((answer) => !can.includes(answer));
      if (never !== undefined) {
        wrong(['risk', at, 'is'], `answers of ${id}: ${can?.join(', ')} (not "${never}")`);
      }
    }
    for (const id of namesIn(form.summary)) {
      if (!above.has(id)) wrong(['summary'], `fields of the form in braces (not "${id}")`);
      // A name in a title would stay when somebody is erased.
      if (above.get(id)?.type === 'user') wrong(['summary'], `no person in braces (not "${id}")`);
    }
  });
export type RequestForm = z.infer<typeof RequestForm>;

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

/** The fields that stand in braces. */
export function namesIn(summary: string): readonly string[] {
  return Array.from(summary.matchAll(/\{([^{}]*)\}/g), ([, id = '']) => id);
}

export const REQUEST_FORM = 'request:';

/** The form as the channels show it; `today` bounds its days. */
export function toForm(form: RequestForm, today: Date): Form {
  return {
    name: `${REQUEST_FORM}${form.name}`,
    title: form.title,
    submitLabel: form.submit,
    pages: form.pages.map(({ title, intro, fields }) => ({
      title,
      ...(intro === undefined ? {} : { intro }),
      fields: fields.map((field) => toField(field, today)),
    })),
  };
}

function toField(field: FormField, today: Date): Field {
  const { id, label, hint, required, showIf } = field;
  const same = {
    id,
    label,
    ...(hint === undefined ? {} : { hint }),
    ...(required === undefined ? {} : { required }),
    ...(showIf === undefined ? {} : { showWhen: showIf }),
  };
  switch (field.type) {
    case 'text':
      return { ...same, kind: 'text' };
    case 'longtext':
      return { ...same, kind: 'paragraph' };
    case 'select':
      return { ...same, kind: 'choice', options: field.options };
    case 'multi':
      return { ...same, kind: 'choices', options: field.options };
    case 'yn':
      return { ...same, kind: 'choice', options: yesNo };
    case 'ynu':
      return { ...same, kind: 'yes-no-not-sure' };
    case 'ack':
      return { ...same, kind: 'choices', required: true, options: ticked };
    case 'url':
      return { ...same, kind: 'text', format: 'url' };
    case 'purl':
    case 'spdx':
      return { hint: hints[field.type], ...same, kind: 'text' };
    case 'user':
      return { ...same, kind: 'person' };
    case 'number': {
      const { min, max } = field;
      return {
        ...same,
        kind: 'number',
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
      };
    }
    case 'date': {
      if (field.withinDays === undefined) return { ...same, kind: 'date' };
      const latest = new Date(today.getTime() + field.withinDays * 86_400_000);
      return { ...same, kind: 'date', earliest: day(today), latest: day(latest) };
    }
  }
}

const ticked = [{ value: 'yes', label: 'I confirm' }];

/** Where the form says nothing better. */
const hints = {
  purl: 'For example npm:lodash@4.17.21 or lodash 4.17.21.',
  spdx: 'As SPDX writes it, such as Apache-2.0 or MIT OR GPL-2.0-only. If you cannot tell: unknown.',
} as const;

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
