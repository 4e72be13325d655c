import { describe, expect, it } from 'vitest';
import { isLoopback } from '#foundation/kernel/is-loopback.ts';
import { ask, messageOf, sendTo, startTestChat } from '../test-chat.ts';

describe('the Host header', () => {
  it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]', '127.0.0.2'])(
    'may name this machine: %s',
    async (name) => {
      const chat = await startTestChat();

      const page = await sendTo(chat, { headers: { host: `${name}:${chat.port}` } });

      expect(page.status).toBe(200);
    },
  );

  it.each([
    'evil.example:PORT',
    'localhost.evil.example:PORT',
    '127.0.0.1.evil.example:PORT',
    'localhost.:PORT',
    '127.0.0.1',
    'localhost:1',
    '0.0.0.0:PORT',
    '127.1:PORT',
    '127.0.0.256:PORT',
    '127.0.0.01:PORT',
    '2130706433:PORT',
    'user@localhost:PORT',
    '[::ffff:127.0.0.1]:PORT',
    ':PORT',
    '',
  ])('may name nothing else, for a name server can point anywhere: %j', async (host) => {
    const chat = await startTestChat();
    const headers = { host: host.replace('PORT', String(chat.port)) };

    const page = await sendTo(chat, { headers });
    const turn = await ask(chat, 'hello', headers);

    expect([page.status, turn.status]).toEqual([403, 403]);
    expect(messageOf(page)).toContain(`http://127.0.0.1:${chat.port}/`);
  });

  it('must be there', async () => {
    const chat = await startTestChat();

    const page = await sendTo(chat, { headers: { host: undefined } });

    expect(page.status).toBe(400);
  });
});

describe('the origin of what is sent', () => {
  it('may be our own page, at the name it was opened by', async () => {
    const chat = await startTestChat();
    const host = `localhost:${chat.port}`;

    const turn = await ask(chat, 'hello', { host, origin: `http://${host}` });

    expect(turn.status).toBe(200);
  });

  it.each([
    'http://evil.example',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1:1',
    'http://127.0.0.1',
    'http://localhost:PORT',
    'null',
    '',
    undefined,
  ])('may be no other: %j', async (origin) => {
    const chat = await startTestChat();

    const turn = await ask(chat, 'hello', { origin: origin?.replace('PORT', String(chat.port)) });

    expect(turn.status).toBe(403);
  });

  it.each(['cross-site', 'same-site', 'anything'])(
    'is also read from Sec-Fetch-Site: %s is refused',
    async (site) => {
      const chat = await startTestChat();

      const turn = await ask(chat, 'hello', { 'sec-fetch-site': site });

      expect(turn.status).toBe(403);
    },
  );

  it.each(['same-origin', 'none'])('is also read from Sec-Fetch-Site: %s may', async (site) => {
    const chat = await startTestChat();

    const turn = await ask(chat, 'hello', { 'sec-fetch-site': site });

    expect(turn.status).toBe(200);
  });
});

describe('what is only read', () => {
  it.each([
    ['/events', 'cors'],
    ['/events', 'navigate'],
    ['/conversation?persona=developer', 'no-cors'],
    ['/app/main.js', 'no-cors'],
    ['/', 'cors'],
  ])('is not for the pages of other sites: %s by %s', async (path, mode) => {
    const chat = await startTestChat();
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode };

    const heard = await sendTo(chat, { path, headers });

    expect([heard.status, messageOf(heard)]).toEqual([403, 'This is only for our own page.']);
  });

  it('may be linked to, if it is the page', async () => {
    const chat = await startTestChat();
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };

    const page = await sendTo(chat, { path: '/?persona=ospo', headers });

    expect(page.status).toBe(200);
  });
});

describe('isLoopback', () => {
  it('knows the names of this machine', () => {
    const hosts = ['127.0.0.1', '127.255.255.254', '::1', 'localhost'];

    expect(hosts.filter(isLoopback)).toEqual(hosts);
  });

  it.each([
    '0.0.0.0',
    '::',
    '',
    '192.168.1.1',
    'example.org',
    '127.1',
    '::ffff:127.0.0.1',
    '[::1]',
  ])('takes nothing else for it: %j', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
