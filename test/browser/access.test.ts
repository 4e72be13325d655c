import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { namedSampleCards, sampleCards } from '../support/sample-cards.ts';
import { askOn, useBrowser } from './page-in-browser.ts';

const openPage = useBrowser();
const allCards = namedSampleCards.map(([name]) => name);

describe('by keyboard alone', () => {
  it('asks, reads what unfolds, and presses a button, with the focus always to be seen', async () => {
    const { page } = await openPage();
    const seen: string[] = [];

    await page.keyboard.press('/');
    await page.keyboard.type('obligations');
    await page.keyboard.press('Enter');
    await page.locator('.card').waitFor();
    for (const [keys, outlined] of [
      ['Shift+Tab', 'Explain'],
      ['Shift+Tab', 'Start a request'],
      ['Shift+Tab', 'Why'],
    ] as const) {
      await page.keyboard.press(keys);
      seen.push(await focused(page));
      expect(seen.at(-1)).toBe(`${outlined}: solid`);
    }
    await page.keyboard.press('Enter');
    const unfolded = await page.getByText('Weak copyleft reaches the library').isVisible();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.card').nth(1).waitFor();

    expect(unfolded).toBe(true);
    expect(await page.locator('.card').nth(1).getByRole('heading').textContent()).toBe(
      sampleCards.review.title,
    );
    expect(await focused(page)).toBe('Start a request: solid');
  });

  it('breaks the line with Shift+Enter, and brings the last question back with the up arrow', async () => {
    const { page } = await openPage();
    const question = page.getByLabel('Your question');

    await question.focus();
    await page.keyboard.type('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await page.locator('.card').waitFor();
    const emptied = await question.inputValue();
    await page.keyboard.press('ArrowUp');

    expect(emptied).toBe('');
    expect(await page.locator('.said').textContent()).toBe('one\ntwo');
    expect(await question.inputValue()).toBe('one\ntwo');
  });
});

describe('on a screen of 360 pixels', () => {
  it('never scrolls sideways, whatever card is shown', async () => {
    const { page } = await openPage({ viewport: { width: 360, height: 740 } });

    for (const [index, name] of allCards.entries()) await askOn(page, name, index + 1);
    await askOn(page, 'x'.repeat(500), allCards.length + 1);

    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBe(360);
  });
});

describe('for a screen reader', () => {
  it('is a log with polite announcements, with a heading in each card', async () => {
    const { page } = await openPage();
    await askOn(page, 'yes');

    expect(await page.getByRole('log', { name: 'Conversation' }).count()).toBe(1);
    expect(await page.getByRole('article').getByRole('heading', { level: 2 }).count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Steward');
  });

  it.each(['light', 'dark'] as const)(
    'and for every eye, has no fault that axe finds: %s',
    async (colorScheme) => {
      const { page } = await openPage({ colorScheme, viewport: { width: 360, height: 740 } });

      const whileEmpty = await faults(page);
      for (const [index, name] of allCards.entries()) await askOn(page, name, index + 1);
      await page.locator('details').evaluateAll((all) => {
        for (const one of all) one.setAttribute('open', '');
      });
      const withCards = await faults(page);

      expect({ whileEmpty, withCards }).toEqual({ whileEmpty: [], withCards: [] });
    },
  );
});

describe('without scripts', () => {
  it('says what is needed, and another way to ask', async () => {
    const { page } = await openPage({ javaScriptEnabled: false });

    const said = page.locator('noscript .problem');
    expect(await said.textContent()).toContain('This page needs JavaScript');
    expect(await said.isVisible()).toBe(true);
  });
});

describe('the dark colours', () => {
  it('are used when the system asks for them', async () => {
    const light = await openPage({ colorScheme: 'light' });
    const dark = await openPage({ colorScheme: 'dark' });

    expect(await lightnessOfPage(light.page)).toBeGreaterThan(0.8);
    expect(await lightnessOfPage(dark.page)).toBeLessThan(0.2);
  });
});

async function focused(page: Page): Promise<string> {
  return page.evaluate(
    'document.activeElement.textContent + ": " + getComputedStyle(document.activeElement).outlineStyle',
  );
}

/** Contrast is among axe's rules. */
async function faults(page: Page): Promise<readonly string[]> {
  // Evaluated rather than added as a script, which our own policy forbids.
  await page.evaluate(await axeSource());
  const results: AxeResults = await page.evaluate('axe.run()');
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}

function axeSource(): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}

/** From 0 (black) to 1 (white). */
async function lightnessOfPage(page: Page): Promise<number> {
  const colour: string = await page.evaluate(
    'getComputedStyle(document.documentElement).backgroundColor',
  );
  const channels = colour.match(/[0-9]+/g)?.map(Number) ?? [];
  return channels.reduce((sum, channel) => sum + channel, 0) / (3 * 255);
}
