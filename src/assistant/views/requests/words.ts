import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import { type GroupNames, groupName } from '#assistant/views/requests/viewer.ts';
import type { Tone } from '#foundation/cards/card.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Verdict } from '#knowledge/policy/judgement.ts';
import type { Request } from '#office/requests/find-requests.ts';
import type { RequestState } from '#office/requests/lifecycle.ts';

export function stateInWords(state: RequestState): string {
  switch (state) {
    case 'in-review':
      return 'In review';
    case 'needs-info':
      return 'Waits for an answer';
    case 'changes-requested':
      return 'Waits for changes';
    case 'approved':
      return 'Approved';
    case 'approved-with-conditions':
      return 'Approved with conditions';
    case 'rejected':
      return 'Rejected';
    case 'withdrawn':
      return 'Withdrawn';
    default:
      return unreachable(state);
  }
}

/** What the policy says, on a request's card. */
export const verdictNames: Readonly<Record<Verdict, string>> = {
  allowed: 'Allowed',
  'needs-review': 'Needs a review',
  denied: 'Not allowed',
};

export function toneOf(state: RequestState): Tone {
  switch (state) {
    case 'approved':
    case 'approved-with-conditions':
      return 'good';
    case 'rejected':
      return 'bad';
    case 'needs-info':
    case 'changes-requested':
      return 'caution';
    case 'in-review':
    case 'withdrawn':
      return 'neutral';
    default:
      return unreachable(state);
  }
}

type HistoryStep = Request['steps'][number];

/** What was done, and to whom it went where it went to somebody. */
function done({ step, to, toGroup }: HistoryStep, names: GroupNames): string {
  const group = toGroup === undefined ? undefined : groupName(toGroup, names);
  switch (step) {
    case 'submit':
      return 'asked for it';
    case 'ask':
      return 'asked';
    case 'answer':
      return 'answered';
    case 'approve':
      return 'approved it';
    case 'approve-with-conditions':
      return 'approved it with conditions';
    case 'reject':
      return 'rejected it';
    case 'request-changes':
      return 'wants it changed';
    case 'resubmit':
      return 'changed the answers';
    case 'abstain':
      return 'abstained';
    case 'recuse':
      return 'stepped aside';
    case 'delegate':
      return `handed it to ${to?.name ?? 'somebody'}`;
    case 'reassign':
      return `gave it to ${group ?? 'another group'}`;
    case 'escalate':
      return `took it to ${group ?? 'those above'}`;
    case 'withdraw':
      return 'withdrew it';
    case 'undo':
      return 'took the decision back';
    default:
      return unreachable(step);
  }
}

/** "Lin rejected it: there is a maintained one. Instead: dayjs. (2026-03-02 10:04 UTC)" */
export function stepInWords(taken: HistoryStep, names: GroupNames): string {
  const { step, words, alternative, at } = taken;
  const said = words === undefined ? '' : `: ${words}`;
  const how = step === 'request-changes' ? 'How' : 'Instead';
  const instead = alternative === undefined ? '' : ` ${how}: ${alternative}`;
  return `${whoOf(taken)} ${done(taken, names)}${said}${instead} (${universalTime(at)})`;
}

/** Where nobody stands, the policy approved it by itself. */
function whoOf({ step, by, inPlaceOf }: HistoryStep): string {
  const who = by?.name ?? (step === 'approve' ? 'The policy' : 'Somebody');
  return inPlaceOf === undefined ? who : `${who}, for ${inPlaceOf.name ?? 'somebody'},`;
}

/** What it came to, in a sentence: "Approved by Lin on …". */
export function outcomeInWords({ state, steps }: Request): string {
  const last = steps.at(-1);
  const who = last ? whoOf(last) : 'somebody';
  const when = last ? ` on ${universalTime(last.at)}` : '';
  return `${stateInWords(state)} by ${who === 'The policy' ? 'the policy' : who}${when}.`;
}
