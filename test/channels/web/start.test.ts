import { Agent } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { webLimits } from '#channels/web/limits.ts';
import { sampleCards } from '../../support/sample-cards.ts';
import { ask, replyOf, sendTo, startTestChat } from './test-chat.ts';

describe('where it listens', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', 'example.org', ''])(
    'refuses a host that others reach: %j',
    async (host) => {
      await expect(startTestChat({ host })).rejects.toMatchObject({
        name: 'StewardError',
        code: 'misconfigured',
      });
    },
  );

  it('takes the next free port when the wanted one is taken, and says which was wanted', async () => {
    const first = await startTestChat();

    const second = await startTestChat({ port: first.port });

    expect(second.wantedPort).toBe(first.port);
    expect(second.port).toBeGreaterThan(first.port);
    expect((await sendTo(second, { path: '/healthz' })).status).toBe(200);
  });

  it('says so when none of the ports is free', async () => {
    await startTestChat({ port: 65_535 });

    await expect(startTestChat({ port: 65_535 })).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('gives an address to open, by the name it was given', async () => {
    const named = await startTestChat({ host: 'localhost' });
    const numbered = await startTestChat();

    expect(named.url).toBe(`http://localhost:${named.port}`);
    expect(numbered.url).toBe(`http://127.0.0.1:${numbered.port}`);
  });
});

describe('the page', () => {
  it('is small, with everything it needs', async () => {
    const chat = await startTestChat();

    const page = await sendTo(chat, {});
    const needed = [...page.body.matchAll(/(?:href|src)="(\/[^"?]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    const files = await Promise.all([...new Set(needed)].map((path) => sendTo(chat, { path })));

    expect(files.length).toBeGreaterThan(2);
    expect(files.filter((file) => file.status !== 200)).toEqual([]);
    const size = [page, ...files].reduce((sum, { body }) => sum + body.length, 0);
    expect(size).toBeLessThan(150 * 1024);
  });

  it('shows the name of the office and the examples as text', async () => {
    const chat = await startTestChat({ officeName: 'R&D <OSPO>', examples: ['<b>?</b>'] });

    const { body } = await sendTo(chat, {});

    expect(body).toContain('R&amp;D &lt;OSPO');
    expect(body).not.toContain('<b>');
  });
});

describe('a connection that only takes up room', () => {
  it('is ended when the headers do not come', async () => {
    const limits = { ...webLimits, headersTime: 200, requestTime: 400 };
    const chat = await startTestChat({ limits });

    const ended = await slowly(chat.port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${chat.port}\r\n`);

    expect(ended).toContain('408');
  });

  it('is ended when the body does not come', async () => {
    const limits = { ...webLimits, headersTime: 200, requestTime: 400 };
    const chat = await startTestChat({ limits });
    const host = `127.0.0.1:${chat.port}`;

    const ended = await slowly(
      chat.port,
      `POST /turn HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );

    expect(ended).toContain('408');
  });

  it('is refused when its headers are too large', async () => {
    const chat = await startTestChat();

    const heard = await sendTo(chat, { headers: { cookie: 'x'.repeat(20_000) } });

    expect(heard.status).toBe(431);
  });
});

describe('closing', () => {
  it('finishes the answer in flight, takes nothing new, and can be asked for twice', async () => {
    let finish = () => {};
    const started = Promise.withResolvers<void>();
    const chat = await startTestChat({
      respond: () =>
        new Promise((resolve) => {
          finish = () => resolve([replyOf(sampleCards.bare)]);
          started.resolve();
        }),
    });
    const inFlight = ask(chat, 'one');
    await started.promise;

    const closed = Promise.all([chat.close(), chat.close()]);
    const late = ask(chat, 'two').catch((error: NodeJS.ErrnoException) => error.code);
    finish();

    expect((await inFlight).status).toBe(200);
    expect(await late).toBe('ECONNREFUSED');
    await closed;
  });

  it('does not wait for a browser that keeps its connection open', async () => {
    const limits = { ...webLimits, idleTime: 60_000, closeTime: 60_000 };
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const respond = async () => {
      started.resolve();
      await finish.promise;
      return [replyOf(sampleCards.bare)];
    };
    const chat = await startTestChat({ respond, limits });
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const inFlight = ask(chat, 'one', {}, agent);
    await started.promise;

    const closed = chat.close();
    finish.resolve();
    await closed;

    expect((await inFlight).status).toBe(200);
  });

  it('does not wait for ever', async () => {
    const limits = { ...webLimits, closeTime: 50 };
    const started = Promise.withResolvers<void>();
    const respond = () => {
      started.resolve();
      return new Promise<never>(() => {});
    };
    const chat = await startTestChat({ respond, limits });
    const inFlight = ask(chat, 'one').catch((error: NodeJS.ErrnoException) => error.code);
    await started.promise;

    await chat.close();

    expect(await inFlight).toBe('ECONNRESET');
  });
});

/** Sends the beginning of a request and nothing more; gives what comes back until the end. */
function slowly(port: number, beginning: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(beginning));
    onTestFinished(() => {
      socket.destroy();
    });
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(heard));
  });
}
