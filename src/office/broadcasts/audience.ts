import { z } from 'zod';
import { ReviewerGroup } from '#foundation/people/roles.ts';

/** Some of the people whom Steward knows. */
export const AudiencePart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everyone') }),
  /** Who decides: for one group, or for any. */
  z.object({ kind: z.literal('reviewers'), group: ReviewerGroup.optional() }),
  /** Owner, lead and manager of a product, and whoever asked for something in it. */
  z.object({ kind: z.literal('product'), name: z.string().min(1).max(80) }),
  /** Whoever asked for a component: a purl without its version. */
  z.object({ kind: z.literal('component'), purl: z.string().min(1).max(300) }),
  /** Whoever asked for something under a license. */
  z.object({ kind: z.literal('license'), id: z.string().min(1).max(100) }),
  z.object({ kind: z.literal('topic'), topic: z.string().min(1).max(60) }),
  /** Who got an earlier broadcast and has not acknowledged it. */
  z.object({ kind: z.literal('not-acknowledged'), broadcastId: z.uuid(), number: z.int() }),
  /** Who has acknowledged an earlier broadcast. */
  z.object({ kind: z.literal('acknowledged'), broadcastId: z.uuid(), number: z.int() }),
]);
export type AudiencePart = z.infer<typeof AudiencePart>;

/** Everybody who is in one of the parts, without whoever is in one of the others. */
export const Audience = z.object({
  to: z.array(AudiencePart).min(1).max(20),
  except: z.array(AudiencePart).max(20),
});
export type Audience = z.infer<typeof Audience>;

export function isEveryone({ to }: Audience): boolean {
  return to.some(({ kind }) => kind === 'everyone');
}
