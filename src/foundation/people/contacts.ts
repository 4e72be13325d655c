import { z } from 'zod';

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

const Contact = z.strictObject({
  /** A team or a role, as people call it. */
  who: z.string().min(1).max(80),
  /** Where they are reached: a channel, an address, a page. */
  reach: z.string().min(1).max(160).optional(),
});
export type Contact = z.infer<typeof Contact>;

/** `office.yaml` of the office folder: what the office is called and who handles what. */
export const Office = z.strictObject({
  name: z.string().min(1).max(80),
  /** Who handles what no topic names. */
  contact: Contact,
  topics: z.partialRecord(Topic, Contact),
});
export type Office = z.infer<typeof Office>;

/** Who in the OSPO handles a topic. */
export function contactFor(office: Office, topic: Topic): Contact {
  return office.topics[topic] ?? office.contact;
}
