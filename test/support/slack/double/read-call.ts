import type { IncomingMessage } from 'node:http';

/** One call of the Web API. */
export interface ApiCall {
  /** `response_url` for what is posted to such an address, `file` for a download. */
  readonly method: string;
  /** Form fields that hold JSON are decoded. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly token: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function readCall(method: string, request: IncomingMessage, body: Buffer): ApiCall {
  const type = request.headers['content-type'] ?? '';
  const query = new URL(request.url ?? '/', 'http://double').searchParams;
  const fields = type.includes('json') ? {} : fieldsOf(new URLSearchParams(body.toString('utf8')));
  const json = type.includes('json') ? parse(body.toString('utf8')) : {};
  const args: Record<string, unknown> = { ...fieldsOf(query), ...fields, ...asRecord(json) };
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? (typeof args.token === 'string' ? args.token : undefined);
  return { method, args, token, at: Date.now() };
}

function fieldsOf(fields: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries([...fields].map(([name, value]) => [name, decode(value)]));
}

function decode(value: string): unknown {
  return /^[[{]/.test(value) ? parse(value) : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // A text that begins like JSON and is none.
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
