import type { IncomingMessage } from 'node:http';
import type { Problem } from '#channels/web/http/answer.ts';
import { readBody } from '#channels/web/http/read-body.ts';
import type { WebLimits } from '#channels/web/limits.ts';
import { decodeText } from '#foundation/kernel/read-text.ts';

export type ReadJson =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** Reads the body as JSON. Holds no more than the limit in memory, whatever is sent. */
export async function readJson(request: IncomingMessage, limits: WebLimits): Promise<ReadJson> {
  if (!isJson(request)) return problem(415, 'Please send application/json, not compressed.');
  const body = await readBody(request, limits.body, limits.discarded);
  if (body === undefined) {
    return problem(413, `That is more than the ${limits.body / 1024} KB that fit in one message.`);
  }
  const text = decodeText(body);
  if (text === undefined) return problem(400, 'That is not text in UTF-8.');
  return parse(text);
}

function isJson(request: IncomingMessage): boolean {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/json' && request.headers['content-encoding'] === undefined;
}

function parse(text: string): ReadJson {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return problem(400, 'That is not JSON.');
  }
}

function problem(status: number, message: string): ReadJson {
  return { kind: 'problem', problem: { status, message } };
}
