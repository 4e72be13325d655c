import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Running, startSteward } from '../support/run-steward.ts';

describe('a rehearsal, from the start to the decision', () => {
  const data = mkdtempSync(join(tmpdir(), 'steward-rehearsed-'));
  let browser: Browser;
  let steward: Running;
  beforeAll(async () => {
    [browser, steward] = await Promise.all([
      launchChromium(),
      startSteward({ STEWARD_DATA: data }, ['--rehearsal']),
    ]);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await steward.stop();
    rmSync(data, { recursive: true, force: true });
  });

  const press = (page: Page, label: string | RegExp) =>
    page.getByRole('button', { name: label }).last().click();

  it('shows in one page what each of them sees, and what comes of a deadline', async () => {
    const page = await browser.newPage({ reducedMotion: 'reduce', timezoneId: 'UTC' });
    const be = async (persona: string) => {
      await page.goto(`${steward.url}/?persona=${persona}`);
      await page.locator('#log:not([aria-busy])').waitFor({ state: 'attached' });
    };
    await be('developer');
    await page.getByLabel('Your question').fill('request an exception for GPL-3.0 in Rocket');
    await press(page, 'Send');
    const form = page.locator('#form-dialog');
    await form.getByLabel('What for?').fill('GPL-3.0-only');
    await form.getByLabel('Product').fill('Rocket');
    await form.getByLabel('Which rule do you need to break?').fill('No strong copyleft');
    await form.getByLabel('Why is there no other way?').fill('There is no other driver.');
    const clock = page.locator('#rehearsal time');
    const began = Date.parse((await clock.getAttribute('datetime')) ?? '');
    const until = new Date(began + 90 * 86_400_000).toISOString().slice(0, 10);
    await form.getByLabel('Until when?').fill(until);
    await form.getByLabel('What do you do meanwhile').fill('It is a program of its own.');
    await form.getByRole('button', { name: 'Send for review' }).click();
    await page.locator('.log .card', { hasText: 'It waits for' }).waitFor();
    const lane = (await page.locator('.log .card').last().textContent()) ?? '';

    const first = /It waits for ([^,.]+)/.exec(lane)?.[1] === 'Legal' ? 'legal' : 'ospo';
    await be(first);
    const waiting = page.locator('#inbox-cards .card', { hasText: 'REQ-1' });
    await waiting.waitFor();
    await press(page, '+ 1 week');
    await page.locator('.log .card', { hasText: 'One request is due by' }).waitFor();
    const now = Date.parse((await clock.getAttribute('datetime')) ?? '');
    await press(page, 'Read before you approve');
    await press(page, 'Approve REQ-1');
    await waiting.waitFor({ state: 'detached' });

    expect(lane).toContain('It is to be decided by');
    expect(now - began).toBeGreaterThanOrEqual(7 * 86_400_000);
    expect(steward.words).toContain('Nothing here is real');
    await be('developer');
    await page.getByLabel('Your question').fill('status of REQ-1');
    await press(page, 'Send');
    await page.locator('.log .card', { hasText: 'approved it' }).waitFor();
  }, 60_000);
});
