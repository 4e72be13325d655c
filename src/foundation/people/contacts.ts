import { z } from 'zod';
import type { Office } from '#foundation/people/office.ts';

/** What people may wish for that somebody in the OSPO handles by hand. */
export const Topic = z.enum([
  'requests',
  'review-queue',
  'broadcasts',
  'figures',
  'training',
  'handbook',
  'compatibility',
  'component-lists',
  'license-texts',
  'other-packages',
]);
export type Topic = z.infer<typeof Topic>;

export const Contact = z.strictObject({
  /** A team or a role, as people call it. */
  who: z.string().min(1).max(80),
  /** Where they are reached: a channel, an address, a page. */
  reach: z.string().min(1).max(160).optional(),
});
export type Contact = z.infer<typeof Contact>;

/** Who in the OSPO handles a topic. */
export function contactFor(office: Office, topic: Topic): Contact {
  return office.topics[topic] ?? office.contact;
}
