import type { AddressInfo } from 'node:net';
import { argv, stdout } from 'node:process';
import { App, HTTPReceiver } from '@slack/bolt';
import { slackApp } from '../slack-app.ts';

/** A bare Bolt app, as Bolt's own first example: what any app costs. Run by itself, with the Web API's address. */
const { signingSecret, botToken: token } = slackApp;
const app = new App({
  token,
  receiver: new HTTPReceiver({ signingSecret }),
  clientOptions: { slackApiUrl: argv[2] ?? '' },
});
app.message(async ({ message, say }) => {
  if ('text' in message && message.text !== undefined) await say(message.text);
});
const server = await app.start(0);
// A listening TCP server has an address with a port.
stdout.write(`${(server.address() as AddressInfo).port}\n`);
