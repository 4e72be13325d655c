import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type Log, type LogFields, silentLog } from '#foundation/kernel/log.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { ask, messageOf, replyOf, sendTo, startTestChat } from '../test-chat.ts';

describe('every answer', () => {
  it.each(['/', '/app/main.js', '/style.css', '/healthz', '/conversation', '/nothing'])(
    'carries the security headers: %s',
    async (path) => {
      const chat = await startTestChat();

      const { headers } = await sendTo(chat, { path });

      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('x-powered-by');
    },
  );

  it('is clear about an address or a method that is not there', async () => {
    const chat = await startTestChat();

    const nowhere = await sendTo(chat, { path: '/../../etc/passwd' });
    const wrongly = await sendTo(chat, { path: '/turn' });
    const removed = await sendTo(chat, { method: 'DELETE', path: '/' });

    expect([nowhere.status, wrongly.status, removed.status]).toEqual([404, 405, 405]);
    expect([wrongly.headers.allow, removed.headers.allow]).toEqual(['POST', 'GET']);
    expect(messageOf(nowhere)).toBe('There is nothing at this address.');
  });

  it('to HEAD is that of GET without the body', async () => {
    const chat = await startTestChat();

    const head = await sendTo(chat, { method: 'HEAD', path: '/healthz' });

    expect(head).toMatchObject({ status: 200, body: '' });
  });
});

describe('a further address', () => {
  it('is served behind the same checks', async () => {
    const answer = (_request: unknown, response: ServerResponse) => void response.end('metrics');
    const chat = await startTestChat({ routes: [{ method: 'GET', path: '/metrics', answer }] });

    const fine = await sendTo(chat, { path: '/metrics' });
    const foreign = await sendTo(chat, { path: '/metrics', headers: { host: 'evil.example' } });

    expect([fine.body, foreign.status]).toEqual(['metrics', 403]);
    expect(fine.headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('a failure', () => {
  it('gives the person a reference that is in the log, and the log nothing of what was typed', async () => {
    const { log, lines } = recordingLog();
    const respond = async () => {
      throw new TypeError('cannot read "my secret"');
    };
    const chat = await startTestChat({ respond, log });

    const heard = await ask(chat, 'my secret');

    const { error } = JSON.parse(heard.body);
    expect(heard.status).toBe(500);
    expect(error.message).toContain(error.reference);
    expect(lines).toEqual([expect.objectContaining({ reference: error.reference })]);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('of the database is said to pass: what was sent may be sent again', async () => {
    const failing = () => {
      throw new StewardError('unavailable', 'full', { advice: 'The disk is full.' });
    };
    const chat = await startTestChat({
      routes: [{ method: 'GET', path: '/failing', answer: failing }],
    });

    const heard = await sendTo(chat, { path: '/failing' });

    const { error } = JSON.parse(heard.body);
    expect(heard.status).toBe(503);
    expect(error.readOnly).toBe(true);
    expect(error.message).toBe(`The disk is full. Reference: ${error.reference}.`);
  });

  it('leaves the chat in order for the next one', async () => {
    let calls = 0;
    const chat = await startTestChat({
      respond: async () => {
        calls += 1;
        if (calls === 1) throw new Error('once');
        return [replyOf(sampleCards.bare)];
      },
    });

    const statuses = [(await ask(chat, 'one')).status, (await ask(chat, 'two')).status];

    expect(statuses).toEqual([500, 200]);
  });
});

function recordingLog(): { log: Log; lines: LogFields[] } {
  const lines: LogFields[] = [];
  const log = { ...silentLog, error: (fields: LogFields) => void lines.push(fields) };
  return { log, lines };
}
