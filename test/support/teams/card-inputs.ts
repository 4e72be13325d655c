import { z } from 'zod';
import { AnyAction, Id, Words } from './card-actions.ts';

const Spacing = z.enum(['default', 'none', 'small', 'medium', 'large', 'extraLarge', 'padding']);
const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/** What every element may have. */
export const everyElement = {
  id: Id.optional(),
  isVisible: z.boolean().optional(),
  separator: z.boolean().optional(),
  spacing: Spacing.optional(),
  height: z.enum(['auto', 'stretch']).optional(),
  requires: z.record(z.string(), z.string()).optional(),
  fallback: z.literal('drop').optional(),
};

const everyInput = {
  ...everyElement,
  id: Id,
  /** What a screen reader says. */
  label: Words,
  isRequired: z.boolean().optional(),
  errorMessage: Words.optional(),
};

export const TextInput = z.strictObject({
  type: z.literal('Input.Text'),
  ...everyInput,
  inlineAction: AnyAction.optional(),
  isMultiline: z.boolean().optional(),
  maxLength: z.int().positive().optional(),
  placeholder: z.string().optional(),
  regex: z.string().optional(),
  style: z.enum(['text', 'tel', 'url', 'email', 'password']).optional(),
  value: z.string().optional(),
});

export const NumberInput = z.strictObject({
  type: z.literal('Input.Number'),
  ...everyInput,
  max: z.number().optional(),
  min: z.number().optional(),
  placeholder: z.string().optional(),
  value: z.number().optional(),
});

export const DateInput = z.strictObject({
  type: z.literal('Input.Date'),
  ...everyInput,
  max: Day.optional(),
  min: Day.optional(),
  placeholder: z.string().optional(),
  value: Day.optional(),
});

export const ChoiceSet = z
  .strictObject({
    type: z.literal('Input.ChoiceSet'),
    ...everyInput,
    choices: z.array(z.strictObject({ title: Words, value: Words })).optional(),
    'choices.data': z
      .strictObject({
        type: z.literal('Data.Query'),
        dataset: Words,
        count: z.int().positive().optional(),
        skip: z.int().nonnegative().optional(),
      })
      .optional(),
    isMultiSelect: z.boolean().optional(),
    placeholder: z.string().optional(),
    style: z.enum(['compact', 'expanded', 'filtered']).optional(),
    value: z.string().optional(),
    wrap: z.boolean().optional(),
  })
  .superRefine((input, context) => {
    const values = (input.choices ?? []).map(({ value }) => value);
    if (values.length === 0 && input['choices.data'] === undefined) {
      context.addIssue('nothing to choose from');
    }
    if (new Set(values).size < values.length) context.addIssue('the same choice twice');
    if (input.isMultiSelect && values.some((value) => value.includes(','))) {
      context.addIssue('a comma in a value: that is what parts several');
    }
  });

export const Toggle = z.strictObject({
  type: z.literal('Input.Toggle'),
  ...everyInput,
  label: Words.optional(),
  title: Words,
  value: z.string().optional(),
  valueOff: z.string().optional(),
  valueOn: z.string().optional(),
  wrap: z.boolean().optional(),
});
