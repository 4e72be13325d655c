import { askWithUse, askWords, showLicenseText } from '#assistant/actions.ts';
import type { Answered, Steward } from '#assistant/answering.ts';
import type { Remembered } from '#assistant/memory.ts';
import { askSubject } from '#assistant/skills/ask-subject.ts';
import { grantWish } from '#assistant/skills/grant-wish.ts';
import { showText } from '#assistant/skills/licenses/show-text.ts';
import type { Reply, Respond, Turn } from '#assistant/turn.ts';
import { readWish } from '#assistant/understand/read-wish.ts';
import { errorCard, staleCard } from '#assistant/views/help/trouble-cards.ts';
import { fit } from '#foundation/cards/fit.ts';
import { payloadOf, readAction } from '#foundation/cards/read-action.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { newReference } from '#foundation/kernel/ids.ts';

/** Steward as the channels see it: every turn gets an answer, whatever fails. */
export function createRespond(steward: Steward): Respond {
  return async (turn) => {
    try {
      const before = await recall(steward, turn);
      const { replies, about } = await answerTurn(turn, before, steward);
      if (about) await remember(steward, turn, about);
      return replies.map((reply) =>
        reply.kind === 'card' ? { ...reply, card: fit(reply.card) } : reply,
      );
    } catch (cause) {
      return [failed(cause, steward)];
    }
  };
}

async function answerTurn(
  turn: Turn,
  before: Remembered | undefined,
  steward: Steward,
): Promise<Answered> {
  const { content } = turn;
  if (content.kind === 'text') {
    return grantWish(readWish(content.text, before), before, steward);
  }
  const action = content.kind === 'action' ? readAction(content.action) : undefined;
  const use = action && payloadOf(askWithUse, action);
  if (use) return askSubject(use.subject, use.said, steward);
  const words = action && payloadOf(askWords, action);
  if (words) return grantWish(readWish(words.text, undefined), undefined, steward);
  const license = action && payloadOf(showLicenseText, action);
  if (license) return showText(license.id);
  return { replies: [{ kind: 'card', card: staleCard(), outcome: { kind: 'no-answer' } }] };
}

/** Memory is a convenience: when it cannot be read, the question is answered without. */
async function recall({ memory, log }: Steward, turn: Turn): Promise<Remembered | undefined> {
  return memory.recall(turn.personId, turn.thread).catch((cause: unknown) => {
    log.warn({ code: codeOf(cause) }, 'thread memory could not be read');
    return undefined;
  });
}

async function remember({ memory, log }: Steward, turn: Turn, about: Remembered): Promise<void> {
  await memory.remember(turn.personId, turn.thread, about).catch((cause: unknown) => {
    log.warn({ code: codeOf(cause) }, 'thread memory could not be written');
  });
}

function codeOf(cause: unknown): string {
  return cause instanceof StewardError ? cause.code : 'bug';
}

function failed(cause: unknown, { log, office }: Steward): Reply {
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
