import { z } from 'zod';

const PlainText = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    // Slack trims before it counts.
    text: z
      .string()
      .max(most)
      .refine((text) => text.trim() !== '', 'no words'),
    emoji: z.boolean().optional(),
  });

const TextObject = (most: number) =>
  z.discriminatedUnion('type', [
    PlainText(most),
    z.strictObject({
      type: z.literal('mrkdwn'),
      text: z.string().min(1).max(most),
      verbatim: z.boolean().optional(),
    }),
  ]);

const Id = z.string().min(1).max(255);

const Style = z.strictObject({
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  code: z.literal(true).optional(),
  strike: z.literal(true).optional(),
});

const RichElement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style: Style.optional() }),
  z.strictObject({
    type: z.literal('link'),
    url: z
      .string()
      .max(3000)
      .regex(/^https?:\/\/\S+$/),
    text: z.string().min(1).optional(),
    style: Style.optional(),
  }),
]);

const RichSection = z.strictObject({
  type: z.literal('rich_text_section'),
  elements: z.array(RichElement).min(1),
});

const RichText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: Id.optional(),
  elements: z
    .array(
      z.discriminatedUnion('type', [
        RichSection,
        z.strictObject({
          type: z.literal('rich_text_list'),
          style: z.enum(['bullet', 'ordered']),
          indent: z.number().int().min(0).max(8).optional(),
          border: z.union([z.literal(0), z.literal(1)]).optional(),
          elements: z.array(RichSection).min(1),
        }),
        z.strictObject({
          type: z.enum(['rich_text_quote', 'rich_text_preformatted']),
          border: z.union([z.literal(0), z.literal(1)]).optional(),
          elements: z.array(RichElement).min(1),
        }),
      ]),
    )
    .min(1),
});

const Option = z.strictObject({
  text: PlainText(75),
  description: PlainText(75).optional(),
  value: z.string().min(1).max(75),
});

const Options = (most: number) =>
  z
    .array(Option)
    .min(1)
    .max(most)
    .refine((all) => new Set(all.map(({ value }) => value)).size === all.length, 'a value twice');

const Placeholder = PlainText(150).optional();

const Button = z.strictObject({
  type: z.literal('button'),
  action_id: Id,
  text: PlainText(75),
  value: z.string().max(2000).optional(),
  url: z.string().max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const StaticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    action_id: Id,
    options: Options(100),
    initial_option: Option.optional(),
    placeholder: Placeholder,
  })
  .refine(startsWithItsOwn, 'starts with what is no option');

const RadioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    action_id: Id,
    options: Options(10),
    initial_option: Option.optional(),
  })
  .refine(startsWithItsOwn, 'starts with what is no option');

const Several = {
  action_id: Id,
  initial_options: z.array(Option).min(1).optional(),
};

const Checkboxes = z
  .strictObject({ type: z.literal('checkboxes'), options: Options(10), ...Several })
  .refine(startsWithItsOwn, 'starts with what is no option');

const MultiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    options: Options(100),
    placeholder: Placeholder,
    ...Several,
  })
  .refine(startsWithItsOwn, 'starts with what is no option');

const Dispatching = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
    })
    .optional(),
  placeholder: Placeholder,
};

const InputElement = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('plain_text_input'),
      action_id: Id,
      multiline: z.boolean().optional(),
      min_length: z.number().int().min(0).max(3000).optional(),
      max_length: z.number().int().min(1).max(3000).optional(),
      initial_value: z.string().min(1).max(3000).optional(),
      ...Dispatching,
    })
    .refine(
      ({ max_length = 3000, initial_value = '' }) => initial_value.length <= max_length,
      'starts with more than it takes',
    ),
  z
    .strictObject({
      type: z.literal('number_input'),
      action_id: Id,
      is_decimal_allowed: z.boolean(),
      min_value: z.string().optional(),
      max_value: z.string().optional(),
      initial_value: z.string().optional(),
      ...Dispatching,
    })
    .refine(
      ({ min_value = '-Infinity', max_value = 'Infinity', initial_value: value = min_value }) =>
        Number(value) >= Number(min_value) && Number(value) <= Number(max_value),
      'starts outside what it takes',
    ),
  z.strictObject({
    type: z.literal('datepicker'),
    action_id: Id,
    initial_date: z.iso.date().optional(),
    placeholder: Placeholder,
  }),
  z.strictObject({
    type: z.literal('users_select'),
    action_id: Id,
    initial_user: z
      .string()
      .regex(/^[UW][A-Z0-9]+$/)
      .optional(),
    placeholder: Placeholder,
  }),
  RadioButtons,
  Checkboxes,
  StaticSelect,
  MultiStaticSelect,
  z.strictObject({
    type: z.literal('external_select'),
    action_id: Id,
    min_query_length: z.number().int().min(0).optional(),
    initial_option: Option.optional(),
    placeholder: Placeholder,
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    min_query_length: z.number().int().min(0).optional(),
    placeholder: Placeholder,
    ...Several,
  }),
]);

const TableRow = z
  .array(
    z.discriminatedUnion('type', [
      RichText,
      z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
    ]),
  )
  .min(1)
  .max(20);

/** The kinds of block that we use, as Slack takes them. */
export const Block = z.discriminatedUnion('type', [
  RichText,
  z.strictObject({ type: z.literal('header'), block_id: Id.optional(), text: PlainText(150) }),
  z.strictObject({ type: z.literal('divider'), block_id: Id.optional() }),
  z
    .strictObject({
      type: z.literal('section'),
      block_id: Id.optional(),
      text: TextObject(3000).optional(),
      fields: z.array(TextObject(2000)).min(1).max(10).optional(),
      accessory: z.discriminatedUnion('type', [Button, StaticSelect]).optional(),
      expand: z.boolean().optional(),
    })
    .refine(({ text, fields }) => text ?? fields, 'neither text nor fields'),
  z.strictObject({
    type: z.literal('context'),
    block_id: Id.optional(),
    elements: z.array(TextObject(3000)).min(1).max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: Id.optional(),
    elements: z
      .array(z.discriminatedUnion('type', [Button, StaticSelect]))
      .min(1)
      .max(25),
  }),
  z.strictObject({
    type: z.literal('table'),
    block_id: Id.optional(),
    column_settings: z
      .array(
        z.strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        }),
      )
      .max(20)
      .optional(),
    rows: z
      .array(TableRow)
      .min(1)
      .max(100)
      .refine(
        (rows) => new Set(rows.map((row) => row.length)).size === 1,
        'rows of unequal length',
      ),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id: Id.optional(),
    label: PlainText(2000),
    hint: PlainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: InputElement,
  }),
]);

interface Chooser {
  readonly options: readonly z.infer<typeof Option>[];
  readonly initial_option?: z.infer<typeof Option> | undefined;
  readonly initial_options?: readonly z.infer<typeof Option>[] | undefined;
}

/** Slack compares whole options, not their values alone. */
function startsWithItsOwn({ options, initial_option, initial_options = [] }: Chooser): boolean {
  const own = options.map((option) => JSON.stringify(option));
  const start = initial_option === undefined ? initial_options : [initial_option];
  return start.every((option) => own.includes(JSON.stringify(option)));
}
