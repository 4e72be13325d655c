import type { ServerResponse } from 'node:http';
import { answerProblem } from '#channels/web/http/answer.ts';
import { readJson } from '#channels/web/http/read-json.ts';
import type { Route } from '#channels/web/http/serve.ts';
import type { WebLimits } from '#channels/web/limits.ts';
import type { Received } from '#channels/web/receive.ts';

/** An address that takes JSON: what is not as it should be is answered before anything is done. */
export function jsonRoute<T>(options: {
  readonly path: string;
  readonly limits: WebLimits;
  readonly receive: (body: unknown) => Received<T>;
  readonly answer: (value: T, response: ServerResponse) => Promise<void>;
}): Route {
  return {
    method: 'POST',
    path: options.path,
    async answer(request, response) {
      const body = await readJson(request, options.limits);
      if (body.kind === 'problem') {
        // Part of the body may be unread: the next request cannot follow it.
        response.setHeader('connection', 'close');
        return answerProblem(response, body.problem);
      }
      const received = options.receive(body.value);
      if (received.kind === 'problem') return answerProblem(response, received.problem);
      await options.answer(received.value, response);
    },
  };
}
