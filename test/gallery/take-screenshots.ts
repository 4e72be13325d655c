// Takes the README's pictures from the real page, each in light and dark.
// usage: node take-screenshots.ts [FOLDER]

import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { inboxOf } from '#assistant/inbox.ts';
import { examples } from '#assistant/views/help/help-card.ts';
import { startWebChat } from '#channels/web/start.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { personas } from '#foundation/people/personas.ts';
import { openDatabase } from '#foundation/store/database.ts';
import { launchChromium } from '../support/chromium.ts';
import { copyMigratedFolder } from '../support/migrated-folder.ts';
import { files } from '../support/sample-questions.ts';
import { startTestSteward } from '../support/test-steward.ts';

/** Bytes; so that the README opens quickly. */
const LARGEST = 200_000;

const folder = resolve(process.argv[2] ?? '.pictures');
mkdirSync(folder, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'steward-pictures-'));
await copyMigratedFolder(data);
const database = await openDatabase({ kind: 'embedded', folder: data }, silentLog);
const { db } = database;
const steward = await startTestSteward({ db });
const { clock, roles } = steward;
const chat = await startWebChat({
  respond: ({ content, thread, personId }) => steward.send(content, thread, personId),
  db,
  clock,
  inbox: (personId) => inboxOf(db, personId, { ...steward, roles }),
  port: 0,
  log: silentLog,
  officeName: 'Open Source Program Office',
  examples,
  personas,
});
const browser = await launchChromium();
const page = await browser.newPage({
  viewport: { width: 1280, height: 800 },
  reducedMotion: 'reduce',
  // The server's clock stands at nine in the morning there.
  timezoneId: 'UTC',
});
try {
  await show(page);
} finally {
  await browser.close();
  await chat.close();
  await steward.close();
  await database.close();
  rmSync(data, { recursive: true, force: true });
}

/** Two people's morning: an answer, a word of doubt, a list, the handbook; and the office that reads the word. */
async function show(on: Page): Promise<void> {
  await on.goto(`${chat.url}/?persona=developer`);
  await on.getByLabel('Your question').fill('can I ship GPL-3.0 code in our iOS app?');
  await on.keyboard.press('Enter');
  await on.locator('.log .card').waitFor();
  await picture(on, 'answer');

  await on.getByRole('button', { name: 'Not helpful' }).click();
  const form = on.getByRole('dialog');
  await form.getByLabel('It is wrong').check();
  await form
    .getByLabel('What would have been right?')
    .fill('A yes: we hold a commercial license from its owner.');
  await form.getByLabel('Yes, with my name on it').check();
  await picture(on, 'form');
  await form.getByRole('button', { name: 'Send to the OSPO' }).click();
  await form.waitFor({ state: 'hidden' });

  const text = files['list-package-json']?.text ?? '';
  await on.getByLabel('File', { exact: true }).setInputFiles({
    name: 'package.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await on.locator('.log .card').nth(1).waitFor();
  await picture(on, 'list');

  await on.goto(`${chat.url}/?persona=manager`);
  await ask(on, 'who signs off on a PR to kubernetes?', 1);
  await ask(on, 'do we need approval for parental leave?', 2);
  await picture(on, 'handbook');
  await on.getByRole('button', { name: 'Ask the open source program office' }).click();
  await on.locator('.log .card').nth(2).waitFor();

  await on.goto(`${chat.url}/?persona=ospo`);
  await on.getByRole('button', { name: 'Mark as read' }).first().waitFor();
  await picture(on, 'inbox');
}

async function ask(on: Page, question: string, cards: number): Promise<void> {
  await on.getByLabel('Your question').fill(question);
  await on.keyboard.press('Enter');
  await on
    .locator('.log .card')
    .nth(cards - 1)
    .waitFor();
}

async function picture(on: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await on.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const file = join(folder, `${name}-${colorScheme}.png`);
    await on.screenshot({ path: file, caret: 'hide' });
    const { size } = statSync(file);
    if (size > LARGEST) throw new Error(`${file} has ${size} bytes, more than ${LARGEST}`);
    process.stdout.write(`${file} ${Math.round(size / 1000)} kB\n`);
  }
}
