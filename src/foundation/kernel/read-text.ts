/** As UTF-8; undefined when it is not. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // The only way it fails is that the bytes are not UTF-8.
  }
}

/** The bytes of a stream, none of one that is not there; undefined when there are more than `most`. */
export async function readUpTo(
  stream: AsyncIterable<Uint8Array> | null,
  most: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The words of a file; undefined when it has none. */
export function textIn(bytes: Uint8Array): string | undefined {
  const text = decodeText(bytes);
  return text?.includes('\0') ? undefined : text;
}
