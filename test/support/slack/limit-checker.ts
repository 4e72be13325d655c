import { z } from 'zod';
import { Block } from './limited-blocks.ts';

/**
 * What Slack would refuse in a message, in words for the reader of a test; empty when it would be posted. Written from
 * Slack's own numbers, apart from the ones that the renderers go by. Nothing is lenient here: a member or a kind of
 * block that we don't know is a complaint too.
 */
export function checkMessage(message: unknown): readonly string[] {
  return complaints(Message, message);
}

/** The same for a modal or the Home tab. */
export function checkView(view: unknown): readonly string[] {
  return complaints(View, view);
}

const MESSAGE_WORDS = 11_000;
const VIEW_BYTES = 250_000;

const PlainText = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(most),
    emoji: z.boolean().optional(),
  });

const Message = z.strictObject({
  text: z.string().trim().min(1).max(4000),
  blocks: z
    .array(Block)
    .max(50)
    .superRefine(namesAreUnique)
    .refine((blocks) => blocks.filter(({ type }) => type === 'table').length <= 1, 'two tables')
    .refine((blocks) => blocks.every(({ type }) => type !== 'input'), 'an input in a message')
    .refine((blocks) => wordsIn(blocks) <= MESSAGE_WORDS, 'more words than a message takes'),
});

const ViewBlocks = z
  .array(Block)
  .min(1)
  .max(100)
  .superRefine(namesAreUnique)
  .refine((blocks) => blocks.every(({ type }) => type !== 'table'), 'a table outside a message');

const Carried = {
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  external_id: z.string().max(255).optional(),
};

const View = z
  .discriminatedUnion('type', [
    z
      .strictObject({
        type: z.literal('modal'),
        title: PlainText(24),
        submit: PlainText(24).optional(),
        close: PlainText(24).optional(),
        clear_on_close: z.boolean().optional(),
        notify_on_close: z.boolean().optional(),
        blocks: ViewBlocks,
        ...Carried,
      })
      .refine(
        ({ blocks, submit }) =>
          submit !== undefined || blocks.every(({ type }) => type !== 'input'),
        'an input without submit',
      ),
    z.strictObject({ type: z.literal('home'), blocks: ViewBlocks, ...Carried }),
  ])
  .refine((view) => Buffer.byteLength(JSON.stringify(view)) <= VIEW_BYTES, 'too large a view');

function complaints(schema: z.ZodType, value: unknown): readonly string[] {
  const checked = schema.safeParse(value);
  if (checked.success) return [];
  return checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** Blocks are told apart by their ids, and what is pressed in one block by its own. */
function namesAreUnique(blocks: readonly z.infer<typeof Block>[], context: z.RefinementCtx): void {
  const ids = blocks.flatMap((block) => (block.block_id === undefined ? [] : [block.block_id]));
  if (new Set(ids).size < ids.length) context.addIssue('the same block_id twice');
  const pressed = blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map(({ action_id }) => action_id) : [],
  );
  if (new Set(pressed).size < pressed.length) context.addIssue('the same action_id twice');
}

/** Characters of every text in it. */
function wordsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let words = 0;
  for (const [name, inner] of Object.entries(value)) {
    words += name === 'text' && typeof inner === 'string' ? inner.length : wordsIn(inner);
  }
  return words;
}
