import { z } from 'zod';
import { Verdict } from '#knowledge/policy/judgement.ts';
import { requestStates } from '#office/requests/lifecycle.ts';

const Judged = z
  .object({
    /** Undefined where the policy says nothing: the use was not asked for, and would decide. */
    verdict: Verdict.exactOptional(),
    reasons: z.array(z.string()).readonly(),
  })
  .readonly();
export type Judged = z.infer<typeof Judged>;

/** An open request or an approval of which two policies say different things. Reads its own JSON, too. */
export const Touched = z.object({
  id: z.uuid(),
  number: z.int(),
  /** What is asked for, in a line. */
  title: z.string(),
  /** The component as a purl, where one is known. */
  component: z.string().exactOptional(),
  licenses: z.string(),
  product: z.string().exactOptional(),
  requester: z
    .object({ personId: z.uuid(), name: z.string().exactOptional() })
    .readonly()
    .exactOptional(),
  state: z.enum(requestStates),
  submittedAt: z.coerce.date(),
  /** When it was approved; undefined while it is open. */
  decidedAt: z.coerce.date().exactOptional(),
  /** The last day of an approval that has an end: until then it holds whatever the policy says. */
  until: z.string().exactOptional(),
  before: Judged,
  after: Judged,
});
export type Touched = Readonly<z.infer<typeof Touched>>;

export const TouchedPage = z.object({
  touched: z.array(Touched).readonly(),
  /** How many requests were looked at, and of how many neither policy says anything. */
  looked: z.int(),
  unjudged: z.int(),
  /** Where the next page begins; undefined after the last. */
  next: z.int().exactOptional(),
});
export type TouchedPage = Readonly<z.infer<typeof TouchedPage>>;
