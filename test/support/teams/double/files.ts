import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Payload } from '../fixtures.ts';
import { type Answer, refusal } from './answer.ts';

/** What somebody let the bot put into their files. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  /** Undefined until it came. */
  readonly bytes: Buffer | undefined;
}

/** The files of people, at addresses that need no token. */
export interface Files {
  readonly uploads: readonly Upload[];
  /** An attachment as Teams puts it into a message. */
  share(name: string, content: string | Buffer, url: string): Payload;
  /** Where a file may be put, as consent tells the bot. */
  allowUpload(name: string, url: string): Payload;
  download(pathname: string, headers: IncomingHttpHeaders): Buffer | Answer;
  upload(pathname: string, headers: IncomingHttpHeaders, body: Buffer): Answer;
}

export function createFiles(complain: (complaint: string) => void): Files {
  const shared = new Map<string, Buffer>();
  const uploads: { id: string; name: string; bytes: Buffer | undefined }[] = [];

  function refusedToken(headers: IncomingHttpHeaders): Answer | undefined {
    if (headers.authorization === undefined) return undefined;
    complain('a token was sent to where files lie');
    return refusal(401, 'unauthenticated', 'Access token validation failure.');
  }

  return {
    uploads,
    share(name, content, url) {
      const path = `/files/${shared.size + 1}/${encodeURIComponent(name)}`;
      shared.set(path, Buffer.from(content));
      return {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        content: {
          downloadUrl: `${url}${path}?tempauth=of-the-tests`,
          uniqueId: randomUUID().toUpperCase(),
          fileType: typeOf(name),
        },
        contentUrl: `${url}/personal/dana/Documents/Microsoft Teams Chat Files/${name}`,
        name,
      };
    },
    allowUpload(name, url) {
      const id = randomUUID();
      uploads.push({ id, name, bytes: undefined });
      return {
        contentUrl: `${url}/personal/dana/Documents/Applications/Steward/${name}`,
        name,
        uploadUrl: `${url}/upload/${id}`,
        uniqueId: id.toUpperCase(),
        fileType: typeOf(name),
      };
    },
    download(pathname, headers) {
      const bytes = shared.get(pathname);
      return (
        refusedToken(headers) ?? bytes ?? refusal(404, 'itemNotFound', 'The file is not there.')
      );
    },
    upload(pathname, headers, body) {
      const upload = uploads.find(({ id }) => pathname === `/upload/${id}`);
      if (upload === undefined) return refusal(404, 'itemNotFound', 'No such upload.');
      const refused = refusedToken(headers);
      if (refused !== undefined) return refused;
      const range = `bytes 0-${body.length - 1}/${body.length}`;
      if (body.length === 0 || headers['content-range'] !== range) {
        complain(`content-range is “${headers['content-range']}”, not “${range}”`);
        return refusal(400, 'invalidRange', 'The range of the upload is not that of its bytes.');
      }
      upload.bytes = body;
      return { status: 201, body: { id: upload.id, name: upload.name, size: body.length } };
    },
  };
}

function typeOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
