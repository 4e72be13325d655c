import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Respond } from '#assistant/turn.ts';
import { webMessages } from '#foundation/store/schema.ts';
import { replyOf, respondWithSamples, startTestChat, store } from '../channels/web/test-chat.ts';
import { sampleCards } from '../support/sample-cards.ts';
import { saidOn, say, useBrowser } from './page-in-browser.ts';

const openPage = useBrowser();

describe('while it is working', () => {
  it('names what is being checked, says when that takes long, and nothing once it is answered', async () => {
    const answer = Promise.withResolvers<void>();
    const respond: Respond = async (_turn, working) => {
      working?.('Looking up left-pad in the npm registry');
      await answer.promise;
      return [replyOf(sampleCards.yes)];
    };
    const { page } = await openPage({ chat: { respond } });

    await say(page, 'left-pad');
    await page.getByText('Looking up left-pad in the npm registry …').waitFor();
    await page.getByText('registry. This takes longer than usual.').waitFor();
    const whatIsTyped = page.getByLabel('Your question');
    await whatIsTyped.fill('meanwhile');
    answer.resolve();
    await page.locator('.card').waitFor();

    expect(await page.locator('#working').isVisible()).toBe(false);
    expect(await whatIsTyped.inputValue()).toBe('meanwhile');
  });

  it('says so without a name where none is told', async () => {
    const answer = Promise.withResolvers<void>();
    const respond: Respond = async () => {
      await answer.promise;
      return [replyOf(sampleCards.yes)];
    };
    const { page } = await openPage({ chat: { respond } });

    await say(page, 'x');
    await page.getByText('Looking it up …').waitFor();
    answer.resolve();
    await page.locator('.card').waitFor();

    expect(await page.locator('#working').textContent()).toBe('');
  });
});

describe('when it fails', () => {
  it('says why with a reference, keeps what was said, and tries again when asked to', async () => {
    let calls = 0;
    const respond: Respond = async (turn) => {
      calls += 1;
      if (calls === 1) throw new Error('once');
      return respondWithSamples(turn);
    };
    const { page } = await openPage({ chat: { respond } });

    await say(page, 'no');
    const alert = page.getByRole('alert');
    await alert.getByText('Reference').waitFor();
    const whileFailed = await saidOn(page);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.card').waitFor();

    expect(whileFailed).toEqual(['person: no']);
    expect(await saidOn(page)).toEqual(['person: no', `steward: ${sampleCards.no.title}`]);
    expect(await alert.isVisible()).toBe(false);
  });

  it('gives back a message that is too long, and says how long it may be', async () => {
    const { page } = await openPage();
    const long = 'a'.repeat(40_001);

    await say(page, long);
    await page.getByRole('alert').getByText('at most 40,000').waitFor();

    expect(await page.getByLabel('Your question').inputValue()).toBe(long);
    expect(await saidOn(page)).toEqual([]);
  });

  it('asks again when no answer comes to a press', async () => {
    const { page } = await openPage();
    await say(page, 'yes');
    await page.locator('.card').waitFor();
    await refuseOnce(page, { status: 500, message: 'Something broke. Reference: 7F3KQ2.' });

    const button = page.getByRole('button', { name: 'Why' });
    await button.click();
    const alert = page.getByRole('alert');
    await alert.getByText('7F3KQ2').waitFor();
    const busy = await button.getAttribute('aria-busy');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.card').nth(1).waitFor();

    expect(busy).toBeNull();
  });
});

describe('while the database can only be read', () => {
  it('says so, keeps what was said, and sends it by itself once it can be written', async () => {
    const { page } = await openPage();
    await refuseOnce(page, { status: 503, message: 'Nothing can be kept.', readOnly: true });

    await say(page, 'no');
    await page.getByText('Steward can read but not write just now.').waitFor();
    await page.getByText('Not sent yet.').waitFor();
    const waiting = await saidOn(page);
    await page.locator('.card').waitFor();

    expect(waiting).toEqual(['person: no']);
    expect(await saidOn(page)).toEqual(['person: no', `steward: ${sampleCards.no.title}`]);
    expect(await page.getByText('not write just now').count()).toBe(0);
  });
});

