import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerProblem, setSecurityHeaders } from '#channels/web/http/answer.ts';
import { refuse } from '#channels/web/http/guard.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { newReference } from '#foundation/kernel/ids.ts';
import type { Log } from '#foundation/kernel/log.ts';

/** One address of the chat. A GET route answers HEAD too. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  answer(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

/** Answers a request by its route. Never throws: a failure is answered, and logged by reference. */
export async function serve(
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
  { port, log }: { readonly port: number; readonly log: Log },
): Promise<void> {
  setSecurityHeaders(response);
  const refusal = refuse(request, port);
  if (refusal !== undefined) return answerProblem(response, refusal);

  const path = request.url?.split('?')[0];
  const here = routes.filter((route) => route.path === path);
  if (here.length === 0) {
    return answerProblem(response, { status: 404, message: 'There is nothing at this address.' });
  }
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const route = here.find((one) => one.method === method);
  if (route === undefined) {
    response.setHeader('allow', here.map((one) => one.method).join(', '));
    return answerProblem(response, { status: 405, message: 'This address takes another method.' });
  }
  try {
    await route.answer(request, response);
  } catch (error) {
    answerFailure(error, route, response, log);
  }
}

function answerFailure(error: unknown, route: Route, response: ServerResponse, log: Log): void {
  // The browser went away while it was sending: nobody is left to answer.
  if (response.destroyed) {
    log.debug({ path: route.path }, 'a request was broken off');
    return;
  }
  const reference = newReference();
  log.error({ reference, path: route.path, ...traceOf(error) }, 'the web chat could not answer');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const advice = error instanceof StewardError ? error.advice : 'Something broke on our side.';
  const message = `${advice} Reference: ${reference}.`;
  // What the routes stand on is the database: it is full, gone or too slow.
  const isReadOnly = error instanceof StewardError && error.code === 'unavailable';
  answerProblem(
    response,
    isReadOnly
      ? { status: 503, message, reference, readOnly: true }
      : { status: 500, message, reference },
  );
}

/** What an error may tell the log: the message of one that is not ours may hold what was typed. */
function traceOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { thrown: typeof error };
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  const ours = error instanceof StewardError ? { code: error.code, reason: error.message } : {};
  return { thrown: error.name, ...ours, frames: frames.slice(0, 8).map((frame) => frame.trim()) };
}
