import { answerTurn } from '#assistant/answer-turn.ts';
import type { Steward, StewardParts } from '#assistant/answering.ts';
import { carefulMemory } from '#assistant/memory.ts';
import type { Reply, Respond } from '#assistant/turn.ts';
import { errorCard } from '#assistant/views/help/trouble-cards.ts';
import { fit } from '#foundation/cards/fit.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { newReference } from '#foundation/kernel/ids.ts';
import type { AnswerOutcome } from '#foundation/kernel/measure/measure.ts';

/**
 * Steward as the channels see it: every turn gets an answer, whatever fails. `afterTurn` is called when something may
 * have been told to others, `measure` with what came of each turn.
 */
export function createRespond(
  parts: StewardParts,
  {
    afterTurn,
    measure,
  }: {
    readonly afterTurn?: () => void;
    readonly measure?: (outcome: AnswerOutcome, seconds: number) => void;
  } = {},
): Respond {
  const memory = carefulMemory(parts.memory, parts.log);
  return async (turn, working = () => undefined) => {
    const { personId, thread } = turn;
    const steward: Steward = { ...parts, memory, personId, working };
    const began = performance.now();
    let outcome: AnswerOutcome = 'answered';
    try {
      const recall = () => memory.recall(personId, thread);
      const { replies, about, alsoAbout = [] } = await answerTurn(turn.content, recall, steward);
      // The first last, so that it is what goes on, and the others are what was before.
      for (const one of [...(about ? [about] : []), ...alsoAbout].toReversed()) {
        await memory.remember(personId, thread, one);
      }
      return replies.map((reply) =>
        reply.kind === 'card' ? { ...reply, card: fit(reply.card) } : reply,
      );
    } catch (cause) {
      outcome = 'error';
      return [failed(cause, parts)];
    } finally {
      measure?.(outcome, (performance.now() - began) / 1000);
      if (turn.content.kind === 'action' || turn.content.kind === 'form') afterTurn?.();
    }
  };
}

function failed(cause: unknown, { log, office }: Pick<StewardParts, 'log' | 'office'>): Reply {
  const reference = newReference();
  const error =
    cause instanceof StewardError
      ? cause
      : new StewardError('bug', cause instanceof Error ? cause.message : 'unknown', {
          advice: 'Something went wrong on our side. Nothing was changed; please try again.',
          cause,
        });
  // The stack names our places in the code; the message may quote what was typed and stays out.
  log.error(
    { reference, code: error.code, stack: placesOf(cause) },
    'a turn could not be answered',
  );
  return {
    kind: 'card',
    card: errorCard(error, reference, office),
    outcome: { kind: 'no-answer' },
  };
}

function placesOf(cause: unknown): readonly string[] {
  if (!(cause instanceof Error)) return [];
  return (cause.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8);
}
