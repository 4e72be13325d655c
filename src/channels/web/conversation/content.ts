import { z } from 'zod';
import type { ActionName } from '#foundation/cards/action.ts';
import type { Card } from '#foundation/cards/card.ts';

/** How the turn of a message stands: which turn wrote it last, and whether that one was answered. */
const turn = { turn: z.uuid(), settled: z.boolean() };

const Tone = z.enum(['good', 'caution', 'bad', 'neutral']);

const Span = z.union([
  z.string(),
  z.object({ kind: z.enum(['strong', 'emphasis', 'code']), text: z.string() }),
  z.object({ kind: z.literal('link'), text: z.string(), href: z.string() }),
]);

const Text = z.union([z.string(), z.array(Span)]);

const simpleParts = [
  z.object({ kind: z.literal('paragraph'), text: Text }),
  z.object({
    kind: z.literal('list'),
    title: z.string().exactOptional(),
    entries: z.array(Text),
  }),
  z.object({
    kind: z.literal('facts'),
    rows: z.array(z.object({ label: z.string(), value: Text })),
  }),
  z.object({
    kind: z.literal('table'),
    columns: z.array(z.string()),
    rows: z.array(z.array(Text)),
  }),
  z.object({ kind: z.literal('note'), tone: Tone, text: Text }),
] as const;

const Part = z.discriminatedUnion('kind', [
  ...simpleParts,
  z.object({
    kind: z.literal('more'),
    label: z.string(),
    parts: z.array(z.discriminatedUnion('kind', simpleParts)),
  }),
]);

/** A card as it comes back from the database. */
const StoredCard: z.ZodType<Card> = z.object({
  tone: Tone,
  title: z.string(),
  parts: z.array(Part),
  source: Text.exactOptional(),
  buttons: z.array(
    z.object({
      label: z.string(),
      action: z.object({
        // Of ours when it was stored; whoever presses it, it is read again as if it came from outside.
        name: z.string().transform((name) => name as ActionName),
        payload: z.unknown(),
      }),
      style: z.enum(['primary', 'danger']).exactOptional(),
    }),
  ),
});

/** What a message holds; a message that was taken back holds nothing. */
export const Content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), ...turn }),
  /** Only its name and size in bytes: what is in it was read for the answer and is not kept. */
  z.object({ kind: z.literal('file'), name: z.string(), size: z.number(), ...turn }),
  z.object({ kind: z.literal('card'), card: StoredCard }),
]);
export type Content = z.infer<typeof Content>;
