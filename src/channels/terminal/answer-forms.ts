import type { FormReply, Reply, TurnContent } from '#assistant/turn.ts';
import { fillForm } from '#channels/terminal/fill-form.ts';
import type { Lines } from '#channels/terminal/lines.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { newId } from '#foundation/kernel/ids.ts';

/** A form as a turn brings it back. */
export type SentForm = Extract<TurnContent, { kind: 'form' }>;

interface Filling {
  readonly lines: Lines;
  readonly send: (sent: SentForm) => Promise<readonly Reply[]>;
  /** Shows what came with a form. */
  readonly show: (replies: readonly Reply[]) => void;
}

/** Fills in the form of an answer, until what comes back is none: the last answer, or undefined when somebody left. */
export async function answerForms(
  first: readonly Reply[],
  { lines, send, show }: Filling,
): Promise<readonly Reply[] | undefined> {
  let replies = first;
  let again = false;
  for (;;) {
    const form = formIn(replies);
    if (form === undefined) return replies;
    const beside = replies.filter(({ kind }) => kind !== 'form');
    if (beside.length > 0) show(beside);
    const answers = await fillForm(form, lines, { again });
    if (answers === undefined) {
      lines.write('\nYou left the form. Nothing was sent.');
      return undefined;
    }
    replies = await sendOrKeep(form, answers, { lines, send });
    again = true;
  }
}

async function sendOrKeep(
  reply: FormReply,
  answers: Readonly<Record<string, unknown>>,
  { lines, send }: Pick<Filling, 'lines' | 'send'>,
): Promise<readonly Reply[]> {
  const { form, context } = reply;
  try {
    return await send({ kind: 'form', form: form.name, context, answers, sentAs: newId() });
  } catch (cause) {
    if (!(cause instanceof StewardError) || cause.code !== 'unavailable') throw cause;
    // What was typed stays, to be sent once more.
    lines.write(`\n${cause.advice}`);
    const { errors: _, ...inOrder } = reply;
    return [{ ...inOrder, kept: answers }];
  }
}

function formIn(replies: readonly Reply[]): FormReply | undefined {
  return replies.find((reply) => reply.kind === 'form');
}
