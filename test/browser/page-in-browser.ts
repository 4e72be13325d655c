import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { WebChat, WebChatOptions } from '#channels/web/start.ts';
import { startTestChat } from '../channels/web/test-chat.ts';

/** Debian's own; no browser is fetched. */
const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface OpenPage {
  readonly page: Page;
  readonly chat: WebChat;
  /** What the browser complained about: script errors, refused resources, policy violations. */
  readonly complaints: readonly string[];
}

/** One browser for a test file; each page gets a profile and a chat of its own. */
export function useBrowser() {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(() => browser.close());

  return async function openPage(
    context: BrowserContextOptions = {},
    options: Partial<WebChatOptions> = {},
  ): Promise<OpenPage> {
    const chat = await startTestChat(options);
    const profile = await browser.newContext({ reducedMotion: 'reduce', ...context });
    onTestFinished(() => profile.close());
    const page = await profile.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(chat.url);
    return { page, chat, complaints };
  };
}

/** Types a question and waits for as many cards as there are to be then. */
export async function askOn(page: Page, text: string, cards = 1): Promise<void> {
  await page.getByLabel('Your question').fill(text);
  await page.keyboard.press('Enter');
  await page
    .locator('.card')
    .nth(cards - 1)
    .waitFor();
}
