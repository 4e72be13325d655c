import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Respond } from '#assistant/turn.ts';
import { respondWithSamples } from '../channels/web/test-chat.ts';
import { namedSampleCards, sampleCards } from '../support/sample-cards.ts';
import { namedSampleForms } from '../support/sample-forms.ts';
import { faults } from './faults.ts';
import { askOn, say, useBrowser } from './page-in-browser.ts';

const openPage = useBrowser();
const allCards = namedSampleCards.map(([name]) => name);
const phone = { viewport: { width: 360, height: 740 } };
const desk = { viewport: { width: 1280, height: 800 } };

/** "form NAME" opens a form, "text" a long text; everything else is a sample card. */
const respond: Respond = async (turn) => {
  const asked = turn.content.kind === 'text' ? turn.content.text : '';
  if (asked === 'text') {
    return [
      { kind: 'document', title: 'MIT', text: 'Permission is hereby granted', source: 'SPDX' },
    ];
  }
  const state = namedSampleForms.find(([name]) => asked === `form ${name}`)?.[1];
  if (state === undefined) return respondWithSamples(turn);
  const { form, kept, errors } = state;
  return [{ kind: 'form', form, context: asked, kept, errors }];
};

describe('by keyboard alone', () => {
  it('asks, reads what unfolds, and presses a button, with the focus always to be seen', async () => {
    const { page } = await openPage();
    const seen: string[] = [];

    await page.keyboard.press('/');
    await page.keyboard.type('obligations');
    await page.keyboard.press('Enter');
    await page.locator('.card').waitFor();
    for (const keys of Array.from({ length: 5 }, () => 'Shift+Tab')) {
      await page.keyboard.press(keys);
      seen.push(await focused(page));
    }
    await page.keyboard.press('Enter');
    const unfolded = await page.locator('.log').getByText('Weak copyleft reaches').isVisible();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.card').nth(1).waitFor();

    expect(seen).toEqual([
      'Send a file: solid',
      'Message menu: solid',
      'Explain: solid',
      'Start a request: solid',
      'Why: solid',
    ]);
    expect(unfolded).toBe(true);
    expect(await page.locator('.card h2').nth(1).textContent()).toBe(sampleCards.review.title);
    expect(await focused(page)).toBe('Start a request: solid');
  });

  it('breaks the line with Shift+Enter', async () => {
    const { page } = await openPage();

    await page.getByLabel('Your question').focus();
    await page.keyboard.type('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await page.locator('.card').waitFor();

    expect(await page.locator('.words').textContent()).toBe('one\ntwo');
  });

  it('skips to the question, and finds things in the order in which they are read', async () => {
    const { page } = await openPage({ context: desk });
    await askOn(page, 'yes');
    await page.reload();
    await page.locator('.card').waitFor();
    const order: string[] = [];

    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press('Tab');
      order.push((await focused(page)).split(':')[0] ?? '');
    }

    expect(order).toEqual([
      'Skip to the question field',
      'Developer',
      'Engineering manager',
      'Legal',
      'Security',
      'OSPO',
      'Message menu',
      '§5',
      'Why',
      'Not helpful',
      'Message menu',
      'Send a file',
    ]);
  });

  it('shows on a phone whose conversation it is, also the last one', async () => {
    const { page } = await openPage({ context: phone, path: '/?persona=ospo' });

    const link = await page.locator('[aria-current=page]').boundingBox();

    expect(link?.x).toBeGreaterThanOrEqual(0);
    expect((link?.x ?? 0) + (link?.width ?? 0)).toBeLessThanOrEqual(phone.viewport.width);
  });

  it.each(['text', 'form fresh'])(
    'closes with Escape and comes back to the question: %s',
    async (what) => {
      const { page } = await openPage({ chat: { respond } });

      await say(page, what);
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');

      expect(await page.getByRole('dialog').count()).toBe(0);
      expect(await page.evaluate('document.activeElement.id')).toBe('question');
    },
  );
});

