import type { FormReply, Outcome, Reply } from '#assistant/turn.ts';
import { printCard } from '#channels/terminal/print-card.ts';
import type { Card } from '#foundation/cards/card.ts';
import { visible } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

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
  const exitCode = exitCodeOf(replies);
  const parts = replies.flatMap((reply) => read(reply, options.colour));
  if (options.json) {
    return { output: JSON.stringify({ exitCode, answers: parts }, null, 2), exitCode };
  }
  return { output: parts.map((part) => part.text).join('\n\n— — —\n\n'), exitCode };
}

interface Read {
  readonly outcome: Outcome;
  readonly card?: Card;
  readonly text: string;
}

/** A reply as words. Edits come of pressed buttons, and none can be pressed here. */
function read(reply: Reply, colour: boolean): readonly Read[] {
  switch (reply.kind) {
    case 'card':
      return [
        { outcome: reply.outcome, card: reply.card, text: printCard(reply.card, { colour }) },
      ];
    case 'document':
      return [{ outcome: { kind: 'said' }, text: `${reply.title}\n\n${visible(reply.text)}` }];
    case 'form':
      return [{ outcome: { kind: 'no-answer' }, text: formWords(reply) }];
    case 'edit':
      return [];
    default:
      return unreachable(reply);
  }
}

/** Where nobody is there to fill it in. */
function formWords({ form }: FormReply): string {
  return `${visible(form.title)} is a form. Ask once more in a terminal, without --json, and it is filled in there.`;
}

/** The worst of several answers; what is no verdict is no answer to a script. */
function exitCodeOf(replies: readonly Reply[]): 0 | 1 | 2 {
  const verdicts = replies.map((reply) =>
    reply.kind === 'card' && reply.outcome.kind === 'verdict' ? reply.outcome.verdict : undefined,
  );
  if (verdicts.length === 0 || verdicts.includes(undefined)) return 2;
  return verdicts.every((verdict) => verdict === 'allowed') ? 0 : 1;
}
