import type { Outcome, Reply } from '#assistant/turn.ts';
import { printCard } from '#channels/terminal/print-card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';

export interface TerminalAnswer {
  readonly output: string;
  /** 0 allowed, 1 needs review or denied, 2 could not answer. */
  readonly exitCode: 0 | 1 | 2;
}

/** What `steward ask` prints and ends with. */
export function answerInTerminal(
  replies: readonly Reply[],
  options: { readonly json: boolean; readonly colour: boolean },
): TerminalAnswer {
  const exitCode = exitCodeOf(replies.map((reply) => reply.outcome));
  if (options.json) {
    const answers = replies.map(({ card, outcome }) => ({ outcome, card, text: cardToText(card) }));
    return { output: JSON.stringify({ exitCode, answers }, null, 2), exitCode };
  }
  return {
    output: replies.map(({ card }) => printCard(card, options)).join('\n\n— — —\n\n'),
    exitCode,
  };
}

/** The worst of several answers; what is no verdict is no answer to a script. */
function exitCodeOf(outcomes: readonly Outcome[]): 0 | 1 | 2 {
  if (outcomes.length === 0 || outcomes.some((outcome) => outcome.kind !== 'verdict')) return 2;
  return outcomes.every((outcome) => outcome.kind === 'verdict' && outcome.verdict === 'allowed')
    ? 0
    : 1;
}
