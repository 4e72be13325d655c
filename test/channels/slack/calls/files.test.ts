import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readFile, uploadDocument } from '#channels/slack/calls/files.ts';
import { SlackBusy } from '#channels/slack/calls/slack-error.ts';
import type { SlackFile } from '#channels/slack/receive/heard.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { slackCalls } from './slack-calls.ts';

const calls = slackCalls();
const MEBIBYTE = 1024 * 1024;

function shared(content: string | Buffer, more: Partial<SlackFile> = {}): SlackFile {
  const { id, name, size, url_private_download } = calls.double.share('a.json', content);
  return { id, name, size, address: url_private_download, ...more };
}

async function read(file: SlackFile, origin = new URL(calls.double.url).origin) {
  return readFile(await calls.workspace(), file, origin);
}

describe('a file that is read', () => {
  it('is fetched with our token, up to a mebibyte', async () => {
    const largest = 'x'.repeat(MEBIBYTE);

    expect(await read(shared('{"ä": 1}'))).toBe('{"ä": 1}');
    expect(await read(shared(largest))).toBe(largest);
    expect(calls.double.calls('file').at(-1)?.token).toBe(slackApp.botToken);
  });

  it.each<[string, string | Buffer]>([
    ['of a byte more', 'x'.repeat(MEBIBYTE + 1)],
    ['with a NUL in it', 'a\0b'],
    ['of no UTF-8', Buffer.from([0xc3, 0x28])],
  ])('is none %s, whatever size it says', async (_what, content) => {
    expect(await read(shared(content, { size: 1 }))).toBeUndefined();
  });

  it('is not asked for when it says that it is too large', async () => {
    const before = calls.double.calls('file').length;

    const text = await read(shared('small', { size: 2 * MEBIBYTE }));

    expect(text).toBeUndefined();
    expect(calls.double.calls('file')).toHaveLength(before);
  });

  it('is empty when it is empty', async () => {
    expect(await read(shared(''))).toBe('');
  });

  it('is none when Slack does not let us', async () => {
    calls.double.fail('file', { status: 404 }, 1);

    expect(await read(shared('text'))).toBeUndefined();
  });

  it('is worth another try when Slack cannot just now', async () => {
    calls.double.fail('file', { status: 502 }, 1);

    await expect(read(shared('text'))).rejects.toBeInstanceOf(SlackBusy);
  });

  it('is none when Slack leads to its page to sign in, and our token does not follow', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: '/sign-in' }).end();
    });
    const origin = await listen(server);

    const text = await read(shared('text', { address: `${origin}/a.json` }), origin);

    expect(text).toBeUndefined();
    expect(asked).toEqual(['/a.json']);
  });

  it('is worth another try when the connection breaks in the middle of it', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '1000' });
      response.write('half of it', () => response.destroy());
    });
    const origin = await listen(server);

    await expect(
      read(shared('text', { address: `${origin}/a.json` }), origin),
    ).rejects.toBeInstanceOf(SlackBusy);
  });

  it('is not fetched from another origin', async () => {
    const before = calls.double.calls('file').length;

    const text = await read(shared('text'), 'https://files.slack.com');

    expect(text).toBeUndefined();
    expect(calls.double.calls('file')).toHaveLength(before);
  });
});

describe('a document that is sent', () => {
  it('is a file with its title, its text and its source', async () => {
    const channel = calls.double.directChannel(calls.double.people.legal.id);
    const reply = {
      kind: 'document',
      title: 'MIT / <License>',
      text: 'Permission is granted to <b>all</b>',
      source: 'SPDX 3.26',
    } as const;

    await uploadDocument(await calls.workspace(), reply, { channel });

    const [file] = calls.double.messages(channel).at(-1)?.files ?? [];
    expect(file).toMatchObject({ title: 'MIT / <License>', name: 'MIT-License.txt' });
    expect(file && (await calls.double.download(file))).toBe(
      'Permission is granted to <b>all</b>\n\nSPDX 3.26\n',
    );
  });

  it('has a name even when its title has no letters', async () => {
    const channel = calls.double.directChannel(calls.double.people.legal.id);
    const reply = { kind: 'document', title: '/../', text: 'x', source: 'y' } as const;

    await uploadDocument(await calls.workspace(), reply, { channel });

    const [file] = calls.double.messages(channel).at(-1)?.files ?? [];
    expect(file?.name).not.toContain('/');
    expect(file?.name).toMatch(/\.txt$/);
  });
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  // A listening TCP server has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
