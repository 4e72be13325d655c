import { z } from 'zod';
import type { Text } from '#foundation/cards/text.ts';

const Span = z.union([
  z.string(),
  z.object({ kind: z.enum(['strong', 'emphasis', 'code']), text: z.string() }),
  z.object({ kind: z.literal('link'), text: z.string(), href: z.string() }),
]);

/** A text as it comes back from the database. */
export const StoredText: z.ZodType<Text> = z.union([z.string(), z.array(Span)]);
