import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import type { Tone } from '#foundation/cards/card.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Request } from '#office/requests/find-requests.ts';
import type { RequestState, RequestStep } from '#office/requests/lifecycle.ts';

export function stateInWords(state: RequestState): string {
  switch (state) {
    case 'in-review':
      return 'In review';
    case 'needs-info':
      return 'Waits for an answer';
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

export function toneOf(state: RequestState): Tone {
  switch (state) {
    case 'approved':
    case 'approved-with-conditions':
      return 'good';
    case 'rejected':
      return 'bad';
    case 'needs-info':
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
  withdraw: 'withdrew it',
  undo: 'took the decision back',
};

type HistoryStep = Request['steps'][number];

/** "Lin rejected it: there is a maintained one. Instead: dayjs. (2026-03-02 10:04 UTC)" */
export function stepInWords({ step, by, words, alternative, at }: HistoryStep): string {
  const said = words === undefined ? '' : `: ${words}`;
  const instead = alternative === undefined ? '' : ` Instead: ${alternative}`;
  return `${by?.name ?? 'Somebody'} ${done[step]}${said}${instead} (${universalTime(at)})`;
}

/** What it came to, in a sentence: "Approved by Lin on …". */
export function outcomeInWords({ state, steps }: Request): string {
  const last = steps.at(-1);
  const who = last?.by?.name ?? 'somebody';
  const when = last ? ` on ${universalTime(last.at)}` : '';
  return `${stateInWords(state)} by ${who}${when}.`;
}
