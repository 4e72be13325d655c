import type { IncomingMessage } from 'node:http';
import type { Problem } from '#channels/web/http/answer.ts';
import type { WebLimits } from '#channels/web/limits.ts';

export type ReadJson =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** Reads the body as JSON. Holds no more than the limit in memory, whatever is sent. */
export async function readJson(request: IncomingMessage, limits: WebLimits): Promise<ReadJson> {
  if (!isJson(request)) return problem(415, 'Please send application/json, not compressed.');
  const body = await readBody(request, limits);
  if (body === undefined) {
    return problem(413, `That is more than the ${limits.body / 1024} KB that fit in one message.`);
  }
  const text = decode(body);
  if (text === undefined) return problem(400, 'That is not text in UTF-8.');
  return parse(text);
}

function isJson(request: IncomingMessage): boolean {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/json' && request.headers['content-encoding'] === undefined;
}

/**
 * Undefined when it is too large. What is too much is read and thrown away up to a point: an
 * answer to a browser that is still sending is lost, and the person would only see a failure.
 */
async function readBody(request: IncomingMessage, limits: WebLimits): Promise<Buffer | undefined> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limits.discarded) return undefined;

  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // A request without an encoding set gives buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > limits.discarded) return undefined;
    if (size <= limits.body) chunks.push(bytes);
  }
  return size > limits.body ? undefined : Buffer.concat(chunks);
}

function decode(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined; // The only way it fails is that the bytes are not UTF-8.
  }
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
