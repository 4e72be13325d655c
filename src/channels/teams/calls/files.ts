import { z } from 'zod';
import { documentFile } from '#assistant/document-file.ts';
import type { DocumentReply } from '#assistant/turn.ts';
import type { Connector, Message } from '#channels/teams/connect/connector.ts';
import { TeamsBusy, TeamsRefusal } from '#channels/teams/connect/teams-error.ts';
import type { ConsentHeard, TeamsFile } from '#channels/teams/receive/heard.ts';
import { visible } from '#foundation/cards/text.ts';
import { readUpTo, textIn } from '#foundation/kernel/read-text.ts';

/** Bytes of a file that is read; of a larger one only the name is looked at. */
const FILE_MOST = 1024 * 1024;
const PATIENCE_MS = 20_000;

/** Whether files of Teams lie at an address: nothing is fetched from or sent to any other. */
export type IsFileAddress = (address: string) => boolean;

/**
 * The text of a file that somebody sent; undefined when it is none, too large, or elsewhere. Its address is a key by
 * itself, so our token does not go along.
 */
export async function readFile(
  { address }: TeamsFile,
  isFileAddress: IsFileAddress,
): Promise<string | undefined> {
  if (address === undefined || !isFileAddress(address)) return undefined;
  const response = await fetch(address, {
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(interrupted);
  if (response.status >= 500 || response.status === 429) {
    await response.body?.cancel();
    throw new TeamsBusy(`status ${response.status}`);
  }
  const declared = Number(response.headers.get('content-length') ?? 0);
  if (!response.ok || declared > FILE_MOST) {
    await response.body?.cancel();
    return undefined;
  }
  const bytes = await readUpTo(response.body, FILE_MOST).catch(interrupted);
  return bytes && textIn(bytes);
}

/** The words by which a document is had again when somebody wants it: what was said or pressed for it. */
export const DocumentContext = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().max(2000) }),
  z.object({ kind: z.literal('action'), action: z.string().max(2000) }),
]);
export type DocumentContext = z.infer<typeof DocumentContext>;

/** Asks whether a document may be put into somebody's own space: Teams lets no bot do so unasked. */
export async function askConsent(
  connector: Connector,
  conversation: string,
  document: DocumentReply,
  context: DocumentContext,
): Promise<void> {
  const { name, text } = documentFile(document);
  const title = visible(document.title);
  await connector.send(conversation, {
    type: 'message',
    summary: title,
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.card.file.consent',
        name,
        content: {
          description: title,
          sizeInBytes: Buffer.byteLength(text),
          acceptContext: context,
          declineContext: context,
        },
      },
    ],
  });
}

/** Puts the document where they said, and gives the message that leads to it. */
export async function putDocument(
  document: DocumentReply,
  upload: NonNullable<ConsentHeard['upload']>,
  isFileAddress: IsFileAddress,
): Promise<Message> {
  const { address, contentUrl, uniqueId, fileType } = upload;
  const { name, text } = documentFile(document);
  if (!isFileAddress(address)) throw new TeamsRefusal(403, 'FilesElsewhere');
  const bytes = Buffer.from(text, 'utf8');
  const response = await fetch(address, {
    method: 'PUT',
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
    },
    body: bytes,
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(interrupted);
  await response.body?.cancel();
  if (!response.ok) {
    const passes = response.status >= 500 || response.status === 429;
    throw passes
      ? new TeamsBusy(`status ${response.status}`)
      : new TeamsRefusal(response.status, 'Upload');
  }
  return {
    type: 'message',
    summary: visible(document.title),
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.card.file.info',
        name,
        contentUrl,
        content: { uniqueId, fileType },
      },
    ],
  };
}

function interrupted(cause: unknown): never {
  throw new TeamsBusy(cause instanceof Error ? cause.name : 'unknown');
}
