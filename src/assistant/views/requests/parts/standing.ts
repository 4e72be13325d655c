import { awayInWords } from '#assistant/views/absences/absence-cards.ts';
import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import type { Beside } from '#assistant/views/requests/beside-parts.ts';
import {
  type GroupNames,
  groupName,
  groupsInWords,
  inSeries,
  type Viewer,
} from '#assistant/views/requests/viewer.ts';
import { outcomeInWords } from '#assistant/views/requests/words.ts';
import { type Request, stepSeen } from '#office/requests/find-requests.ts';
import { type OpenReview, progressOf } from '#office/requests/routing/progress.ts';

/** Where it stands, who has it, by when, and what follows. */
export function standing(
  request: Request,
  viewer: Viewer,
  names: GroupNames,
  { dueAt, usually, away = [] }: Pick<Beside, 'dueAt' | 'usually' | 'away'>,
): string {
  const isOwn = request.requester?.personId === viewer.personId;
  const requester = request.requester?.name ?? 'whoever asked';
  switch (request.state) {
    case 'in-review':
      return sentences([
        waitsFor(request, names),
        ...away.map(({ groups, absence }) => {
          const today = viewer.now.toISOString().slice(0, 10);
          return `${groupsInWords(groups, names)}: ${awayInWords(absence, today)}.`;
        }),
        dueAt && due(dueAt, viewer.now),
        usually === undefined
          ? undefined
          : `Half of such requests are decided within ${inTime(usually)}.`,
        isOwn
          ? 'You get a message when it is decided, or when somebody wants to know more.'
          : effectOfApproval(request, viewer, names),
      ]);
    case 'needs-info':
      return isOwn ? 'It waits for your answer.' : `It waits for an answer from ${requester}.`;
    case 'changes-requested':
      return isOwn
        ? 'It waits for you to change your answers.'
        : `It waits for ${requester} to change something.`;
    case 'approved':
      return sentences([
        outcomeInWords(request),
        isOwn ? 'You can go ahead, as long as it stays as you answered below.' : undefined,
      ]);
    case 'approved-with-conditions':
      return sentences([
        outcomeInWords(request),
        isOwn
          ? 'You can go ahead if you keep to the conditions, as long as it stays as you answered below.'
          : undefined,
      ]);
    default:
      return outcomeInWords(request);
  }
}

function sentences(all: readonly (string | undefined)[]): string {
  return all.filter((one) => one !== undefined).join(' ');
}

function due(at: Date, now: Date): string {
  return at < now
    ? `It was to be decided by ${universalTime(at)}.`
    : `It is to be decided by ${universalTime(at)}.`;
}

/** "3 hours", "2 days": rounded up. */
function inTime(milliseconds: number): string {
  const hours = Math.max(1, Math.ceil(milliseconds / 3_600_000));
  if (hours === 1) return 'an hour';
  return hours < 48 ? `${hours} hours` : `${Math.ceil(hours / 24)} days`;
}

/** "It waits for Legal and Security, step 2 of 3 (Legal review)." */
function waitsFor(request: Request, names: GroupNames): string {
  const { progress, route } = request;
  const stage = route.stages[progress.stage];
  const place =
    route.stages.length > 1
      ? `, step ${progress.stage + 1} of ${route.stages.length} (${stage?.title ?? ''})`
      : '';
  const quorum =
    typeof stage?.needs === 'number'
      ? ` It has ${progress.approvals.length} of ${stage.needs} approvals.`
      : '';
  return `It waits for ${whoHasIt(request, names)}${place}.${quorum}`;
}

/** "Legal and Security", "Sam (for Legal)". */
export function whoHasIt({ progress, route, steps }: Request, names: GroupNames): string {
  const last = route.stages[progress.stage]?.needs === 'any' ? 'or' : 'and';
  const holder = ({ group, assigneeId }: OpenReview): string => {
    const name = groupName(group, names);
    if (assigneeId === undefined) return name;
    const handed = steps.findLast(({ to }) => to?.personId === assigneeId);
    return `${handed?.to?.name ?? 'somebody'} (for ${name})`;
  };
  return inSeries(progress.open.map(holder), last);
}

/** What a press would lead to, for somebody who may approve it. */
function effectOfApproval(
  { version, steps, progress, route }: Request,
  { personId, groups, hasApproved }: Viewer,
  names: GroupNames,
): string | undefined {
  if (hasApproved) return 'You have approved it; others must too.';
  if (groups.length === 0) return undefined;
  const approval = { version: version + 1, step: 'approve', personId, groups } as const;
  const then = progressOf(route, [...steps.map(stepSeen), approval]);
  if (then.state !== 'in-review') return 'Your approval is the last that it needs.';
  if (then.stage === progress.stage) return 'Others must approve it too.';
  const next = then.open.map(({ group }) => group);
  const needs = route.stages[then.stage]?.needs;
  return `With your approval it goes on to ${groupsInWords(next, names, needs === 'any' ? 'or' : 'and')}.`;
}
