import { z } from 'zod';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log } from '#foundation/kernel/log.ts';
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
  /** A question to the handbook, without the names of packages in it. */
  z.object({ kind: z.literal('question'), text: z.string().min(1).max(400) }),
  /** Open questions that ask the same, which somebody of the OSPO has before them. */
  z.object({ kind: z.literal('open-question'), ids: z.array(z.uuid()).min(1).max(20) }),
  /** A list that was handed over: a package.json, or packages one on each line. */
  z.object({
    kind: z.literal('packages'),
    /** The file's name, where there was a file. */
    file: z.string().max(200).optional(),
    packages: z
      .array(
        z.object({
          purl: z.string().min(5).max(1000),
          requirement: z.string().max(100).optional(),
          /** Needed to build and test only. */
          isTool: z.boolean(),
        }),
      )
      .max(200),
    /** What stands where a package should, and is none. */
    refused: z.array(z.string().max(200)).max(200),
    /** How many more were named than looked at. */
    left: z.number().int().min(0),
  }),
]);
export type Subject = z.infer<typeof Subject>;

export interface Remembered {
  readonly subject: Subject;
  readonly said: PartialUse;
}

/** What a conversation was about last. */
export interface Recalled extends Remembered {
  /** And before, the last first: a few. */
  readonly earlier: readonly Remembered[];
}

/** The same, as it is offered to be asked again. */
export interface AskedLately extends Remembered {
  readonly subject: Exclude<Subject, { kind: 'open-question' }>;
  /** Of a list: its fingerprint. */
  readonly list?: string;
}

/** Kept per person and thread for twelve hours, so that "and for a mobile app?" is understood. */
export interface Memory {
  recall(personId: string, thread: string): Promise<Recalled | undefined>;
  remember(personId: string, thread: string, what: Remembered): Promise<void>;
}

/** Memory is a convenience: when it cannot be read or written, the question is answered without. */
export function carefulMemory(memory: Memory, log: Log): Memory {
  return {
    async recall(personId, thread) {
      return memory.recall(personId, thread).catch((cause: unknown) => {
        log.warn({ code: codeOf(cause) }, 'thread memory could not be read');
        return undefined;
      });
    },
    async remember(personId, thread, what) {
      await memory.remember(personId, thread, what).catch((cause: unknown) => {
        log.warn({ code: codeOf(cause) }, 'thread memory could not be written');
      });
    },
  };
}

function codeOf(cause: unknown): string {
  return cause instanceof StewardError ? cause.code : 'bug';
}

/** For a single question without a database: there is nothing to remember. */
export const noMemory: Memory = {
  async recall() {
    return undefined;
  },
  async remember() {},
};
