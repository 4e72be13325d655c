import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Respond } from '#assistant/turn.ts';
import type { PageMessage } from '#channels/web/conversation/draw-message.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { openOwnDatabase } from '../../support/database.ts';
import { accountOf } from '../../support/persona.ts';
import { able, type Chat, type Lack } from '../contract/chat.ts';
import { contractCard, decided } from '../contract/script.ts';
import { describeChannel } from '../contract.ts';
import {
  post,
  readChat,
  say,
  sendTo,
  startTestChat,
  type TurnAnswer,
  takeTurn,
} from './test-chat.ts';

const lacks: readonly Lack[] = [
  {
    abilities: ['directory'],
    because: 'its personas are nobody’s accounts',
    instead: 'finds them by their id alone, and knows no group',
    async check(start) {
      const { channel } = able(await start(async () => []), 'sends');

      expect(await channel.lookUp('developer@example.com')).toBeUndefined();
      expect(await channel.find('developer')).toEqual(accountOf('developer'));
      expect(await channel.find('nobody')).toBeUndefined();
      expect(await channel.membersOf('developer')).toBeUndefined();
    },
  },
  {
    abilities: ['places'],
    because: 'each of its conversations is with one person',
    instead: 'has no place to post in',
    async check(start) {
      const { channel } = able(await start(async () => []), 'sends');

      expect(channel.places).toBeUndefined();
    },
  },
  {
    abilities: ['aging'],
    because: 'its messages are its own',
    instead: 'changes a card however old it is',
    async check() {
      const clock = movableClock(new Date('2026-01-01T09:00:00Z'));
      const { channel } = await startTestChat({ clock });
      const to = { platform: 'persona', externalId: 'developer' };
      const sent = await channel.send(to, contractCard, { key: 'n', isRetry: false });
      clock.advance(10 * 365 * 24 * 60 * 60 * 1000);

      const changed = await channel.change(sent.kind === 'sent' ? sent.message : '', decided);

      expect(changed).toEqual({ kind: 'changed' });
    },
  },
  {
    abilities: ['faults', 'looksBack'],
    because: 'there is nothing but the database between it and its pages',
    instead: 'asks for another try when the database is away',
    async check() {
      const own = await openOwnDatabase();
      const { channel } = await startTestChat({ db: own.database.db });
      await own.remove();
      const to = { platform: 'persona', externalId: 'developer' };

      const sending = channel.send(to, contractCard, { key: 'n', isRetry: false });

      await expect(sending).rejects.toMatchObject({ code: 'unavailable' });
    },
  },
];

describeChannel('the web chat', { start, lacks });

async function start(respond: Respond): Promise<Chat> {
  const chat = await startTestChat({ respond });
  let last: TurnAnswer | undefined;

  /** The page sends what is typed on all pages. */
  async function turnPage(typed: Readonly<Record<string, string>>, go: 'next' | 'back' | 'send') {
    const { name: form, context, page, html = '' } = last?.form ?? {};
    const answers = { ...heldIn(html), ...typed };
    const sent = { persona: 'developer', id: randomUUID(), form, context, answers, page, go };
    const heard = await post(chat, '/form', sent);
    last = JSON.parse(heard.body);
  }

  return {
    async say(text) {
      last = await takeTurn(chat, { content: say(text) });
    },
    async cards() {
      const { messages } = await readChat(chat);
      return messages
        .filter(({ author, kind }) => author === 'steward' && kind === 'card')
        .map((message) => ({
          text: message.text,
          buttons: buttonsOf(message).map(({ label }) => label),
          handle: message,
        }));
    },
    presses: {
      async press({ handle }, label) {
        // The handle is what `cards` put there.
        const message = handle as PageMessage;
        const button = buttonsOf(message).find((one) => one.label === label);
        const content = { kind: 'action', action: button?.action, card: message.id };
        last = await takeTurn(chat, { content });
      },
    },
    forms: {
      async form() {
        const html = last?.form?.html;
        return html === undefined ? undefined : { text: wordsOf(html), held: heldIn(html) };
      },
      async fill(answers) {
        const { page = 0, pages = 1 } = last?.form ?? {};
        await turnPage(answers, page < pages - 1 ? 'next' : 'send');
      },
      goBack: (answers) => turnPage(answers, 'back'),
    },
    files: {
      async send(name, text) {
        const query = new URLSearchParams({ persona: 'developer', id: randomUUID(), name });
        const headers = { 'content-type': 'application/octet-stream' };
        await sendTo(chat, { method: 'POST', path: `/file?${query}`, headers, body: text });
      },
    },
    documents: {
      async shown() {
        const { title, text } = last?.document ?? {};
        return title === undefined || text === undefined ? [] : [{ title, text }];
      },
    },
    sends: {
      channel: chat.channel,
      to: { platform: 'persona', externalId: 'developer' },
    },
  };
}

function buttonsOf({ html }: PageMessage): readonly { label: string; action: unknown }[] {
  return [...html.matchAll(/<button [^>]*data-action="([^"]*)"[^>]*>([^<]*)</g)].map(
    ([, action = '', label = '']) => ({ label: plain(label), action: JSON.parse(plain(action)) }),
  );
}

/** What the page holds, in its inputs and hidden in it for the other pages. */
function heldIn(html: string): Readonly<Record<string, string>> {
  const held: Record<string, string> = {};
  for (const [, name = '', words = ''] of html.matchAll(
    /<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)</g,
  )) {
    held[name] = plain(words);
  }
  for (const [input] of html.matchAll(/<input [^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(input)?.[1] ?? '';
    const isChoice = /type="(radio|checkbox)"/.test(input);
    if (isChoice && !/ checked\b/.test(input)) continue;
    held[name] = plain(/ value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  return held;
}

function wordsOf(html: string): string {
  return plain(html.replace(/<[^>]*>/g, ' '));
}

function plain(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
