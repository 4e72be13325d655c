import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { WebChat, WebChatOptions } from '#channels/web/start.ts';
import { startTestChat } from '../channels/web/test-chat.ts';
import { launchChromium } from '../support/chromium.ts';

export interface OpenPage {
  readonly page: Page;
  readonly chat: WebChat;
  /** What the browser complained about: script errors, refused resources, policy violations. */
  readonly complaints: readonly string[];
  /** A second tab of the same browser. */
  anotherTab(path?: string): Promise<Page>;
}

export interface Opening {
  readonly context?: BrowserContextOptions;
  readonly chat?: Partial<WebChatOptions>;
  readonly path?: string;
}

/** One browser for a test file; each page gets a profile and a chat of its own. */
export function useBrowser() {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  return async function openPage({
    context,
    chat: options,
    path,
  }: Opening = {}): Promise<OpenPage> {
    const chat = await startTestChat(options);
    const profile = await browser.newContext({ reducedMotion: 'reduce', ...context });
    onTestFinished(() => profile.close());
    const complaints: string[] = [];
    const anotherTab = async (at = '/') => {
      const page = await profile.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(`${chat.url}${at}`);
      // The conversation is there, or it is said that there is none.
      await page.locator('#log:not([aria-busy])').waitFor({ state: 'attached' });
      return page;
    };
    return { page: await anotherTab(path), chat, complaints, anotherTab };
  };
}

/** Types a question and waits for as many cards as there are to be then. */
export async function askOn(page: Page, text: string, cards = 1): Promise<void> {
  await say(page, text);
  await page
    .locator('.log .card')
    .nth(cards - 1)
    .waitFor();
}

/** Types and sends, and waits for nothing. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your question').fill(text);
  await page.keyboard.press('Enter');
}

/** What is said in the conversation, by whom. */
export function saidOn(page: Page): Promise<readonly string[]> {
  return page
    .locator('.message')
    .evaluateAll((all) =>
      all.map(
        (one) =>
          `${one.getAttribute('data-author')}: ${one.querySelector('h2, .words')?.textContent}`,
      ),
    );
}
