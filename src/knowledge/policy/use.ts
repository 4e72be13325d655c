import { z } from 'zod';

/** How a component will be used. Meanings in the README's glossary; words people type are read in `assistant/understand`. */
export const UseKind = z.enum([
  'dev-tool',
  'internal',
  'saas',
  'distributed-binary',
  'distributed-source',
  'web-client',
  'mobile-app',
  'embedded-device',
]);
export type UseKind = z.infer<typeof UseKind>;

export const Linkage = z.enum(['separate-process', 'dynamic', 'static', 'file-copy']);
export type Linkage = z.infer<typeof Linkage>;

export const Asset = z.enum(['code', 'font', 'data', 'docs', 'media', 'model']);
export type Asset = z.infer<typeof Asset>;

export const Delivery = z.enum(['none', 'container', 'sdk']);
export type Delivery = z.infer<typeof Delivery>;

const Answer = z.enum(['yes', 'no', 'not-sure']);

/** A complete use: everything the policy may look at, said or assumed. */
export const Use = z.object({
  use: UseKind,
  modified: z.boolean(),
  linkage: Linkage,
  asset: Asset,
  delivery: Delivery,
  userProduct: z.enum(['consumer', 'business', 'not-sure']),
  role: z.enum(['backing', 'service', 'not-sure']),
  lockedBoot: Answer,
  appStore: Answer,
});
export type Use = z.infer<typeof Use>;

/** What is known of a use so far. */
export const PartialUse = Use.partial();
export type PartialUse = z.infer<typeof PartialUse>;
