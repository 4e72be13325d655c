import { z } from 'zod';
import { LicenseCategory } from '#knowledge/licenses/facts.ts';
import { Verdict } from '#knowledge/policy/judgement.ts';

/** What is known of a request beside its answers, when it is handed in; a request keeps it. */
export const RequestFacts = z.object({
  /** The component as a purl, where one is named. */
  component: z.string().optional(),
  /** Its license as an SPDX expression, where it is known. */
  licenses: z.string().optional(),
  /** What the policy says of it for this use; undefined where no license is known. */
  verdict: Verdict.optional(),
  /** Of the licenses that one would go by. */
  categories: z.array(LicenseCategory).optional(),
  /** Why whoever approves should have read it, in words; undefined where nothing stands out. */
  highRisk: z.string().optional(),
  /** The business unit of its product. */
  unit: z.string().optional(),
  /** A sum of the form's scoring lines that hold, with the lines. */
  risk: z.object({
    score: z.number(),
    lines: z.array(z.object({ adds: z.number(), why: z.string() })),
  }),
});
export type RequestFacts = z.infer<typeof RequestFacts>;
