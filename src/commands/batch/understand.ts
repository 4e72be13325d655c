import { z } from 'zod';
import { understand } from '#assistant/understand/intent/understand.ts';

const Request = z.object({ text: z.string() });

/** `understand`: what a sentence wants, with what it is about and why it was read so. */
export function understandLine(request: unknown): Readonly<Record<string, unknown>> {
  const { intent, slots, confidence, why } = understand(Request.parse(request).text);
  return { intent, slots, confidence: Number(confidence.toFixed(3)), why };
}
