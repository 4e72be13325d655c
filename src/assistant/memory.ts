import { z } from 'zod';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** What a question is about, in a form that a button or the memory can hold. */
export const Subject = z.discriminatedUnion('kind', [
  /** A license or an expression, as typed or printed. */
  z.object({ kind: z.literal('license'), text: z.string().min(1).max(4000) }),
  z.object({
    kind: z.literal('package'),
    /** With a version only if one was named. */
    purl: z.string().min(5).max(1000),
    requirement: z.string().max(100).optional(),
  }),
  /** A program such as the Redis server, by its name in the products file. */
  z.object({
    kind: z.literal('product'),
    name: z.string().min(1).max(100),
    version: z.string().max(60).optional(),
  }),
]);
export type Subject = z.infer<typeof Subject>;

/** What a conversation was about last. */
export interface Remembered {
  readonly subject: Subject;
  readonly said: PartialUse;
}

/** Kept per person and thread for twelve hours, so that "and for a mobile app?" is understood. */
export interface Memory {
  recall(personId: string, thread: string): Promise<Remembered | undefined>;
  remember(personId: string, thread: string, what: Remembered): Promise<void>;
}

/** For a single question without a database: there is nothing to remember. */
export const noMemory: Memory = {
  async recall() {
    return undefined;
  },
  async remember() {},
};
