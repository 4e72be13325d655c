import { z } from 'zod';
import { AnyAction, RefreshAction, SelectAction, Words } from './card-actions.ts';
import {
  ChoiceSet,
  DateInput,
  everyElement,
  NumberInput,
  TextInput,
  Toggle,
} from './card-inputs.ts';

/**
 * The elements of an Adaptive Card 1.5 that Steward has a use for, as strictly as Teams' documentation has them: a
 * property or an element that is not here is a complaint.
 */

const Style = z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']);
const Horizontal = z.enum(['left', 'center', 'right']);
const Vertical = z.enum(['top', 'center', 'bottom']);
const Pixels = z.string().regex(/^\d+px$/);

const box = {
  bleed: z.boolean().optional(),
  minHeight: Pixels.optional(),
  rtl: z.boolean().optional(),
  style: Style.optional(),
  verticalContentAlignment: Vertical.optional(),
};

const TextRun = z.strictObject({
  type: z.literal('TextRun'),
  text: Words,
  color: z.enum(['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention']).optional(),
  fontType: z.enum(['default', 'monospace']).optional(),
  highlight: z.boolean().optional(),
  isSubtle: z.boolean().optional(),
  italic: z.boolean().optional(),
  selectAction: SelectAction.optional(),
  size: z.enum(['default', 'small', 'medium', 'large', 'extraLarge']).optional(),
  strikethrough: z.boolean().optional(),
  underline: z.boolean().optional(),
  weight: z.enum(['default', 'lighter', 'bolder']).optional(),
});

const RichTextBlock = z.strictObject({
  type: z.literal('RichTextBlock'),
  ...everyElement,
  horizontalAlignment: Horizontal.optional(),
  inlines: z.array(z.union([Words, TextRun])).min(1),
});

/** Elements lie in each other; their type would be as endless as they. */
const Elements: z.ZodType = z.lazy(() => z.array(Element));

const Container = z.strictObject({
  type: z.literal('Container'),
  ...everyElement,
  ...box,
  selectAction: SelectAction.optional(),
  items: Elements,
});

const Column = z.strictObject({
  type: z.literal('Column'),
  ...everyElement,
  ...box,
  width: z.union([z.enum(['auto', 'stretch']), z.number().positive(), Pixels]).optional(),
  selectAction: SelectAction.optional(),
  items: Elements,
});

const ColumnSet = z.strictObject({
  type: z.literal('ColumnSet'),
  ...everyElement,
  bleed: z.boolean().optional(),
  horizontalAlignment: Horizontal.optional(),
  minHeight: Pixels.optional(),
  style: Style.optional(),
  selectAction: SelectAction.optional(),
  columns: z.array(Column).min(1),
});

const cells = {
  horizontalCellContentAlignment: Horizontal.optional(),
  verticalCellContentAlignment: Vertical.optional(),
};

const TableCell = z.strictObject({
  type: z.literal('TableCell'),
  ...box,
  selectAction: SelectAction.optional(),
  items: Elements,
});

const TableRow = z.strictObject({
  type: z.literal('TableRow'),
  ...cells,
  style: Style.optional(),
  cells: z.array(TableCell).min(1),
});

const Table = z
  .strictObject({
    type: z.literal('Table'),
    ...everyElement,
    ...cells,
    columns: z
      .array(
        z.strictObject({
          type: z.literal('TableColumnDefinition').optional(),
          width: z.union([z.number().positive(), Pixels]).optional(),
          ...cells,
        }),
      )
      .min(1),
    rows: z.array(TableRow),
    firstRowAsHeaders: z.boolean().optional(),
    gridStyle: Style.optional(),
    showGridLines: z.boolean().optional(),
  })
  .refine(
    ({ columns, rows }) => rows.every((row) => row.cells.length === columns.length),
    'a row that has not a cell for each column',
  );

const ActionSet = z.strictObject({
  type: z.literal('ActionSet'),
  ...everyElement,
  horizontalAlignment: Horizontal.optional(),
  actions: z.array(AnyAction).min(1).max(6),
});

const Element = z.discriminatedUnion('type', [
  Container,
  ColumnSet,
  RichTextBlock,
  Table,
  ActionSet,
  TextInput,
  NumberInput,
  DateInput,
  ChoiceSet,
  Toggle,
]);

export const AdaptiveCard = z.strictObject({
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.5'),
  $schema: z.url().optional(),
  body: z.array(Element),
  actions: z.array(AnyAction).max(6).optional(),
  refresh: z
    .strictObject({
      action: RefreshAction,
      /** Teams asks for no more than these. */
      userIds: z.array(z.string().min(1)).min(1).max(60).optional(),
      expires: z.iso.datetime().optional(),
    })
    .optional(),
  fallbackText: z.string().optional(),
  speak: z.string().optional(),
  lang: z.string().optional(),
  rtl: z.boolean().optional(),
  minHeight: Pixels.optional(),
  verticalContentAlignment: Vertical.optional(),
  selectAction: SelectAction.optional(),
  msteams: z.strictObject({ width: z.literal('Full').optional() }).optional(),
});
