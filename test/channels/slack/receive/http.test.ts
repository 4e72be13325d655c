import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHttp } from '#channels/slack/receive/http.ts';
import type { Receive } from '#channels/slack/receive.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { fixture } from '../../../support/slack/fixtures.ts';
import { httpDelivery } from '../../../support/slack/http-delivery.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { collectingLog } from '../faults/scene.ts';

async function listen(take: Receive) {
  const { log, lines } = collectingLog();
  const { signingSecret } = slackApp;
  const answer = createHttp({ signingSecret, oauth: {}, receive: take, clock: systemClock, log });
  const others: string[] = [];
  const server = createServer((request, response) => {
    if (answer(request, response)) return;
    others.push(request.url ?? '');
    response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const http = httpDelivery(`${url}/slack/events`, signingSecret);
  return { http, url, port, lines, others };
}

const event = () => ({ body: JSON.stringify(fixture('message-im')) });

describe('what comes over HTTP', () => {
  it('reaches the gate as it was sent, with the count of the retry', async () => {
    const taken: unknown[] = [];
    const { http } = await listen(async ({ body, retryNum, ack }) => {
      taken.push({ body, retryNum });
      await ack();
    });

    const { status } = await http.deliver('events_api', fixture('message-im'), { retry: 2 });

    expect(status).toBe(200);
    expect(taken).toEqual([{ body: fixture('message-im'), retryNum: 2 }]);
  });

  it('is answered with what the acknowledgement says', async () => {
    const { http } = await listen(async ({ ack }) => ack({ response_action: 'clear' }));

    const { body } = await http.deliver('interactive', fixture('view-submission'));

    expect(JSON.parse(body)).toEqual({ response_action: 'clear' });
  });

  it('is answered 503 when no more can be held, so that Slack comes again', async () => {
    const { http, lines } = await listen(async () => {
      throw new StewardError('unavailable', 'no more can be held', { advice: 'Try again.' });
    });

    const { status } = await http.raw(event());

    expect(status).toBe(503);
    expect(lines).toMatchObject([{ level: 'warn', fields: { code: 'unavailable' } }]);
  });

  it('is answered 500 when we broke, and nothing of it is logged', async () => {
    const { http, lines } = await listen(async ({ body }) => {
      throw new TypeError(JSON.stringify(body));
    });

    const { status } = await http.raw(event());

    expect(status).toBe(500);
    expect(lines).toMatchObject([{ level: 'error', fields: { code: 'bug' } }]);
    expect(JSON.stringify(lines)).not.toContain('left-pad');
  });

  it('is answered once when we broke after the acknowledgement', async () => {
    const { http } = await listen(async ({ ack }) => {
      await ack();
      throw new TypeError('too late');
    });

    const { status } = await http.raw(event());

    expect(status).toBe(200);
  });

  it('is not for us outside our own addresses', async () => {
    const { url, others } = await listen(async ({ ack }) => ack());

    const answers = await Promise.all(
      ['/', '/slackers', '/api/slack/events', '/slack'].map((path) => fetch(`${url}${path}`)),
    );

    expect(answers.map(({ status }) => status)).toEqual([418, 418, 418, 418]);
    expect(others).toHaveLength(4);
  });

  it('is answered 404 at addresses that are none', async () => {
    const { port } = await listen(async ({ ack }) => ack());

    const answers = await Promise.all(
      ['/slack//', '/slack/%', '/slack/events/../x', '/slack/?events', '/slack/\\'].map((path) =>
        statusOf(port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      ),
    );

    expect(answers).toEqual(answers.map(() => 404));
  });

  it('does no harm when whoever sent it hangs up in the middle', async () => {
    const { http, port } = await listen(async ({ ack }) => ack());
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"half":');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));

    const { status } = await http.raw(event());

    expect(status).toBe(200);
  });
});

/** Of a request that no client would send. */
function statusOf(port: number, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => resolve(Number(text.split(' ')[1])));
    socket.on('error', reject);
  });
}
