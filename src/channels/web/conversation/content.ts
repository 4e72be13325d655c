import { z } from 'zod';
import { StoredCard } from '#foundation/cards/stored/stored-card.ts';

/** How the turn of a message stands: which turn wrote it last, and whether that one was answered. */
const turn = { turn: z.uuid(), settled: z.boolean() };

/** What a message holds; a message that was taken back holds nothing. */
export const Content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), ...turn }),
  /** Only its name and size in bytes: what is in it was read for the answer and is not kept. */
  z.object({ kind: z.literal('file'), name: z.string(), size: z.number(), ...turn }),
  z.object({ kind: z.literal('card'), card: StoredCard }),
]);
export type Content = z.infer<typeof Content>;
