import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { receiveTurn } from '#channels/web/receive.ts';
import { ask, messageOf, sendTo, startTestChat } from './test-chat.ts';

const id = '6f0f5b3e-3c0a-4b3e-9a54-0a7f1c2d3e4f';
const text = { kind: 'text', text: 'hello' };
const turn = { persona: 'developer', id, content: text };

describe('what is sent as a turn', () => {
  it.each([
    ['no JSON', '{"persona":'],
    ['another kind of JSON', '[]'],
    ['nothing', ''],
    ['of nobody', JSON.stringify({ ...turn, persona: undefined })],
    ['of somebody who is no persona', JSON.stringify({ ...turn, persona: 'boss' })],
    ['of a list of personas', JSON.stringify({ ...turn, persona: ['developer'] })],
    ['without an id', JSON.stringify({ ...turn, id: undefined })],
    ['with an id that is a path', JSON.stringify({ ...turn, id: '../../x' })],
    ['an edit of what is no id', JSON.stringify({ ...turn, edits: "' or 1=1" })],
    ['no content', JSON.stringify({ ...turn, content: undefined })],
    ['an unknown kind', JSON.stringify({ ...turn, content: { kind: 'file' } })],
    ['a text that is none', JSON.stringify({ ...turn, content: { kind: 'text', text: 1 } })],
    ['blank text', JSON.stringify({ ...turn, content: { kind: 'text', text: ' \n' } })],
    [
      'a press on a card without a name',
      JSON.stringify({ ...turn, content: { kind: 'action', action: {}, card: '' } }),
    ],
    ['something that means to be our prototype', `{"__proto__":${JSON.stringify(turn)}}`],
  ])('is refused with words when it is %s', async (_, body) => {
    const chat = await startTestChat();

    const heard = await sendTo(chat, { method: 'POST', path: '/turn', body });

    expect(heard.status).toBe(400);
    expect(messageOf(heard)).toMatch(/^[A-Z].*\.$/);
  });

  it('is refused when it is not text', async () => {
    const chat = await startTestChat();
    const body = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x00, 0x80]);

    const heard = await sendTo(chat, { method: 'POST', path: '/turn', body });

    expect([heard.status, messageOf(heard)]).toEqual([400, 'That is not text in UTF-8.']);
  });

  it.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'application/jsonp' },
    { 'content-type': undefined },
    { 'content-encoding': 'gzip' },
  ])('is refused in another form, which other sites could send: %j', async (headers) => {
    const chat = await startTestChat();

    const heard = await ask(chat, 'hello', headers);

    expect(heard.status).toBe(415);
  });

  it('may name its character set', async () => {
    const chat = await startTestChat();

    const heard = await ask(chat, 'hello', { 'content-type': 'Application/JSON; charset=utf-8' });

    expect(heard.status).toBe(200);
  });
});

describe('the size of a turn', () => {
  it('may be a message of 40,000 characters in any script', async () => {
    const lengths: number[] = [];
    const chat = await startTestChat({
      respond: async ({ content }) => {
        lengths.push(content.kind === 'text' ? content.text.length : 0);
        return [];
      },
    });

    await ask(chat, 'a'.repeat(40_000));
    await ask(chat, '語'.repeat(40_000));
    await ask(chat, '\u0001'.repeat(40_000));

    expect(lengths).toEqual([40_000, 40_000, 40_000]);
  });

  it('is named when a message is longer', async () => {
    const chat = await startTestChat();

    const heard = await ask(chat, 'a'.repeat(40_001));

    expect(heard.status).toBe(413);
    expect(messageOf(heard)).toContain('40,001 characters, and I read at most 40,000');
  });

  it.each([300_000, 5_000_000])('is refused with words at %i bytes', async (size) => {
    const chat = await startTestChat();

    const heard = await ask(chat, 'a'.repeat(size));

    expect(heard.status).toBe(413);
    expect(messageOf(heard)).toContain('256 KB');
  });

  it('is refused at once when the declared size is absurd', async () => {
    const chat = await startTestChat();

    const heard = await declare(chat.port, 'Content-Length: 99999999999');

    expect(heard).toContain('HTTP/1.1 413');
    expect(heard).toContain('Connection: close'.toLowerCase());
  });

  it('is refused when it is not declared and does not end', async () => {
    const chat = await startTestChat();

    const heard = await declare(chat.port, 'Transfer-Encoding: chunked', endlessChunks);

    expect(heard).toContain('HTTP/1.1 413');
  });
});

const anybody = { plays: () => true };

describe('receiveTurn', () => {
  it('takes only the fields it knows', () => {
    const received = receiveTurn(
      { ...turn, personId: 'boss', content: { ...text, x: 1 } },
      99,
      anybody,
    );

    expect(received).toEqual({ kind: 'ok', value: turn });
  });

  it('holds no sign that a database refuses', () => {
    const said = { kind: 'text', text: 'a\0b\ud800c' };

    const received = receiveTurn({ ...turn, content: said }, 99, anybody);

    expect(received).toMatchObject({ value: { content: { text: 'a\ufffdb\ufffdc' } } });
  });

  it('knows an id however it is written', () => {
    const received = receiveTurn({ ...turn, id: id.toUpperCase() }, 99, anybody);

    expect(received).toMatchObject({ value: { id } });
  });
});

/** Opens a turn by hand with the given length header, and gives what is heard back. */
function declare(
  port: number,
  header: string,
  more?: (write: (text: string) => boolean) => void,
): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const host = `127.0.0.1:${port}`;
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `POST /turn HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nContent-Type: application/json\r\n${header}\r\n\r\n`,
      );
      more?.((text) => socket.write(text));
    });
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      socket.end();
    });
    // The server may stop reading while we write: what it said before is what counts.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(heard.toLowerCase().replace('http/1.1', 'HTTP/1.1')));
  });
}

function endlessChunks(write: (text: string) => boolean): void {
  const chunk = `${(65_536).toString(16)}\r\n${'a'.repeat(65_536)}\r\n`;
  for (let sent = 0; sent < 160; sent++) write(chunk);
}
