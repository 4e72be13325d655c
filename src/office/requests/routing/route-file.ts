import { z } from 'zod';
import { isTimeZone } from '#foundation/kernel/time-zone.ts';
import { ReviewerGroup } from '#foundation/people/roles.ts';
import { LicenseCategory } from '#knowledge/licenses/facts.ts';
import { Verdict } from '#knowledge/policy/judgement.ts';
import { Profile } from '#office/requests/forms/profile.ts';
import { Needs } from '#office/requests/routing/route.ts';

const LANES_MOST = 20;
const STAGES_MOST = 10;
const GROUPS_MOST = 10;

const Title = z.string().trim().min(1).max(60);
const Answer = z.string().min(1).max(100);

/** Holds when everything in it holds; of each list any one. */
export const Condition = z.strictObject({
  verdict: z
    .array(z.union([Verdict, z.literal('unknown')]))
    .min(1)
    .optional(),
  category: z.array(LicenseCategory).min(1).optional(),
  answers: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.array(Answer).min(1)).optional(),
  /** The score of the form's scoring lines, or more. */
  riskFrom: z.number().optional(),
  unit: z.array(z.string().min(1).max(60)).min(1).optional(),
});
export type Condition = z.infer<typeof Condition>;

/** Of several conditions one must hold. */
const When = z.union([Condition, z.array(Condition).min(1).max(20)]);

const Group = z.union([
  ReviewerGroup,
  z.strictObject({
    group: ReviewerGroup,
    when: When.optional(),
    /** Each business unit has its own: GROUP-UNIT, and GROUP where the unit has none. */
    ofUnit: z.boolean().optional(),
  }),
]);

const StageEntry = z.strictObject({
  title: Title,
  needs: Needs.default('any'),
  groups: z.array(Group).min(1).max(GROUPS_MOST),
  when: When.optional(),
});

/** One way to a decision; the first whose condition holds is taken. */
const Lane = z
  .strictObject({
    lane: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name in small letters, such as fast'),
    title: Title,
    when: When.optional(),
    /** The form comes back once with what only the full one asks, before it is sent this way. */
    asks: z.literal('full', { error: 'full, or nothing' }).optional(),
    /** The policy approves by itself, and it is kept like any decision. */
    approves: z.boolean().optional(),
    /** Of those that the policy approves, so many in a hundred are shown to the OSPO. */
    sample: z.number().min(0).max(100).optional(),
    /** Working days in which a stage should be decided. */
    days: z.number().min(0.1).max(200).optional(),
    stages: z.array(StageEntry).max(STAGES_MOST).default([]),
  })
  .superRefine((lane, context) => {
    const wrong = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (lane.approves === true && lane.stages.length > 0) {
      wrong('stages', 'no stages where the policy approves by itself');
    }
    if (lane.approves !== true && lane.stages.length === 0) {
      wrong('stages', 'at least one stage, or "approves: true"');
    }
    if (lane.sample !== undefined && lane.approves !== true) {
      wrong('sample', 'a sample only where the policy approves by itself');
    }
    const always = lane.stages.some((stage) => stage.when === undefined && hasAlways(stage));
    if (lane.stages.length > 0 && !always) {
      wrong('stages', 'one stage that is always there, with a group that is always there');
    }
  });
export type Lane = z.infer<typeof Lane>;

function hasAlways({ groups }: z.infer<typeof StageEntry>): boolean {
  return groups.some((group) => typeof group === 'string' || group.when === undefined);
}

/** `routes.yaml` of the office folder: who decides what, and when. */
export const RouteFile = z.strictObject({
  /** Counted up at every change. */
  version: z.int().min(1).max(1_000_000),
  /** The group that decides where nobody but the requester could. */
  fallback: ReviewerGroup,
  /** The group to which a reviewer takes what is too much for them; without it the fallback. */
  escalation: ReviewerGroup.optional(),
  calendar: z
    .strictObject({
      /** IANA, such as Europe/Berlin. */
      timezone: z.string().refine(isTimeZone, 'a time zone such as Europe/Berlin'),
      /** 1 is Monday, 7 is Sunday. */
      days: z.array(z.int().min(1).max(7)).min(1).max(7),
      holidays: z.array(z.iso.date()).max(400).optional(),
      /** When work begins and ends, in that zone; from nine to five where it is not said. */
      hours: z
        .strictObject({ from: z.int().min(0).max(23), to: z.int().min(1).max(24) })
        .refine(({ from, to }) => from < to, 'an end after the beginning')
        .optional(),
    })
    .optional(),
  /** How much a form asks from the start; one that is not named is lite. */
  profiles: z.record(z.string(), Profile).optional(),
  /** By form; a form that is not named goes to its own reviewers. */
  forms: z.record(
    z.string(),
    z
      .array(Lane)
      .min(1)
      .max(LANES_MOST)
      .refine((lanes) => lanes.at(-1)?.when === undefined, {
        message: 'a last lane without "when", for all that no other lane takes',
      }),
  ),
});
export type RouteFile = z.infer<typeof RouteFile>;

/** What a form asks from the start. */
export function profileFor(routes: RouteFile | undefined, form: string): Profile {
  const { profiles = {} } = routes ?? {};
  return (Object.hasOwn(profiles, form) ? profiles[form] : undefined) ?? 'lite';
}
export type Calendar = NonNullable<RouteFile['calendar']>;
