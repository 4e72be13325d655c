import { capital, spoken } from '#assistant/views/answers/words.ts';
import type { Text } from '#foundation/cards/text.ts';
import { code, strong } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { ChoiceReason, Reason, Trace, Verdict } from '#knowledge/policy/judgement.ts';

/** How the verdict came about, as sentences from the parts to the whole. */
export function traceSentences(trace: Trace): readonly Text[] {
  switch (trace.step.kind) {
    case 'term':
      return [
        [
          code(spoken(trace.subject)),
          ` is ${verdictWords(trace.verdict)}: ${reasonWords(trace.step.reasons)}`,
        ],
      ];
    case 'and':
      return [
        ...trace.step.parts.flatMap(traceSentences),
        ...(trace.step.conflict ? [`${trace.step.conflict.text}.`] : []),
        [
          'All parts hold together, so the strictest counts: ',
          strong(verdictWords(trace.verdict)),
          '.',
        ],
      ];
    case 'or':
      return [
        ...trace.step.parts.flatMap(traceSentences),
        [
          'One branch may be chosen: ',
          code(trace.step.chosen),
          `, ${choiceWords(trace.step.because)}.`,
        ],
      ];
    case 'package':
      return [
        ...(trace.step.license ? traceSentences(trace.step.license) : []),
        [
          code(spoken(trace.subject)),
          ` is ${verdictWords(trace.verdict)}: ${reasonWords(trace.step.reasons)}`,
        ],
      ];
    default:
      return unreachable(trace.step);
  }
}

export function choiceWords(because: ChoiceReason): string {
  switch (because) {
    case 'only-best':
      return 'which has the best answer';
    case 'patent-grant':
      return 'which comes with a patent grant';
    case 'fewest-duties':
      return 'which asks the least';
    case 'equal':
      return 'though the others are as good';
    default:
      return unreachable(because);
  }
}

export function verdictWords(verdict: Verdict): string {
  switch (verdict) {
    case 'allowed':
      return 'allowed';
    case 'needs-review':
      return 'for review';
    case 'denied':
      return 'not allowed';
    default:
      return unreachable(verdict);
  }
}

function reasonWords(reasons: readonly Reason[]): string {
  return reasons
    .map(
      (reason) =>
        `${capital(reason.text)}${reason.section ? ` (§${reason.section})` : ''} Rule ${reason.rule}.`,
    )
    .join(' ');
}
