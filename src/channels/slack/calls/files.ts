import { documentFile } from '#assistant/document-file.ts';
import type { DocumentReply } from '#assistant/turn.ts';
import { calling, SlackBusy } from '#channels/slack/calls/slack-error.ts';
import type { Workspace } from '#channels/slack/calls/workspaces.ts';
import type { SlackFile } from '#channels/slack/receive/heard.ts';
import { visible } from '#foundation/cards/text.ts';
import { readUpTo, textIn } from '#foundation/kernel/read-text.ts';

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
  const bytes = await readUpTo(response.body, FILE_MOST).catch(interrupted);
  return bytes && textIn(bytes);
}

function interrupted(cause: unknown): never {
  throw new SlackBusy(cause instanceof Error ? cause.name : 'unknown');
}

/** Puts a long text into a conversation as a file, which Slack shows, folds and searches. */
export async function uploadDocument(
  { client }: Workspace,
  document: DocumentReply,
  place: { readonly channel: string; readonly thread?: string | undefined },
): Promise<void> {
  const { name, text } = documentFile(document);
  await calling(() =>
    client.filesUploadV2({
      channel_id: place.channel,
      ...(place.thread !== undefined ? { thread_ts: place.thread } : {}),
      filename: name,
      title: visible(document.title),
      content: text,
    } as Parameters<typeof client.filesUploadV2>[0]),
  );
}
