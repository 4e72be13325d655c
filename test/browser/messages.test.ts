import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cardToMarkdown } from '#foundation/cards/card-to-markdown.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { webChanges, webMessages } from '#foundation/store/schema.ts';
import { store } from '../channels/web/test-chat.ts';
import { accountOf } from '../support/persona.ts';
import { sampleCards } from '../support/sample-cards.ts';
import { askOn, saidOn, say, useBrowser } from './page-in-browser.ts';

const openPage = useBrowser();
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

describe('the menu of a message', () => {
  it.each([
    ['Copy text', cardToText(sampleCards.review)],
    ['Copy as Markdown', cardToMarkdown(sampleCards.review)],
  ])('does as it says: %s', async (name, expected) => {
    const { page } = await openPage({ context: clipboard });
    await askOn(page, 'review');

    await choose(page, 1, name);

    expect(await copied(page)).toBe(expected);
    expect(await page.getByText('Copied').isVisible()).toBe(true);
  });

  it('copies a link that opens at the message and marks it', async () => {
    const { page } = await openPage({ context: clipboard });
    await askOn(page, 'review');
    for (let more = 2; more <= 6; more++) await askOn(page, 'no', more);

    await choose(page, 1, 'Copy link');
    const link = await copied(page);
    await page.goto('about:blank');
    await page.goto(link);
    await page.locator('.message.linked').waitFor();

    expect(await page.locator('.message.linked h2').textContent()).toBe(sampleCards.review.title);
    await expect(page.locator('.message.linked').evaluate(isInView)).resolves.toBe(true);
  });

  it('offers to change the last own message, and no other', async () => {
    const { page } = await openPage();
    await askOn(page, 'no');
    await askOn(page, 'yes', 2);

    const first = await entries(page, 0);
    const last = await entries(page, 2);
    await page.getByRole('menuitem', { name: 'Change' }).click();

    expect([first.includes('Change'), last.includes('Change')]).toEqual([false, true]);
    expect(await page.getByLabel('Your question').inputValue()).toBe('yes');
  });

  it('is walked through by arrows, and left with Escape to where it was opened', async () => {
    const { page } = await openPage();
    await askOn(page, 'no');
    await page.locator('.menu-button').nth(1).focus();

    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const third = await page.evaluate('document.activeElement.textContent');
    await page.keyboard.press('Escape');

    expect(third).toBe('Copy link');
    expect(await page.getByRole('menu').isVisible()).toBe(false);
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Message menu');
  });
});

describe('a long conversation', () => {
  it('opens at its end, and brings what is older as one reads upward', async () => {
    await fill(120);
    const { page } = await openPage();
    await page.getByText('message 120', { exact: true }).waitFor();

    const atFirst = await page.locator('.message').count();
    const endInView = await page.locator('.message').last().evaluate(isInView);
    await page.locator('.message').first().scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator('.message').count()).toBe(100);
    const stayed = await page.getByText('message 71', { exact: true }).evaluate(isInView);
    // Scrolling to it would bring what is older by itself, and take the button away under the press.
    await page.getByRole('button', { name: 'Show older messages' }).dispatchEvent('click');
    await expect.poll(() => page.locator('.message').count()).toBe(120);

    expect([atFirst, endInView, stayed]).toEqual([50, true, true]);
    const said = await saidOn(page);
    expect(said).toEqual(said.map((_, at) => `person: message ${at + 1}`));
  });

  it('finds a message far back by its link', async () => {
    const ids = await fill(180);
    const { page } = await openPage({ path: `/?persona=developer#m-${ids[4]}` });

    await page.locator('.message.linked').waitFor();

    expect(await page.locator('.message.linked .words').textContent()).toBe('message 5');
    await expect.poll(() => page.locator('.message.linked').evaluate(isInView)).toBe(true);
  });

  it('does not move who reads further up, and says that there is something new', async () => {
    await fill(50);
    const { page, anotherTab } = await openPage();
    const second = await anotherTab();
    await second.locator('#scroller').evaluate((scroller) => scroller.scrollTo(0, 0));
    await second.getByText('message 1', { exact: true }).waitFor();

    await askOn(page, 'no');
    await second.getByRole('button', { name: 'New messages' }).waitFor();
    const top = await second.locator('#scroller').evaluate((scroller) => scroller.scrollTop);
    await second.getByRole('button', { name: 'New messages' }).click();

    expect(top).toBeLessThan(2);
    await expect.poll(() => second.locator('.card').evaluate(isInView)).toBe(true);
  });

  it('shows a question that a stop left unanswered, and asks it again', async () => {
    const [id] = await fill(1, { settled: false, text: 'no' });
    const { page } = await openPage();

    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.locator('.card').waitFor();

    expect(await saidOn(page)).toEqual(['person: no', `steward: ${sampleCards.no.title}`]);
    expect(await page.locator('.message').first().getAttribute('data-id')).toBe(id);
    expect(await page.getByText('Not answered').count()).toBe(0);
  });
});

