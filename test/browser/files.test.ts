import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Respond, Turn } from '#assistant/turn.ts';
import { replyOf } from '../channels/web/test-chat.ts';
import { sampleCards } from '../support/sample-cards.ts';
import { say, useBrowser } from './page-in-browser.ts';

const openPage = useBrowser();
const list = { name: 'package.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') };

describe('a file', () => {
  it('is sent when it is chosen, and stands in the conversation by its name', async () => {
    const turns: Turn[] = [];
    const { page } = await openPage({ chat: { respond: recordInto(turns) } });

    await page.getByLabel('File', { exact: true }).setInputFiles(list);
    await page.locator('.card').waitFor();

    expect(turns[0]?.content).toEqual({ kind: 'file', name: 'package.json', text: '{"a":1}' });
    expect(await page.locator('.message').first().textContent()).toContain('package.json');
  });

  it.each(['drop', 'paste'])('can come by %s', async (way) => {
    const turns: Turn[] = [];
    const { page } = await openPage({ chat: { respond: recordInto(turns) } });

    await bring(page, way);
    await page.locator('.card').waitFor();

    expect(turns[0]?.content).toMatchObject({ kind: 'file', name: 'list.txt', text: 'left-pad' });
  });

  it('shows where it may be dropped, as long as it is over the page', async () => {
    const { page } = await openPage();

    await drag(page, 'dragenter');
    const over = await page.getByText('Drop it').isVisible();
    await drag(page, 'dragleave');

    expect(over).toBe(true);
    expect(await page.getByText('Drop it').isVisible()).toBe(false);
  });

  it('that is too large is sent by its name, without waiting for all of it', async () => {
    const turns: Turn[] = [];
    const { page } = await openPage({ chat: { respond: recordInto(turns) } });
    const sizes: number[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/file')) sizes.push(request.postDataBuffer()?.length ?? 0);
    });

    const buffer = Buffer.alloc(9 * 1024 * 1024, 'a');
    await page.getByLabel('File', { exact: true }).setInputFiles({ ...list, name: 'big', buffer });
    await page.locator('.card').waitFor();

    expect(turns[0]?.content).toEqual({ kind: 'file', name: 'big' });
    expect(sizes.every((size) => size <= 1024 * 1024 + 1)).toBe(true);
  });
});

describe('a long text', () => {
  const text = `${'Permission is hereby granted.\n'.repeat(200)}without\nWarranty of any kind. (c) <b>`;
  const respond: Respond = async () => [
    { kind: 'document', title: 'MIT: <MIT> License', text, source: 'SPDX license list' },
  ];

  it('opens in a drawer, literally, and is searched over line breaks and in either case', async () => {
    const { page } = await openPage({ chat: { respond } });

    await say(page, 'show');
    await page.getByRole('dialog', { name: 'MIT: <MIT> License' }).waitFor();
    const search = page.getByLabel('Search in this text');
    const count = page.locator('#document-count');
    await search.fill('WITHOUT warranty');
    const once = await count.textContent();
    const reached = await page.evaluate('document.getElementById("document-text").scrollTop > 0');
    await search.fill('hereby');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const third = await count.textContent();
    await page.keyboard.press('Shift+Enter');
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.getByRole('button', { name: 'Previous' }).click();
    const last = await count.textContent();
    await search.fill('(c) <b>');
    const literal = await count.textContent();
    await search.fill('nowhere in it');

    expect([once, reached, third, last, literal]).toEqual([
      '1 of 1',
      true,
      '3 of 200',
      '200 of 200',
      '1 of 1',
    ]);
    expect(await count.textContent()).toBe('Not found');
    expect(await page.locator('#document-text').locator('b').count()).toBe(0);
  });
});

function recordInto(turns: Turn[]): Respond {
  return async (turn) => {
    turns.push(turn);
    return [replyOf(sampleCards.yes)];
  };
}

/** As a browser does it, which no test can do by hand. */
function bring(page: Page, way: string): Promise<void> {
  return way === 'drop'
    ? drag(page, 'drop')
    : page.evaluate(
        `${WITH_FILE} dispatchEvent(new ClipboardEvent('paste', { clipboardData: files, cancelable: true }));`,
      );
}

function drag(page: Page, name: string): Promise<void> {
  return page.evaluate(
    `${WITH_FILE} dispatchEvent(new DragEvent('${name}', { dataTransfer: files, cancelable: true }));`,
  );
}

const WITH_FILE = `
  const files = new DataTransfer();
  files.items.add(new File(['left-pad'], 'list.txt', { type: 'text/plain' }));
`;
