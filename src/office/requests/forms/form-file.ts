import { z } from 'zod';
import { type Field, type Form, yesNo } from '#foundation/cards/form.ts';
import { ReviewerGroup } from '#foundation/people/roles.ts';
import { findMistakes } from '#office/requests/forms/check-form.ts';
import { FormField, FullOnly, Name, OPTIONS_MOST } from '#office/requests/forms/form-field.ts';
import { type Profile, pagesIn } from '#office/requests/forms/profile.ts';

const PAGES_MOST = 8;
const FIELDS_MOST = 20;

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
          /** Asked in the full form only, with all that is on it. */
          profile: FullOnly.optional(),
          fields: z.array(FormField).min(1).max(FIELDS_MOST),
        }),
      )
      .min(1)
      .max(PAGES_MOST),
  })
  .superRefine((form, context) => {
    for (const { path, message } of findMistakes(form)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });
export type RequestForm = z.infer<typeof RequestForm>;

export const REQUEST_FORM = 'request:';

/** The form as the channels show it; `today` bounds its days. */
export function toForm(form: RequestForm, today: Date, profile: Profile = 'lite'): Form {
  return {
    name: `${REQUEST_FORM}${form.name}`,
    title: form.title,
    submitLabel: form.submit,
    pages: pagesIn(form, profile).map(({ title, intro, fields }) => ({
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
