import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogLevel, SocketModeReceiver, webApi } from '@slack/bolt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readBody } from '../../support/slack/double/read-call.ts';
import { httpDelivery, signatureOf } from '../../support/slack/http-delivery.ts';
import { createSender } from '../../support/slack/sender.ts';
import { slackApp } from '../../support/slack/slack-app.ts';
import {
  type SlackDouble,
  type SlackDoubleOptions,
  startSlackDouble,
} from '../../support/slack/slack-double.ts';
import { startSocketDouble } from '../../support/slack/socket-double.ts';

async function startDouble(
  options: SlackDoubleOptions = {},
): Promise<{ double: SlackDouble; client: webApi.WebClient }> {
  const double = await startSlackDouble(options);
  onTestFinished(() => double.close());
  return { double, client: clientOf(double, slackApp.botToken) };
}

function clientOf(double: SlackDouble, token: string): webApi.WebClient {
  return new webApi.WebClient(token, {
    logLevel: LogLevel.ERROR,
    slackApiUrl: double.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}

describe('the double of Slack', () => {
  it('keeps what is posted, changed and deleted, with its metadata', async () => {
    const { double, client } = await startDouble();
    const channel = double.directChannel(double.people.developer.id);
    const metadata = { event_type: 'steward', event_payload: { key: '1' } };

    const { ts = '' } = await client.chat.postMessage({ channel, text: 'one', metadata });
    await client.chat.postMessage({ channel, text: 'two' });
    await client.chat.update({ channel, ts, text: 'one, changed' });
    const { messages } = await client.conversations.history({
      channel,
      oldest: ts,
      inclusive: true,
      include_all_metadata: true,
    });

    expect(double.messages(channel).map(({ text }) => text)).toEqual(['one, changed', 'two']);
    expect(messages?.at(-1)).toMatchObject({ text: 'one, changed', metadata });
  });

  it('tells members from guests and strangers', async () => {
    const { double, client } = await startDouble();
    const { developer, guest, stranger } = double.people;

    const users = await Promise.all(
      [developer, guest, stranger].map(async ({ id }) => client.users.info({ user: id })),
    );
    const found = await client.users.lookupByEmail({ email: developer.email });

    expect(users.map(({ user }) => user?.is_restricted)).toEqual([false, true, false]);
    expect(users.map(({ user }) => user?.team_id)).toEqual([
      slackApp.teamId,
      slackApp.teamId,
      'T0ELSEWHERE',
    ]);
    expect(found.user?.id).toBe(developer.id);
    expect(found.user?.profile?.email).toBe(developer.email);
  });

  it('refuses tokens that it does not know and such as are revoked', async () => {
    const { double, client } = await startDouble();

    await expect(clientOf(double, 'xoxb-nobody').auth.test()).rejects.toThrow('invalid_auth');
    const known = await client.auth.test();
    double.revoke(slackApp.botToken);
    await expect(client.auth.test()).rejects.toThrow('token_revoked');

    expect(known.team_id).toBe(slackApp.teamId);
    expect(known.user_id).toBe(slackApp.botUserId);
    expect(known.response_metadata?.scopes).toContain('chat:write');
  });

  it('knows the same people in another workspace by its token', async () => {
    const { double } = await startDouble();
    double.allow('xoxb-other', 'T000000002');

    const { team_id } = await clientOf(double, 'xoxb-other').auth.test();

    expect(team_id).toBe('T000000002');
  });

  it('fails as told, so many times', async () => {
    const { double, client } = await startDouble();
    const channel = double.directChannel(double.people.legal.id);
    double.fail('chat.postMessage', { status: 429, retryAfter: 2 }, 1);
    double.fail('chat.postMessage', { error: 'channel_not_found' }, 1);
    double.fail('chat.postMessage', 'lost', 1);
    double.fail('chat.postMessage', 'drop', 1);
    double.fail('chat.postMessage', { status: 500 }, 1);

    const outcomes: unknown[] = [];
    for (const text of ['1', '2', '3', '4', '5', '6']) {
      const outcome = await client.chat.postMessage({ channel, text }).catch((error) => error);
      outcomes.push(outcome.code ?? outcome.ok);
    }

    expect(outcomes).toEqual([
      'slack_webapi_rate_limited_error',
      'slack_webapi_platform_error',
      'slack_webapi_request_error',
      'slack_webapi_request_error',
      'slack_webapi_http_error',
      true,
    ]);
    expect(double.messages(channel).map(({ text }) => text)).toEqual(['3', '6']);
    expect(double.calls('chat.postMessage')).toHaveLength(6);
  });

  it('holds a call that hangs until it is closed', async () => {
    const { double, client } = await startDouble();
    double.fail('auth.test', 'hang');

    const hanging = client.auth.test().catch(() => 'ended');
    const first = await Promise.race([hanging, new Promise((go) => setTimeout(go, 100, 'waits'))]);
    await double.close();

    expect(first).toBe('waits');
    expect(await hanging).toBe('ended');
  });

  it('does not let the bot write where it is no member', async () => {
    const { double, client } = await startDouble();
    const { withBot, withoutBot } = double.channels;

    await client.chat.postMessage({ channel: withBot, text: 'here' });

    await expect(client.chat.postMessage({ channel: withoutBot, text: 'there' })).rejects.toThrow(
      'not_in_channel',
    );
    expect(double.lastMessage(withBot)?.text).toBe('here');
  });

  it('shows a message to one person alone', async () => {
    const { double, client } = await startDouble();
    const user = double.people.developer.id;

    await client.chat.postEphemeral({ channel: double.channels.withBot, user, text: 'only you' });

    expect(double.ephemerals()).toEqual([expect.objectContaining({ user, text: 'only you' })]);
  });

  it('opens a view by a trigger once, and takes homes', async () => {
    const { double, client } = await startDouble();
    const user = double.people.developer.id;
    const title = { type: 'plain_text' as const, text: 'Form' };
    const trigger_id = await double.trigger(user);

    await client.views.open({ trigger_id, view: { type: 'modal', title, blocks: [] } });
    const again = client.views.open({ trigger_id, view: { type: 'modal', title, blocks: [] } });
    await expect(again).rejects.toThrow('exchanged_trigger_id');
    await client.views.publish({ user_id: user, view: { type: 'home', blocks: [] } });

    expect(double.views()).toEqual([expect.objectContaining({ how: 'opened' })]);
    expect(double.home(user)?.type).toBe('home');
  });

  it('takes a file from the bot, and gives one to it', async () => {
    const { double, client } = await startDouble();
    const channel = double.directChannel(double.people.developer.id);
    const shared = double.share('package.json', '{"name":"x"}');
    const headers = { authorization: `Bearer ${slackApp.botToken}` };

    await client.filesUploadV2({
      channel_id: channel,
      filename: 'LICENSE.txt',
      content: 'MIT',
      initial_comment: 'The text',
    });
    const got = await fetch(shared.url_private, { headers });
    const signedOut = await fetch(shared.url_private);

    const file = double.lastMessage(channel)?.files?.[0];
    expect(file).toMatchObject({ name: 'LICENSE.txt' });
    expect(file && (await double.download(file))).toBe('MIT');
    expect(await got.text()).toBe('{"name":"x"}');
    expect(await signedOut.text()).toContain('Sign in');
  });

  it('answers what the emulator lacks', async () => {
    const { double, client } = await startDouble();
    const channel_id = double.directChannel(double.people.developer.id);
    const prompts: [{ title: string; message: string }] = [
      { title: 'MIT', message: 'what is MIT?' },
    ];

    await client.assistant.threads.setStatus({ channel_id, thread_ts: '1.1', status: 'Looking' });
    await client.assistant.threads.setSuggestedPrompts({ channel_id, prompts });
    const { users } = await client.usergroups.users.list({ usergroup: double.userGroup });

    await expect(client.usergroups.users.list({ usergroup: 'S0NONE' })).rejects.toThrow(
      'no_such_subteam',
    );
    await expect(client.apiCall('no.such')).rejects.toThrow('unknown_method');
    expect(users).toEqual([double.people.legal.id, double.people.ospo.id]);
    expect(double.calls('assistant.threads.setStatus')[0]?.args).toMatchObject({
      status: 'Looking',
    });
  });

  it('keeps what is posted to a response address, five times', async () => {
    const { double } = await startDouble();
    const address = double.responseUrl();

    const statuses: number[] = [];
    for (let use = 1; use <= 6; use += 1) {
      const body = JSON.stringify({ text: `${use}` });
      const headers = { 'content-type': 'application/json' };
      statuses.push((await fetch(address, { method: 'POST', headers, body })).status);
    }

    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(double.responses(address)).toHaveLength(5);
  });

  it('complains about what Slack would not show', async () => {
    const { double, client } = await startDouble();
    const channel = double.directChannel(double.people.developer.id);
    const block = (text: string) =>
      ({ type: 'header', text: { type: 'plain_text', text } }) as const;

    await client.chat.postMessage({ channel, text: 'fine', blocks: [block('fine')] });
    const before = [...double.complaints];
    await client.chat.postMessage({ channel, text: 'long', blocks: [block('x'.repeat(151))] });

    expect(before).toEqual([]);
    expect(double.complaints).toHaveLength(1);
  });
});

describe('what Slack sends, as the tests send it', () => {
  it('comes signed, in the form of its kind, and with new ids each time', async () => {
    const heard: Heard[] = [];
    const sender = createSender({ delivery: httpDelivery(await listen(heard), 'a secret') });

    const first = await sender.event('message-im', { text: 'a &lt; b <@U1>', user: 'U1' });
    const second = await sender.event('message-im', {}, {}, { retry: 2 });
    await sender.command('can I?');
    await sender.press('block-actions-message', { user: { id: 'U2' } });

    const [event, , command, press] = heard;
    expect(heard.map(isSignedWell)).toEqual([true, true, true, true]);
    expect(first.sent.event_id).not.toBe(second.sent.event_id);
    expect(JSON.parse(event?.body ?? '')).toMatchObject({
      type: 'event_callback',
      event: {
        user: 'U1',
        blocks: [{ elements: [{ elements: [{ text: 'a < b ' }, { user_id: 'U1' }] }] }],
      },
    });
    expect(heard[1]?.headers['x-slack-retry-num']).toBe('2');
    expect(new URLSearchParams(command?.body).get('text')).toBe('can I?');
    const payload = JSON.parse(new URLSearchParams(press?.body).get('payload') ?? '');
    expect(payload).toMatchObject({ type: 'block_actions', user: { id: 'U2', username: 'dana' } });
    expect(payload.container.message_ts).toBe(payload.message.ts);
  });

  it('comes through a socket and is acknowledged there', async () => {
    const socket = await startSocketDouble();
    const { double } = await startDouble({ socketUrl: socket.url });
    const { client: app } = new SocketModeReceiver({
      appToken: slackApp.appToken,
      clientPingTimeout: 50,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions: { slackApiUrl: double.apiUrl } },
    });
    onTestFinished(async () => {
      await app.disconnect();
      await socket.close();
    });
    app.on('slack_event', ({ ack, type }) => ack(type === 'interactive' ? { text: 'ok' } : {}));
    const sender = createSender({ delivery: socket });

    await app.start();
    const event = await sender.event('app-mention');
    const press = await sender.press('block-actions-home');
    socket.askToReconnect();
    await socket.connection(2);
    socket.drop();
    await socket.connection(3);
    const after = await sender.command('again');

    expect([event.status, press.status, after.status]).toEqual([200, 200, 200]);
    expect(press.body).toBe('{"text":"ok"}');
  });
});

describe('the fast stub', () => {
  it('runs by itself and keeps what is posted', async () => {
    const script = new URL('../../support/slack/fast-stub.ts', import.meta.url).pathname;
    const stub = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void stub.kill());
    const [line] = await once(stub.stdout, 'data');
    const url = `http://127.0.0.1:${Number(String(line))}`;
    const client = new webApi.WebClient('xoxb-any', { slackApiUrl: `${url}/api/` });
    const metadata = { event_type: 'e', event_payload: { key: '7' } };

    const { ts = '' } = await client.chat.postMessage({ channel: 'D1', text: 'a', metadata });
    await client.chat.postMessage({ channel: 'D1', text: 'b', thread_ts: ts });
    await client.chat.update({ channel: 'D1', ts, text: 'c' });
    const history = await client.conversations.history({ channel: 'D1' });
    const replies = await client.conversations.replies({ channel: 'D1', ts });
    const posted = await (await fetch(`${url}/__posted`)).json();

    expect(history.messages).toMatchObject([{ text: 'c', metadata }]);
    expect(replies.messages).toMatchObject([{ text: 'b' }]);
    expect(posted).toMatchObject([{ channel: 'D1', text: 'c' }, { thread_ts: ts }]);
  });
});

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function listen(heard: Heard[]): Promise<string> {
  const server = createServer(async (request, response) => {
    heard.push({ headers: request.headers, body: (await readBody(request)).toString('utf8') });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  // A listening TCP server has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
}

function isSignedWell({ headers, body }: Heard): boolean {
  const timestamp = String(headers['x-slack-request-timestamp']);
  return headers['x-slack-signature'] === signatureOf(body, timestamp, 'a secret');
}