describe('what the panel shows', () => {
  it('is about the last answer, or the one that is chosen', async () => {
    const { page } = await openPage({ context: { viewport: { width: 1280, height: 800 } } });
    await askOn(page, 'obligations');
    const details = page.getByRole('region', { name: 'Details' });
    const ofFirst = await details.textContent();
    await say(page, 'review');
    await details.getByRole('heading', { name: sampleCards.review.title }).waitFor();

    await page.locator('.log .card').first().getByRole('heading').first().click();

    expect(ofFirst).toContain('Weak copyleft reaches the library');
    await expect.poll(() => details.textContent()).toContain(sampleCards.obligations.title);
  });

  it('is in a drawer where there is no room beside the conversation', async () => {
    const { page } = await openPage({ context: { viewport: { width: 360, height: 740 } } });
    await askOn(page, 'obligations');

    await page.getByRole('button', { name: 'Details' }).click();
    const drawer = page.getByRole('dialog');
    const shown = await drawer.textContent();
    await page.keyboard.press('Escape');

    expect(shown).toContain('Weak copyleft reaches the library');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('has the cards that wait for the persona, with buttons that work', async () => {
    const { page } = await openPage({
      path: '/?persona=ospo',
      context: { viewport: { width: 1280, height: 800 } },
      chat: { inbox: async () => [{ id: randomUUID(), card: sampleCards.yes, at: new Date() }] },
    });
    const inbox = page.getByRole('region', { name: 'Inbox' });
    await inbox.getByRole('heading', { name: sampleCards.yes.title }).waitFor();

    await inbox.getByRole('button', { name: 'Why' }).click();
    await page.locator('.log .card').waitFor();

    expect(await saidOn(page)).toEqual([`steward: ${sampleCards.review.title}`]);
  });
});

/** Own messages, straight into the database. */
async function fill(
  count: number,
  { settled = true, text }: { readonly settled?: boolean; readonly text?: string } = {},
): Promise<readonly string[]> {
  const personId = await personFor(store.db, accountOf('developer'), systemClock);
  const rows = Array.from({ length: count }, (_, at) => {
    const id = randomUUID();
    const content = { kind: 'text', text: text ?? `message ${at + 1}`, turn: id, settled };
    const place = { position: at + 1, change: at + 1, createdAt: systemClock.now() };
    return { id, personId, author: 'person', content, answers: null, ...place };
  });
  await store.db.insert(webMessages).values(rows);
  await store.db.insert(webChanges).values({ id: 1, last: count });
  return rows.map(({ id }) => id);
}

async function entries(page: Page, message: number): Promise<readonly string[]> {
  await page.locator('.message').nth(message).hover();
  await page.locator('.menu-button').nth(message).click();
  return page.getByRole('menuitem').allTextContents();
}

async function choose(page: Page, message: number, name: string): Promise<void> {
  await entries(page, message);
  await page.getByRole('menuitem', { name, exact: true }).click();
}

function copied(page: Page): Promise<string> {
  return page.evaluate('navigator.clipboard.readText()');
}

/** Runs in the page. */
function isInView(element: {
  getBoundingClientRect(): { readonly top: number; readonly bottom: number };
}): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < 800;
}
