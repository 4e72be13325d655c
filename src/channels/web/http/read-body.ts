import type { IncomingMessage } from 'node:http';

/**
 * The body; undefined when it is larger than `most`. What is too much is read and thrown away up to `discarded`: an
 * answer to a browser that is still sending is lost, and the person would only see a failure.
 */
export async function readBody(
  request: IncomingMessage,
  most: number,
  discarded: number,
): Promise<Buffer | undefined> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > discarded) return undefined;

  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // A request without an encoding set gives buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > discarded) return undefined;
    if (size <= most) chunks.push(bytes);
  }
  return size > most ? undefined : Buffer.concat(chunks);
}
