import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Respond, Turn } from '#assistant/turn.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import { replyOf, startTestChat } from '../channels/web/test-chat.ts';
import { sampleCards } from '../support/sample-cards.ts';
import { useForm } from '../support/sample-forms.ts';
import { say, useBrowser } from './page-in-browser.ts';

const openPage = useBrowser();

/** Opens the form for every question; takes it when it is filled in. */
const respond: Respond = async ({ content }) => {
  if (content.kind !== 'form') return [{ kind: 'form', form: useForm, context: 'a matter' }];
  const checked = checkAnswers(useForm, content.answers);
  if (checked.kind === 'ok') return [replyOf(sampleCards.bare)];
  const { errors, kept } = checked;
  return [{ kind: 'form', form: useForm, context: content.context, errors, kept }];
};

describe('a form', () => {
  it('is filled in page by page, and sent with the answers of all of them', async () => {
    const turns: Turn[] = [];
    const recording: Respond = async (turn) => {
      turns.push(turn);
      return respond(turn);
    };
    const { page } = await openPage({ chat: { respond: recording } });

    await open(page);
    await page.getByRole('textbox', { name: 'Package' }).fill('left-pad');
    await page.getByLabel('Hosted by us').check();
    await go(page, 'Next');
    await page.getByText('Page 2 of 3').waitFor();
    await page.getByLabel('Shipped to customers').check();
    await page.getByLabel('For ourselves').check();
    await page.getByLabel('Not sure').check();
    await page.getByLabel('Main language').selectOption('go');
    await go(page, 'Next');
    await page.getByText('Page 3 of 3').waitFor();
    await page.getByLabel('First release').fill('2026-05-01');
    await go(page, 'Send to the OSPO');
    await page.locator('.log .card').waitFor();

    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(turns.at(-1)?.content).toMatchObject({
      kind: 'form',
      form: 'use',
      answers: {
        package: 'left-pad',
        way: 'hosted',
        parts: ['shipped', 'internal'],
        modified: 'not-sure',
        language: 'go',
        release: '2026-05-01',
      },
    });
  });

  it('unfolds what depends on an answer, and folds it again', async () => {
    const { page } = await openPage({ chat: { respond } });
    await open(page);
    const customers = page.getByLabel('How many customers get it?');

    const atFirst = await customers.isVisible();
    await page.getByLabel('Shipped to customers').check();
    const unfolded = await customers.isVisible();
    await page.getByLabel('Hosted by us').check();
    const folded = await customers.isVisible();

    expect([atFirst, unfolded, folded]).toEqual([false, true, false]);
  });

  it('says beside the fields what to mend, with the focus on the first, and all answers kept', async () => {
    const { page } = await openPage({ chat: { respond } });
    await open(page);

    await page.getByLabel('What is it for?').fill('to pad on the left');
    await page.getByLabel('Shipped to customers').check();
    await page.getByLabel('How many customers get it?').fill('many');
    await go(page, 'Next');
    await page.getByText('2 answers need another look.').waitFor();

    expect(await page.evaluate('document.activeElement.name')).toBe('package');
    expect(await page.getByLabel('What is it for?').inputValue()).toBe('to pad on the left');
    expect(await page.getByLabel('How many customers get it?').inputValue()).toBe('many');
    expect(await page.getByText('Please give a number').isVisible()).toBe(true);
  });

  it('has what was typed into it when it is opened again, also after a reload and a restart', async () => {
    const { page, chat } = await openPage({ chat: { respond } });
    await open(page);
    const kept = page.waitForResponse((response) => response.url().endsWith('/draft'));
    await page.getByRole('textbox', { name: 'Package' }).fill('left-pad');
    await kept;

    await chat.close();
    await startTestChat({ port: chat.port, respond });
    await page.goto(chat.url);
    await page.evaluate('localStorage.clear()');
    await open(page);

    expect(await page.getByRole('textbox', { name: 'Package' }).inputValue()).toBe('left-pad');
  });

  it('keeps what is typed while Steward is away, and says that it could not be sent', async () => {
    const { page } = await openPage({ chat: { respond } });
    await open(page);
    await page.route('**/form', (route) => route.abort());
    await page.route('**/draft', (route) => route.abort());

    await page.getByRole('textbox', { name: 'Package' }).fill('left-pad');
    await go(page, 'Next');
    await page.getByText('Your answers are kept').waitFor();
    const still = await page.getByRole('textbox', { name: 'Package' }).inputValue();
    await page.unroute('**/form');
    await page.reload();
    await open(page);

    expect(still).toBe('left-pad');
    expect(await page.getByRole('textbox', { name: 'Package' }).inputValue()).toBe('left-pad');
  });
});

async function open(page: Page): Promise<void> {
  await say(page, 'a form, please');
  await page.getByRole('dialog', { name: useForm.title }).waitFor();
}

function go(page: Page, name: string): Promise<void> {
  return page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}
