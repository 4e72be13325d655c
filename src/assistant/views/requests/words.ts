import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import type { Tone } from '#foundation/cards/card.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Verdict } from '#knowledge/policy/judgement.ts';
import type { Request } from '#office/requests/find-requests.ts';
import type { RequestState, RequestStep } from '#office/requests/lifecycle.ts';

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

const done: Readonly<Record<RequestStep, string>> = {
  submit: 'asked for it',
  ask: 'asked',
  answer: 'answered',
  approve: 'approved it',
  'approve-with-conditions': 'approved it on conditions',
  reject: 'rejected it',
  'request-changes': 'wants it changed',
  resubmit: 'changed the answers',
  abstain: 'abstained',
  recuse: 'stepped aside',
  delegate: 'handed it over',
  reassign: 'gave it to another group',
  escalate: 'took it to those above',
  withdraw: 'withdrew it',
  undo: 'took the decision back',
};

type HistoryStep = Request['steps'][number];

/** "Lin rejected it: there is a maintained one. Instead: dayjs. (2026-03-02 10:04 UTC)" */
export function stepInWords(taken: HistoryStep): string {
  const { step, to, toGroup, words, alternative, at } = taken;
  const whom = to?.name ?? toGroup;
  const said = `${whom === undefined ? '' : ` (to ${whom})`}${words === undefined ? '' : `: ${words}`}`;
  const how = step === 'request-changes' ? 'How' : 'Instead';
  const instead = alternative === undefined ? '' : ` ${how}: ${alternative}`;
  return `${whoOf(taken)} ${done[step]}${said}${instead} (${universalTime(at)})`;
}

/** Where nobody stands, the policy approved it by itself. */
function whoOf({ step, by }: HistoryStep): string {
  return by?.name ?? (step === 'approve' ? 'The policy' : 'Somebody');
}

/** What it came to, in a sentence: "Approved by Lin on …". */
export function outcomeInWords({ state, steps }: Request): string {
  const last = steps.at(-1);
  const who = last ? whoOf(last) : 'somebody';
  const when = last ? ` on ${universalTime(last.at)}` : '';
  return `${stateInWords(state)} by ${who === 'The policy' ? 'the policy' : who}${when}.`;
}
