import { Gauge, Registry } from '@prometheus-io/client';
import { labelOf } from '#commands/metrics/label-of.ts';
import {
  type Backlog,
  COUNTED_MOST,
  type Counts,
  type Waiting,
} from '#commands/metrics/read-backlog.ts';
import { laneKinds } from '#foundation/kernel/measure/measure.ts';

const atMost = `Not counted beyond ${COUNTED_MOST}.`;

/**
 * What is unfinished in the database, in Prometheus' text format. When it is not known it is left out: a number from
 * before would look like one of now.
 */
export function writeBacklog(
  backlog: Backlog | undefined,
  { platforms, now }: { readonly platforms: readonly string[]; readonly now: Date },
): Promise<string> {
  // A new one each time, so that what is over is not shown any more.
  const registers = [new Registry()] as const;
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    ...labelNames: readonly Label[]
  ) => new Gauge<Label>({ name, help, labelNames, registers: [...registers] });

  gauge(
    'steward_database_up',
    'Whether the database answered just now. When it is 0, what waits in it is left out.',
  ).set(backlog ? 1 : 0);
  if (!backlog) return registers[0].metrics();

  const waiting = gauge(
    'steward_notices_waiting',
    `Messages that wait to be sent, due or not. Lane bulk goes to many. ${atMost}`,
    'lane',
  );
  const oldest = gauge(
    'steward_notices_oldest_due_seconds',
    'For how long the message that waits longest has been due; 0 when none is.',
    'lane',
  );
  for (const lane of laneKinds) {
    waiting.set({ lane }, backlog.notices[lane].count);
    oldest.set({ lane }, overdue(backlog.notices[lane], now));
  }
  const undelivered = gauge(
    'steward_notices_undelivered',
    `Messages given up after many tries (dead), or whose recipient cannot be reached; the OSPO is shown them. ${atMost}`,
    'state',
  );
  const undeliveredOf = withNone(['dead', 'unreachable'], backlog.undelivered);
  for (const [state, count] of undeliveredOf) undelivered.set({ state }, count);
  const events = gauge(
    'steward_events_open',
    `What platforms sent and nobody has dealt with yet. ${atMost}`,
    'platform',
  );
  for (const [platform, count] of withNone(platforms, backlog.events)) {
    events.inc({ platform: labelOf(platform) }, count);
  }
  const requests = gauge(
    'steward_requests_open',
    `Requests that are not decided, by state. ${atMost}`,
    'state',
  );
  for (const [state, count] of withNone(OPEN, backlog.requests)) requests.set({ state }, count);
  gauge(
    'steward_audit_entries_unsealed',
    `Audit entries that are not chained yet: a few, for a few seconds. ${atMost}`,
  ).set(backlog.unsealed);
  return registers[0].metrics();
}

const OPEN = ['in-review', 'needs-info', 'changes-requested'];

/** Those that there are always, so that none is absent because it is 0; and what else was counted. */
function withNone(names: readonly string[], counts: Counts): Counts {
  return new Map([...names.map((name) => [name, 0] as const), ...counts]);
}

function overdue({ dueAt }: Waiting, now: Date): number {
  return dueAt === undefined ? 0 : Math.max(0, (now.getTime() - dueAt.getTime()) / 1000);
}
