import type { Memory, Remembered, Subject } from '#assistant/memory.ts';
import type { Reply } from '#assistant/turn.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Office } from '#foundation/people/contacts.ts';
import type { PackageLookUp } from '#knowledge/packages/look-up.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** What the skills stand on; compose makes it once. */
export interface Steward {
  readonly policy: Policy;
  readonly office: Office;
  readonly packages: PackageLookUp;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly log: Log;
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
