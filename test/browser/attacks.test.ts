import { createServer } from 'node:http';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Respond } from '#assistant/turn.ts';
import type { Card } from '#foundation/cards/card.ts';
import { link } from '#foundation/cards/text.ts';
import { replyOf } from '../channels/web/test-chat.ts';
import { sampleCards } from '../support/sample-cards.ts';
import { sampleForms } from '../support/sample-forms.ts';
import { askOn, saidOn, say, useBrowser } from './page-in-browser.ts';

const openPage = useBrowser();

const hostile = [
  '<img src=x onerror="window.hacked=1"><b>bold</b>',
  '<script>window.hacked=1</script>',
  '<style>*{display:none}</style>',
  '"><svg/onload=window.hacked=1>',
  '</p></div><iframe src="javascript:parent.hacked=1"></iframe>',
  '{{constructor.constructor("window.hacked=1")()}}',
  'javascript:window.hacked=1',
  '*not bold* `not code` [not a link](javascript:window.hacked=1)',
];

describe('text that tries to be more', () => {
  it.each(hostile)(
    'stays text in what is said, in titles, in parts and on buttons: %s',
    async (text) => {
      const respond: Respond = async () => [replyOf(cardOf(text))];
      const { page, complaints } = await openPage({
        chat: {
          respond,
          inbox: async () => [{ id: crypto.randomUUID(), card: cardOf(text), at: new Date() }],
        },
        context: { viewport: { width: 1280, height: 800 } },
      });

      await askOn(page, text);
      await page.reload();
      await page.locator('.log .card').waitFor();

      expect(await saidOn(page)).toEqual([`person: ${text}`, `steward: ${text}`]);
      expect(await page.locator('.log .button').textContent()).toBe(text);
      expect(await page.locator('#details h3').first().textContent()).toBe(text);
      expect(await page.locator('#inbox h2').nth(1).textContent()).toBe(text);
      expect(await intruders(page)).toBe(0);
      expect(complaints).toEqual([]);
    },
  );

  it('stays text in a form, in a long text, and in the name of a file', async () => {
    const respond: Respond = async ({ content }) => {
      if (content.kind === 'file') return [replyOf(sampleCards.markup)];
      if (content.kind === 'text' && content.text === 'text') {
        return [
          {
            kind: 'document',
            title: '<b>x</b>',
            text: hostile.join('\n'),
            source: [link('<i>', 'javascript:1')],
          },
        ];
      }
      const { form, kept, errors } = sampleForms.markup;
      return [{ kind: 'form', form, context: 1, kept, errors }];
    };
    const { page, complaints } = await openPage({ chat: { respond } });

    const name = '<img src=x onerror=window.hacked=1>.json';
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from('x') });
    await page.locator('.log .card').waitFor();
    await say(page, 'form');
    await page.getByRole('dialog').waitFor();
    const inForm = await intruders(page);
    await page.keyboard.press('Escape');
    await say(page, 'text');
    await page.getByRole('dialog', { name: '<b>x</b>' }).waitFor();

    expect([inForm, await intruders(page)]).toEqual([0, 0]);
    expect(await page.locator('.file-name').textContent()).toContain('<img src=x');
    expect(complaints).toEqual([]);
  });

  it('cannot turn the reading round: what overrides a direction is shown as a sign', async () => {
    const { page } = await openPage();

    await askOn(page, 'a\u202egnp.exe \u2066x');
    await page.reload();
    await page.locator('.card').waitFor();

    expect(await page.locator('.words').textContent()).toBe('a\ufffdgnp.exe \ufffdx');
  });

  it('of a megabyte without a space neither breaks the page nor widens it', async () => {
    const word = 'w'.repeat(1024 * 1024);
    const respond: Respond = async () => [replyOf(cardOf(word))];
    const { page } = await openPage({
      chat: { respond },
      context: { viewport: { width: 360, height: 740 } },
    });

    await say(page, word);
    await page.getByRole('alert').waitFor();
    const refused = await page.getByLabel('Your question').inputValue();
    await askOn(page, 'w'.repeat(40_000));

    expect(refused.length).toBe(word.length);
    expect(await page.evaluate('document.getElementById("scroller").scrollWidth')).toBe(360);
    await askOn(page, 'still here', 2);
  });

  it('would not run even if it came through, for the policy allows our own files only', async () => {
    const { page, complaints } = await openPage();

    await page.evaluate(
      `const script = document.createElement('script');
       script.textContent = 'window.hacked = 1';
       document.body.append(script);`,
    );

    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(complaints.join()).toContain('Content Security Policy');
  });
});

describe('a page from elsewhere', () => {
  it('can neither send anything, nor read anything, nor show the chat inside itself', async () => {
    const { page, chat, anotherTab } = await openPage();
    await askOn(page, 'yes');
    const foreign = await anotherTab();
    await foreign.goto(await startForeignSite());

    const sent = await foreign.evaluate(tryToSend(chat.url));
    const read = await foreign.evaluate(
      `fetch('${chat.url}/conversation?persona=developer').then(() => 'read', () => 'no')`,
    );
    const streamed = await foreign.evaluate(
      `new Promise((done) => {
        const source = new EventSource('${chat.url}/events?after=0');
        source.onmessage = () => done('read');
        source.addEventListener('message', () => done('read'));
        source.onerror = () => done('no');
      })`,
    );
    const framed = await foreign.evaluate(
      `new Promise((done) => {
        const frame = document.createElement('iframe');
        frame.src = '${chat.url}/';
        frame.onload = () => {
          try { done(frame.contentDocument ? 'empty' : 'refused'); } catch { done('refused'); }
        };
        document.body.append(frame);
      })`,
    );

    expect([sent, read, streamed]).toEqual(['no', 'no', 'no']);
    expect(framed).toBe('refused');
    await page.reload();
    await page.locator('.card').waitFor();
    expect(await saidOn(page)).toHaveLength(2);
  });
});

function cardOf(text: string): Card {
  return {
    tone: 'good',
    title: text,
    parts: [
      { kind: 'paragraph', text: [link(text, text)] },
      { kind: 'list', title: text, entries: [text] },
      { kind: 'facts', rows: [{ label: text, value: text }] },
      { kind: 'table', columns: [text, text], rows: [[text, text]] },
      { kind: 'more', label: text, parts: [{ kind: 'note', tone: 'bad', text }] },
    ],
    source: text,
    buttons: [{ label: text, action: { name: 'sample.show@1', payload: { card: text } } }],
  };
}

/** Elements that no card of ours has, and whether anything ran. */
function intruders(page: Page): Promise<number> {
  return page.evaluate(
    `document.querySelectorAll(':is(.log, #panel-content, dialog) :is(script, img, style, iframe, b, u, i, object, a[href^="javascript" i])').length
     + (window.hacked === undefined ? 0 : 1)`,
  );
}

async function startForeignSite(): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>elsewhere</title><body>');
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  // A TCP server's address is an object while it listens.
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
}

/** As a form and as a script could; says `no` when neither was answered. */
function tryToSend(url: string): string {
  const body = `JSON.stringify({ persona: 'developer', id: crypto.randomUUID(), content: { kind: 'text', text: 'forged' } })`;
  return `Promise.all(['text/plain', 'application/json'].map((type) =>
    fetch('${url}/turn', { method: 'POST', headers: { 'content-type': type }, body: ${body} })
      .then((answer) => (answer.ok ? 'sent' : 'no'), () => 'no')))
    .then((all) => (all.includes('sent') ? 'sent' : 'no'))`;
}
