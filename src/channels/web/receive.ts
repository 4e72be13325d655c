import { z } from 'zod';
import type { TurnContent } from '#assistant/turn.ts';
import type { Problem } from '#channels/web/http/answer.ts';

/** What the page sends for a turn. */
const ReceivedTurn = z.object({
  thread: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string() }),
    z.object({ kind: z.literal('action'), action: z.unknown() }),
  ]),
});

export type Received =
  | { readonly kind: 'turn'; readonly thread: string; readonly content: TurnContent }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** Reads a turn, of which `longest` characters of text are taken; without the person, who is known by the cookie. */
export function receiveTurn(body: unknown, longest: number): Received {
  const received = ReceivedTurn.safeParse(body);
  if (!received.success) return problem(400, 'That is not a question or a press of a button.');
  const { thread, content } = received.data;
  if (content.kind === 'action') {
    return { kind: 'turn', thread, content: { kind: 'action', action: content.action } };
  }
  const text = storable(content.text);
  if (text.trim() === '') return problem(400, 'There is nothing in that message yet.');
  if (text.length > longest) {
    const [length, most] = [text.length, longest].map((count) => count.toLocaleString('en'));
    return problem(
      413,
      `That message has ${length} characters, and I read at most ${most}. Please send the part that matters.`,
    );
  }
  return { kind: 'turn', thread, content: { kind: 'text', text } };
}

/** PostgreSQL refuses NUL, and UTF-8 has no half of a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}

function problem(status: number, message: string): Received {
  return { kind: 'problem', problem: { status, message } };
}
