import type { Keeping } from '#assistant/keeping.ts';
import type { Memory, Remembered, Subject } from '#assistant/memory.ts';
import type { Reply, Working } from '#assistant/turn.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Roles } from '#foundation/people/roles.ts';
import type { PackageLookUp } from '#knowledge/packages/look-up.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** What all turns stand on; compose makes it once. */
export interface StewardParts extends Keeping {
  readonly policy: Policy;
  readonly office: Office;
  /** Who may do what; asked at every press. */
  readonly roles: Roles;
  readonly packages: PackageLookUp;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the skills stand on, in one person's turn. */
export interface Steward extends StewardParts {
  readonly personId: string;
  /** Says what takes its time. */
  readonly working: Working;
}

/** What a skill found out: what to say, and what the thread is about now. */
export interface Answered {
  readonly replies: readonly Reply[];
  readonly about?: Remembered;
}

export function answered(reply: Reply, subject?: Subject, said?: PartialUse): Answered {
  const replies = [reply];
  return subject ? { replies, about: { subject, said: said ?? {} } } : { replies };
}
