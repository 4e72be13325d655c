import { Agent, request } from 'node:http';

/** What was answered; status 0 when there was no answer. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  /** From the first byte sent to the last one received. */
  readonly ms: number;
}

export interface SteadyPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Posts over connections that stay open, of which there are never more than the platform would have. */
export interface SteadyPosts {
  post(sending: SteadyPost): Promise<Answered>;
  close(): void;
}

const CONNECTIONS_MOST = 64;

/** `patience`: milliseconds without a byte after which the platform hangs up. */
export function createSteadyPosts(patience: number): SteadyPosts {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MOST });
  return {
    post: (sending) => post(agent, sending, patience),
    close: () => agent.destroy(),
  };
}

function post(agent: Agent, { url, headers, body }: SteadyPost, patience: number) {
  const began = performance.now();
  return new Promise<Answered>((resolve) => {
    const answer = (status: number, text = ''): void =>
      resolve({ status, text, ms: performance.now() - began });
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent,
      timeout: patience,
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => answer(0));
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      response.on('end', () => answer(response.statusCode ?? 0, text));
      response.on('error', () => answer(0));
    });
    sent.end(body);
  });
}
