import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answered {
  /** 0 when there was no answer. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** From the first byte sent to the last one received. */
  readonly ms: number;
}

export interface Posted {
  readonly url: string;
  readonly method?: string;
  /** Undefined leaves a header out. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | Buffer;
  /** The connection ends after so many milliseconds, with whatever was answered by then. */
  readonly patience?: number | undefined;
}

/** Over a connection of its own; what is refused midway, and what is never answered, is an answer too. */
export function post(sending: Posted): Promise<Answered> {
  const { url, method = 'POST', body, patience = 15_000 } = sending;
  const given = Object.entries({
    'content-length': String(Buffer.byteLength(body)),
    ...sending.headers,
  }).filter(([, value]) => value !== undefined);
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: Object.fromEntries(given), agent: false });
    let hasAnswer = false;
    const none = (): Answered => ({
      status: 0,
      headers: {},
      text: '',
      ms: performance.now() - began,
    });
    sent.setTimeout(patience, () => {
      resolve(none());
      sent.destroy();
    });
    // A body that is refused midway breaks the pipe after the answer.
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (hasAnswer) return;
      if (error.code === 'ECONNREFUSED') reject(error);
      else resolve(none());
    });
    sent.on('response', (response) => {
      hasAnswer = true;
      const chunks: Buffer[] = [];
      const done = () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
          ms: performance.now() - began,
        });
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', done);
      response.on('error', done);
    });
    sent.end(body);
  });
}
