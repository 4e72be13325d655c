import { z } from 'zod';
import { TeamsBusy, TeamsRefusal, teamsError } from '#channels/teams/connect/teams-error.ts';

/** As the library throws it when Teams has answered. */
const RestError = z.object({
  statusCode: z.number(),
  response: z.object({ headers: z.unknown(), bodyAsText: z.string().nullish() }).optional(),
});

const Body = z.object({ error: z.object({ code: z.string().catch('') }) });

/** Holds nothing of what was sent, which the library's errors do. */
export function ours(cause: unknown): TeamsRefusal | TeamsBusy {
  if (cause instanceof TeamsRefusal || cause instanceof TeamsBusy) return cause;
  const answered = RestError.safeParse(cause);
  if (!answered.success) return new TeamsBusy(cause instanceof Error ? cause.name : 'unknown');
  const { statusCode, response } = answered.data;
  return teamsError(statusCode, codeIn(response?.bodyAsText), retryAfter(response?.headers));
}

function codeIn(body: string | null | undefined): string {
  try {
    return Body.safeParse(JSON.parse(body ?? '')).data?.error.code ?? '';
  } catch {
    return ''; // A page of something in between.
  }
}

function retryAfter(headers: unknown): string | undefined {
  if (typeof headers !== 'object' || headers === null || !('get' in headers)) return undefined;
  const { get } = headers;
  if (typeof get !== 'function') return undefined;
  const value: unknown = get.call(headers, 'retry-after');
  return typeof value === 'string' ? value : undefined;
}
