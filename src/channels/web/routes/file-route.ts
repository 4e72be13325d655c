import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cast } from '#channels/web/conversation/cast.ts';
import type { PageTurnContent, Turns } from '#channels/web/conversation/turns.ts';
import { answerProblem } from '#channels/web/http/answer.ts';
import { readBody } from '#channels/web/http/read-body.ts';
import { queryOf } from '#channels/web/http/read-query.ts';
import type { Route } from '#channels/web/http/serve.ts';
import type { WebLimits } from '#channels/web/limits.ts';
import { receiveFile } from '#channels/web/receive.ts';
import { answerOutcome } from '#channels/web/routes/turn-route.ts';
import { decodeText } from '#foundation/kernel/read-text.ts';

/** Where the page sends a file: the body as it is, and in the address what it is called and whose it is. */
export function fileRoute({
  turns,
  cast,
  limits,
}: {
  readonly cast: Cast;
  readonly turns: Turns;
  readonly limits: WebLimits;
}): Route {
  async function takeFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = receiveFile(queryOf(request), cast);
    if (received.kind === 'problem') {
      response.setHeader('connection', 'close');
      return answerProblem(response, received.problem);
    }
    const { persona, id, name } = received.value;
    const body = await readBody(request, limits.file, limits.discarded);
    // Where it went on without end, the rest is unread.
    if (body === undefined) response.setHeader('connection', 'close');
    const content = fileOf(name, body, Number(request.headers['content-length'] ?? limits.file));
    answerOutcome(response, await turns.take({ persona, id, content }));
  }
  return { method: 'POST', path: '/file', answer: takeFile };
}

/** What is not text, or too large to be read, is taken by its name: somebody in the OSPO may handle it. */
function fileOf(name: string, body: Buffer | undefined, declared: number): PageTurnContent {
  const text = body && decodeText(body);
  const size = body?.length ?? (Number.isSafeInteger(declared) ? Math.max(0, declared) : 0);
  const isText = text !== undefined && !text.includes('\0');
  return { kind: 'file', name, size, ...(isText && { text }) };
}
