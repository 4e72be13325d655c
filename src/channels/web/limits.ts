/** Bounds of the web chat. Sizes in bytes unless said otherwise, times in milliseconds. */
export interface WebLimits {
  /** A message of `message` characters fits in any script, also where JSON escapes each. */
  readonly body: number;
  /** How much of a body that is too large is read away, so that the sender hears why. */
  readonly discarded: number;
  /** UTF-16 units of one message; what a chat platform lets through. */
  readonly message: number;
  /** Of a file that is read; a larger one is taken by its name. */
  readonly file: number;
  /** Messages of a conversation that are read at once. */
  readonly history: number;
  /** Open pages that are told what changes; each keeps a connection. */
  readonly streams: number;
  /** What is kept for an open page that does not read; then it is cut, and asks again. */
  readonly buffered: number;
  readonly headers: number;
  readonly connections: number;
  /** From the first byte, or from connecting, to the end of the headers. */
  readonly headersTime: number;
  /** The same to the end of the body. */
  readonly requestTime: number;
  readonly idleTime: number;
  /** How long answers in flight may take when the chat is closed. */
  readonly closeTime: number;
}

export const webLimits: WebLimits = {
  body: 256 * 1024,
  discarded: 8 * 1024 * 1024,
  message: 40_000,
  file: 1024 * 1024,
  history: 50,
  streams: 100,
  buffered: 1024 * 1024,
  headers: 16 * 1024,
  connections: 200,
  headersTime: 10_000,
  requestTime: 30_000,
  idleTime: 5_000,
  closeTime: 10_000,
};
