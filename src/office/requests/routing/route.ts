import { z } from 'zod';
import { ReviewerGroup } from '#foundation/people/roles.ts';

/** How many must approve: any one reviewer, one of every group, or so many people. */
export const Needs = z.union([z.enum(['any', 'all']), z.int().min(2).max(20)]);
export type Needs = z.infer<typeof Needs>;

export const Stage = z.object({
  title: z.string(),
  needs: Needs,
  /** They look at it side by side. */
  groups: z.array(ReviewerGroup).min(1),
});
export type Stage = z.infer<typeof Stage>;

/** The way that one request takes, as it was chosen for it. */
export const Route = z.object({
  lane: z.string(),
  title: z.string(),
  /** Why this lane and these groups, in words; an entry each. */
  why: z.array(z.string()),
  /** Working days in which a stage should be decided; undefined without a promise. */
  days: z.number().optional(),
  /** One after the other; none where the policy decides by itself. */
  stages: z.array(Stage),
});
export type Route = z.infer<typeof Route>;
