import type { DocumentReply } from '#assistant/turn.ts';
import { calling, SlackBusy } from '#channels/slack/calls/slack-error.ts';
import type { Workspace } from '#channels/slack/calls/workspaces.ts';
import type { SlackFile } from '#channels/slack/receive/heard.ts';
import { plainText, visible } from '#foundation/cards/text.ts';

/** Bytes of a file that is read; of a larger one only the name is looked at. */
const FILE_MOST = 1024 * 1024;
const PATIENCE_MS = 20_000;

/**
 * The text of a file that somebody sent; undefined when it is none, too large, or not at Slack's own address. Our token
 * goes along, so it is sent to no other host.
 */
export async function readFile(
  { token }: Workspace,
  { address, size }: SlackFile,
  origin: string,
): Promise<string | undefined> {
  if (address === undefined || size > FILE_MOST || new URL(address).origin !== origin) {
    return undefined;
  }
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${token}` },
    // Without the scope Slack leads to its sign-in page, where our token must not go.
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(interrupted);
  if (response.status >= 500) throw new SlackBusy(`status ${response.status}`);
  // That page may also stand in the file's place.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (!response.ok || isPage) {
    await response.body?.cancel();
    return undefined;
  }
  const bytes = await readUpTo(response, FILE_MOST).catch(interrupted);
  return bytes && asText(bytes);
}

function interrupted(cause: unknown): never {
  throw new SlackBusy(cause instanceof Error ? cause.name : 'unknown');
}

async function readUpTo(response: Response, most: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function asText(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined; // The only way it fails is that the bytes are not UTF-8.
  }
}

/** Puts a long text into a conversation as a file, which Slack shows, folds and searches. */
export async function uploadDocument(
  { client }: Workspace,
  { title, text, source }: DocumentReply,
  place: { readonly channel: string; readonly thread?: string | undefined },
): Promise<void> {
  await calling(() =>
    client.filesUploadV2({
      channel_id: place.channel,
      ...(place.thread !== undefined ? { thread_ts: place.thread } : {}),
      filename: `${fileName(title)}.txt`,
      title: visible(title),
      content: `${visible(text)}\n\n${plainText(source)}\n`,
    } as Parameters<typeof client.filesUploadV2>[0]),
  );
}

function fileName(title: string): string {
  const plain = title.replace(/[^\p{L}\p{N}.+-]+/gu, '-').replace(/^-+|-+$/g, '');
  return plain.slice(0, 80) || 'text';
}