describe('on a screen of 360 pixels', () => {
  it('never scrolls sideways, whatever is shown', async () => {
    const { page } = await openPage({ context: phone, chat: { respond } });
    const widths: number[] = [];

    for (const [index, name] of allCards.entries()) await askOn(page, name, index + 1);
    await askOn(page, 'x'.repeat(500), allCards.length + 1);
    widths.push(await widestOn(page));
    for (const [name] of namedSampleForms) {
      await say(page, `form ${name}`);
      await page.getByRole('dialog').waitFor();
      widths.push(await widestOn(page));
      await page.keyboard.press('Escape');
    }

    expect(widths).toEqual(widths.map(() => 360));
  });

  it('shows a table as a list, each value with its column', async () => {
    const { page } = await openPage({ context: phone });

    await askOn(page, 'review');

    const [row, label]: readonly string[] = await page.evaluate(`[
      getComputedStyle(document.querySelector('.log tbody tr')).display,
      getComputedStyle(document.querySelectorAll('.log tbody td')[1], '::before').content,
    ]`);
    expect(row).toBe('block');
    expect(label).toContain('Verdict');
    expect(await page.getByRole('row').count()).toBe(4);
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
});

describe.each(['light', 'dark'] as const)('axe finds no fault: %s,', (colorScheme) => {
  it.each([
    ['on a phone', phone],
    ['on a desk', desk],
  ])('with nothing and with every card, %s', async (_, size) => {
    const { page } = await openPage({
      context: { colorScheme, ...size },
      chat: {
        inbox: async () => [{ id: crypto.randomUUID(), card: sampleCards.review, at: new Date() }],
      },
    });

    const whileEmpty = await faults(page);
    for (const [index, name] of allCards.entries()) await askOn(page, name, index + 1);
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '');
    });
    const withCards = await faults(page);

    expect({ whileEmpty, withCards }).toEqual({ whileEmpty: [], withCards: [] });
  });

  it('in forms, texts, menus and drawers', async () => {
    const { page } = await openPage({ context: { colorScheme, ...phone }, chat: { respond } });
    const found: Record<string, readonly string[]> = {};

    for (const [name] of namedSampleForms) {
      await say(page, `form ${name}`);
      await page.getByRole('dialog').waitFor();
      found[name] = await faults(page);
      await page.keyboard.press('Escape');
    }
    await say(page, 'text');
    await page.getByRole('dialog').waitFor();
    await page.getByLabel('Search in this text').fill('hereby');
    found.text = await faults(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Inbox' }).click();
    found.drawer = await faults(page);
    await page.keyboard.press('Escape');
    await page.locator('.menu-button').last().click();
    found.menu = await faults(page);

    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
  });

  it('while working, refused, changing, away and read-only', async () => {
    const never: Respond = () => new Promise(() => {});
    const { page, chat } = await openPage({
      context: { colorScheme, ...desk },
      chat: { respond: (turn) => (saysMore(turn) ? never(turn) : respondWithSamples(turn)) },
    });
    const found: Record<string, readonly string[]> = {};

    await askOn(page, 'yes');
    await page.keyboard.press('ArrowUp');
    found.changing = await faults(page);
    await page.keyboard.press('Escape');
    await say(page, 'a'.repeat(40_001));
    await page.getByRole('alert').getByText('at most').waitFor();
    found.refused = await faults(page);
    await page.route('**/turn', (route) =>
      route.fulfill({ status: 503, json: { error: { message: 'x', readOnly: true } } }),
    );
    await say(page, 'kept');
    await page.getByText('Not sent yet.').waitFor();
    found.readOnly = await faults(page);
    await page.unroute('**/turn');
    await say(page, 'more');
    await page.getByText('This takes longer than usual').waitFor();
    found.working = await faults(page);
    await page.route('**/events?*', (route) => route.abort());
    await chat.close();
    await page.getByText('cannot be reached').waitFor();
    found.away = await faults(page);

    expect(found).toEqual({ changing: [], refused: [], readOnly: [], working: [], away: [] });
  });
});

describe('without scripts', () => {
  it('says what is needed, and another way to ask', async () => {
    const { page } = await openPage({ context: { javaScriptEnabled: false } });

    const said = page.locator('noscript .problem');
    expect(await said.textContent()).toContain('This page needs JavaScript');
    expect(await said.isVisible()).toBe(true);
  });
});

describe('the dark colours', () => {
  it('are used when the system asks for them', async () => {
    const light = await openPage({ context: { colorScheme: 'light' } });
    const dark = await openPage({ context: { colorScheme: 'dark' } });

    expect(await lightnessOfPage(light.page)).toBeGreaterThan(0.8);
    expect(await lightnessOfPage(dark.page)).toBeLessThan(0.2);
  });
});

function saysMore({ content }: Parameters<Respond>[0]): boolean {
  return content.kind === 'text' && content.text === 'more';
}

function widestOn(page: Page): Promise<number> {
  return page.evaluate(
    'Math.max(document.documentElement.scrollWidth, document.getElementById("scroller").scrollWidth)',
  );
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(
    `(document.activeElement.ariaLabel ?? document.activeElement.textContent) + ': ' +
     getComputedStyle(document.activeElement).outlineStyle`,
  );
}

/** From 0 (black) to 1 (white). */
async function lightnessOfPage(page: Page): Promise<number> {
  const colour: string = await page.evaluate(
    'getComputedStyle(document.documentElement).backgroundColor',
  );
  const channels = colour.match(/[0-9]+/g)?.map(Number) ?? [];
  return channels.reduce((sum, channel) => sum + channel, 0) / (3 * 255);
}
