import { describe, expect, it } from 'vitest';
import type { Turn } from '#assistant/turn.ts';
import { replyOf, respondWithSamples, startTestChat } from '../channels/web/test-chat.ts';
import { sampleCards } from '../support/sample-cards.ts';
import { askOn, useBrowser } from './page-in-browser.ts';

const openPage = useBrowser();

describe('a question', () => {
  it('is answered with a card, below what was asked', async () => {
    const { page, complaints } = await openPage();

    await askOn(page, 'no');

    expect(
      await page.locator('.log > *').evaluateAll((all) => all.map((one) => one.className)),
    ).toEqual(['said', 'card']);
    expect(await page.locator('.said').textContent()).toBe('no');
    expect(await page.getByRole('heading', { level: 2 }).textContent()).toBe(sampleCards.no.title);
    expect(await page.getByLabel('Your question').inputValue()).toBe('');
    expect(complaints).toEqual([]);
  });

  it('can be one of the examples, which then make room', async () => {
    const { page } = await openPage();

    await page.getByRole('button', { name: 'can I use left-pad?' }).click();
    await page.locator('.card').waitFor();

    expect(await page.locator('.said').textContent()).toBe('can I use left-pad?');
    expect(await page.getByRole('group', { name: 'Examples' }).isVisible()).toBe(false);
  });

  it('keeps one thread on a page, and the person from one visit to the next', async () => {
    const turns: Turn[] = [];
    const { page } = await openPage({}, { respond: recordInto(turns) });

    await askOn(page, 'one');
    await askOn(page, 'two', 2);
    await page.reload();
    await askOn(page, 'three');

    const [one, two, three] = turns;
    expect(two?.thread).toBe(one?.thread);
    expect(three?.thread).not.toBe(one?.thread);
    expect(new Set(turns.map((turn) => turn.personId)).size).toBe(1);
  });

  it('that takes a while says that it is looked up, and no longer once it is answered', async () => {
    const answer = Promise.withResolvers<void>();
    const respond = async () => {
      await answer.promise;
      return [replyOf(sampleCards.yes)];
    };
    const { page } = await openPage({}, { respond });

    await page.getByLabel('Your question').fill('slow');
    await page.keyboard.press('Enter');
    await page.getByText('Looking it up…').waitFor();
    answer.resolve();
    await page.locator('.card').waitFor();

    expect(await page.getByRole('status').textContent()).toBe('');
  });
});

describe('a button', () => {
  it('sends its action, and shows what was pressed', async () => {
    const { page } = await openPage();
    await askOn(page, 'yes');

    await page.getByRole('button', { name: 'Why' }).click();
    await page.locator('.card').nth(1).waitFor();

    expect(await page.locator('.said').last().textContent()).toBe('Why');
    expect(await page.locator('.card').last().getByRole('heading').textContent()).toBe(
      sampleCards.review.title,
    );
  });

  it('takes a double press for one, and a later press for another', async () => {
    const turns: Turn[] = [];
    const firstPress = Promise.withResolvers<void>();
    const respond: typeof respondWithSamples = async (turn) => {
      turns.push(turn);
      if (turns.length === 2) await firstPress.promise;
      return [replyOf(sampleCards.yes)];
    };
    const { page } = await openPage({}, { respond });
    await askOn(page, 'yes');
    const button = page.getByRole('button', { name: 'Why' }).first();

    await button.dblclick();
    firstPress.resolve();
    await page.locator('.card').nth(1).waitFor();
    const afterDouble = turns.length;
    await button.click();
    await page.locator('.card').nth(2).waitFor();

    expect([afterDouble, turns.length]).toEqual([2, 3]);
  });
});

describe('text that tries to be more', () => {
  it('stays text: in the card, in what was asked, and on the buttons', async () => {
    const { page, complaints } = await openPage();

    await askOn(page, 'markup');
    await page.locator('.card .button').click();
    await page.locator('.card').nth(1).waitFor();
    await askOn(page, '<img src=x onerror="window.hacked=1"><b>bold</b>', 3);

    expect(await page.locator('.card h2').first().textContent()).toBe(sampleCards.markup.title);
    expect(await page.locator('.said').last().textContent()).toBe(
      '<img src=x onerror="window.hacked=1"><b>bold</b>',
    );
    expect(await page.locator('.log').locator('script, img, style, b').count()).toBe(0);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(complaints).toEqual([]);
  });

  it('would not run even if it came through, for the policy allows our own files only', async () => {
    const { page, complaints } = await openPage();

    await page.evaluate(
      `const script = document.createElement('script');
       script.textContent = 'window.hacked = 1';
       document.body.append(script);`,
    );

    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(complaints.join()).toContain('Content Security Policy');
  });
});

describe('when it fails', () => {
  it('keeps the text, says why with a reference, and tries again when asked to', async () => {
    let calls = 0;
    const { page } = await openPage(
      {},
      {
        respond: async (turn) => {
          calls += 1;
          if (calls === 1) throw new Error('once');
          return respondWithSamples(turn);
        },
      },
    );

    await page.getByLabel('Your question').fill('no');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert');
    await alert.getByText('Reference').waitFor();
    const kept = await page.getByLabel('Your question').inputValue();
    const saidWhileFailed = await page.locator('.said').count();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.card').waitFor();

    expect([kept, saidWhileFailed]).toEqual(['no', 0]);
    expect(await page.locator('.said').count()).toBe(1);
    expect(await alert.isVisible()).toBe(false);
  });

  it('keeps a message that is too long, and says how long it may be', async () => {
    const { page } = await openPage();
    const long = 'a'.repeat(40_001);

    await page.getByLabel('Your question').fill(long);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('at most 40,000').waitFor();

    expect(await page.getByLabel('Your question').inputValue()).toBe(long);
  });

  it('loses nothing while Steward is away, and notices when it is back', async () => {
    const { page, chat } = await openPage();
    await chat.close();

    await page.getByLabel('Your question').fill('yes');
    await page.keyboard.press('Enter');
    await page.getByText('cannot be reached').waitFor();
    await startTestChat({ port: chat.port });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.card').waitFor();

    expect(await page.locator('.said').textContent()).toBe('yes');
    expect(await page.getByLabel('Your question').inputValue()).toBe('');
  });
});

function recordInto(turns: Turn[]): typeof respondWithSamples {
  return async (turn) => {
    turns.push(turn);
    return [replyOf(sampleCards.yes)];
  };
}
