import type { ServerResponse } from 'node:http';

/** A file as Slack puts it in a message; the fields that apps read. */
export interface SharedFile {
  readonly id: string;
  readonly created: number;
  readonly timestamp: number;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly filetype: string;
  readonly pretty_type: string;
  readonly size: number;
  readonly mode: string;
  readonly is_external: boolean;
  readonly external_type: string;
  readonly is_public: boolean;
  readonly file_access: string;
  readonly url_private: string;
  readonly url_private_download: string;
  readonly permalink: string;
}

/** Files that people share with the bot. */
export interface SharedFiles {
  share(name: string, content: string | Buffer, baseUrl: string): SharedFile;
  /** False when there is no such file of a person's. */
  answer(path: string, isAllowed: boolean, response: ServerResponse): boolean;
}

export function createSharedFiles(): SharedFiles {
  const contents = new Map<string, Buffer>();
  return {
    share(name, content, baseUrl) {
      const bytes = Buffer.from(content);
      const id = `F0SHARED${String(contents.size + 1).padStart(3, '0')}`;
      const path = `/files-pri/${slackTeam}-${id}/${encodeURIComponent(name)}`;
      contents.set(path, bytes);
      const address = `${baseUrl}${path}`;
      const type = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
      const at = Math.floor(Date.now() / 1000);
      return {
        id,
        created: at,
        timestamp: at,
        name,
        title: name,
        mimetype: type === 'json' ? 'application/json' : 'text/plain',
        filetype: type === 'json' ? 'javascript' : type,
        pretty_type: 'Plain Text',
        size: bytes.length,
        mode: 'snippet',
        is_external: false,
        external_type: '',
        is_public: false,
        file_access: 'visible',
        url_private: address,
        url_private_download: address,
        permalink: `https://example.slack.com/files/U/${id}/${encodeURIComponent(name)}`,
      };
    },
    answer(path, isAllowed, response) {
      const bytes = contents.get(path);
      if (bytes === undefined) return false;
      // Without the right token Slack shows its page to sign in: 200, and no file.
      response.writeHead(200, { 'content-type': isAllowed ? 'text/plain' : 'text/html' });
      response.end(isAllowed ? bytes : '<!doctype html><title>Sign in</title>');
      return true;
    },
  };
}

const slackTeam = 'T000000001';
