import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startOfficeInSlack } from '../../../support/slack/office-in-slack.ts';
import { directOf, eventually, type Scene, slackScenes } from './scene.ts';

const scenes = slackScenes();
const { open } = scenes;

async function sendFileWith(slack: Scene, change: Readonly<Record<string, unknown>>) {
  const { id } = slack.double.people.developer;
  const file = { ...slack.double.share('marzipan.json', '{"a":1}'), user: id, ...change };
  const channel = directOf(slack.double, 'developer');
  const event = { user: id, channel, text: '', files: [file] };
  const exchange = await slack.sender.event('message-im-with-file', event);
  await slack.idle();
  return exchange;
}

const downloads = (slack: Scene) => slack.double.calls('file').length;

describe('a file that somebody sends', () => {
  it('is read with our token from Slack', async () => {
    const slack = await open();

    await sendFileWith(slack, {});

    expect(slack.turns).toMatchObject([
      { content: { kind: 'file', name: 'marzipan.json', text: '{"a":1}' } },
    ]);
  });

  it.each([
    ['a larger one by its name alone', { size: 2 * 1024 * 1024 }],
    ['one without an address by its name alone', { url_private_download: undefined }],
    ['one with no address at all by its name alone', { url_private_download: 'marzipan' }],
  ])('is known: %s, without a download', async (_which, change) => {
    const slack = await open();
    const before = downloads(slack);

    await sendFileWith(slack, change);

    expect(slack.turns).toEqual([
      expect.objectContaining({ content: { kind: 'file', name: 'marzipan.json' } }),
    ]);
    expect(downloads(slack)).toBe(before);
  });

  it('is known by its name alone when it is larger than it says', async () => {
    const slack = await open();
    const { url_private_download } = slack.double.share('big.json', 'x'.repeat(1_200_000));

    await sendFileWith(slack, { url_private_download, size: 10 });

    expect(slack.turns[0]?.content).toEqual({ kind: 'file', name: 'marzipan.json' });
  });

  it('is known by its name alone when it is no text', async () => {
    const slack = await open();
    const { url_private_download } = slack.double.share('a.bin', Buffer.from([0xff, 0xfe, 0, 1]));

    await sendFileWith(slack, { url_private_download });

    expect(slack.turns[0]?.content).toEqual({ kind: 'file', name: 'marzipan.json' });
  });

  it('is not fetched from another host, and our token goes nowhere', async () => {
    const slack = await open();
    const asked: unknown[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.headers);
      response.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void elsewhere.close());
    // A listening TCP server has an address with a port.
    const { port } = elsewhere.address() as AddressInfo;

    for (const address of [
      `http://127.0.0.1:${port}/files-pri/T1-F1/a.json`,
      `http://127.0.0.1:${port}@127.0.0.1/a.json`,
      `${slack.double.url.replace('http:', 'https:')}/files-pri/a`,
      'file:///etc/hostname',
      'data:application/json,{}',
    ]) {
      await sendFileWith(slack, { url_private_download: address });
    }

    expect(asked).toEqual([]);
    expect(slack.turns).toHaveLength(5);
    for (const { content } of slack.turns) {
      expect(content).toEqual({ kind: 'file', name: 'marzipan.json' });
    }
  });

  it('is known by its name alone when Slack shows its page to sign in', async () => {
    const slack = await open();
    const { url } = slack.double;

    await sendFileWith(slack, { url_private_download: `${url}/oauth/v2/authorize` });

    expect(slack.turns[0]?.content).toEqual({ kind: 'file', name: 'marzipan.json' });
  });

  it.each([
    ['503', { status: 503 }],
    ['the end of the connection', 'drop' as const],
  ])('is fetched again after %s', async (_what, fault) => {
    const slack = await open();
    slack.double.fail('file', fault, 1);

    await sendFileWith(slack, {});
    await eventually(() => slack.turns.length > 0);
    await slack.idle();

    expect(slack.turns).toHaveLength(1);
    expect(slack.turns[0]?.content).toMatchObject({ text: '{"a":1}' });
  });

  it('is answered kindly when nothing can be read of it', async () => {
    const office = await startOfficeInSlack(scenes.store.database, { double: scenes.double });
    office.double.fail('file', { status: 403 }, 1);

    await office.sendFile('developer', 'package.json', '{}');
    await office.settled();

    const said = office.double.lastMessage(directOf(office.double, 'developer'));
    expect(said?.text).toContain('package.json');
    expect(said?.text.toLowerCase()).toMatch(/could not|cannot|can’t|can't/);
  });
});
