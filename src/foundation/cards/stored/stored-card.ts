import { z } from 'zod';
import type { ActionName } from '#foundation/cards/action.ts';
import type { Card } from '#foundation/cards/card.ts';
import { StoredText } from '#foundation/cards/stored/stored-text.ts';

const Tone = z.enum(['good', 'caution', 'bad', 'neutral']);

const simpleParts = [
  z.object({ kind: z.literal('paragraph'), text: StoredText }),
  z.object({
    kind: z.literal('list'),
    title: z.string().exactOptional(),
    entries: z.array(StoredText),
  }),
  z.object({
    kind: z.literal('facts'),
    rows: z.array(z.object({ label: z.string(), value: StoredText })),
  }),
  z.object({
    kind: z.literal('table'),
    columns: z.array(z.string()),
    rows: z.array(z.array(StoredText)),
  }),
  z.object({ kind: z.literal('note'), tone: Tone, text: StoredText }),
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
export const StoredCard: z.ZodType<Card> = z.object({
  tone: Tone,
  title: z.string(),
  parts: z.array(Part),
  source: StoredText.exactOptional(),
  buttons: z.array(
    z.object({
      label: z.string(),
      action: z.object({
        // Of ours when it was stored; whoever presses it, it is read again as if it came from outside.
        name: z.string().transform((name) => name as ActionName),
        payload: z.unknown(),
      }),
      style: z.enum(['primary', 'danger']).exactOptional(),
      opens: z.literal('form').exactOptional(),
    }),
  ),
});