describe('while Steward is away', () => {
  it('loses nothing, says so, and sends what was said when it is back', async () => {
    const { page, chat } = await openPage();
    await chat.close();

    await page.getByText('Steward cannot be reached.').waitFor();
    await say(page, 'no');
    await say(page, 'yes');
    await page.getByText('Not sent yet.').first().waitFor();
    await startTestChat({ port: chat.port });
    await page.locator('.card').nth(1).waitFor();

    expect(await saidOn(page)).toEqual([
      'person: no',
      `steward: ${sampleCards.no.title}`,
      'person: yes',
      `steward: ${sampleCards.yes.title}`,
    ]);
    await page.getByText('cannot be reached').waitFor({ state: 'detached' });
  });

  it('keeps what could not be sent even when the page is loaded anew', async () => {
    const { page, chat } = await openPage();
    await page.route('**/turn', (route) => route.abort());
    await say(page, 'no');
    await page.getByText('Not sent yet.').waitFor();

    await page.unroute('**/turn');
    await page.goto(`${chat.url}/?persona=developer`);
    await page.locator('.card').waitFor();

    expect(await saidOn(page)).toEqual(['person: no', `steward: ${sampleCards.no.title}`]);
  });

  it('opens a page that was loaded while nothing could be read, as soon as it can', async () => {
    const { page, chat } = await openPage();
    let away = true;
    await page.route('**/conversation?*', (route) => (away ? route.abort() : route.continue()));
    await page.goto(`${chat.url}/?persona=legal`);
    await page.getByText('Steward cannot be reached.').waitFor();

    away = false;

    await page.getByText('What would you like to know?').waitFor();
    await page.getByText('cannot be reached').waitFor({ state: 'detached' });
  });

  it('shows what came in other tabs meanwhile', async () => {
    const { page, chat, anotherTab } = await openPage();
    const second = await anotherTab();
    await chat.close();
    await second.getByText('Steward cannot be reached.').waitFor();
    await second.close();
    await startTestChat({ port: chat.port });

    const third = await anotherTab();
    await say(third, 'no');
    await page.locator('.card').waitFor();

    expect(await saidOn(page)).toEqual(['person: no', `steward: ${sampleCards.no.title}`]);
  });
});

describe('twenty tabs', () => {
  it('all hear of an answer, although a browser keeps only few connections', async () => {
    const { page, anotherTab } = await openPage();
    const tabs = [];
    for (let more = 0; more < 19; more++) tabs.push(await anotherTab());

    await say(page, 'no');

    for (const tab of tabs) await tab.locator('.card').waitFor();
    expect(await saidOn(page)).toHaveLength(2);
  });

  it('go on hearing when the one that held the stream is closed', async () => {
    const { page, anotherTab } = await openPage();
    const second = await anotherTab();
    const third = await anotherTab();

    await page.close();
    await say(second, 'no');
    await third.locator('.card').waitFor();

    expect(await saidOn(third)).toEqual(['person: no', `steward: ${sampleCards.no.title}`]);
  });
});

describe('a tab that missed something', () => {
  it('reads again what it shows, when another took over the stream further on', async () => {
    const { page } = await openPage();
    await say(page, 'no');
    await page.locator('.card').waitFor();
    const taken = await page.locator('.message').nth(1).getAttribute('data-id');

    await store.db
      .update(webMessages)
      .set({ content: null })
      .where(eq(webMessages.id, taken ?? ''));
    await page.evaluate(
      `new BroadcastChannel('steward-changes').postMessage(['open', Number.MAX_SAFE_INTEGER])`,
    );

    await expect.poll(() => saidOn(page)).toEqual(['person: no']);
  });
});

/** The next turn is answered so; those after it by the server. */
async function refuseOnce(
  page: Page,
  { status, ...error }: { status: number; message: string; readOnly?: true },
): Promise<void> {
  await page.route('**/turn', (route) => route.fulfill({ status, json: { error } }), { times: 1 });
}
