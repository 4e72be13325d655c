import { z } from 'zod';
import { ReviewerGroup } from '#foundation/people/roles.ts';

/** A place on a platform, with what people called it when it was chosen. */
const place = { platform: z.string(), externalId: z.string().max(400), name: z.string().max(600) };

/** Some of the people whom Steward knows, or a place where several are told something at once. */
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
  /** The place itself: whoever is in it, also those whom Steward does not know. */
  z.object({ kind: z.literal('channel'), ...place }),
  /** Whoever is in it when it goes out, each on their own. */
  z.object({ kind: z.literal('members'), ...place }),
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

export type ChannelPart = Extract<AudiencePart, { readonly kind: 'channel' }>;

/** The places in which it is said to all who are there. */
export function channelsOf({ to }: Pick<Audience, 'to'>): readonly ChannelPart[] {
  return to.filter((part) => part.kind === 'channel');
}

/** Whether it goes to people on their own too, of whom each can say that they have read it. */
export function hasPeople({ to }: Pick<Audience, 'to'>): boolean {
  return to.some(({ kind }) => kind !== 'channel');
}

export function isEveryone({ to }: Audience): boolean {
  return to.some(({ kind }) => kind === 'everyone');
}
