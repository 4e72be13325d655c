import { describe, expect, it } from 'vitest';
import type { Respond, Turn } from '#assistant/turn.ts';
import { replyOf, respondWithSamples } from '../channels/web/test-chat.ts';
import { sampleCards } from '../support/sample-cards.ts';
import { askOn, saidOn, say, useBrowser } from './page-in-browser.ts';

const openPage = useBrowser();

describe('a question', () => {
  it('is answered with a card, below what was asked', async () => {
    const { page, complaints } = await openPage();

    await askOn(page, 'no');

    expect(await saidOn(page)).toEqual(['person: no', `steward: ${sampleCards.no.title}`]);
    expect(await page.getByLabel('Your question').inputValue()).toBe('');
    expect(complaints).toEqual([]);
  });

  it('can be one of the examples, which then make room', async () => {
    const { page } = await openPage();

    await page.getByRole('button', { name: 'can I use left-pad?' }).click();
    await page.locator('.card').waitFor();

    expect((await saidOn(page))[0]).toBe('person: can I use left-pad?');
    expect(await page.getByRole('group', { name: 'Examples' }).isVisible()).toBe(false);
  });

  it('can be asked while another is being answered, and is answered after it', async () => {
    const first = Promise.withResolvers<void>();
    const respond: Respond = async (turn) => {
      if (textOf(turn) === 'no') await first.promise;
      return respondWithSamples(turn);
    };
    const { page } = await openPage({ chat: { respond } });

    await say(page, 'no');
    await say(page, 'yes');
    first.resolve();
    await page.locator('.card').nth(1).waitFor();

    expect((await saidOn(page)).toSorted()).toEqual(
      [
        'person: no',
        `steward: ${sampleCards.no.title}`,
        'person: yes',
        `steward: ${sampleCards.yes.title}`,
      ].toSorted(),
    );
  });

  it('and its answer are there again after a reload, and in a second tab as they come', async () => {
    const { page, anotherTab } = await openPage();
    await askOn(page, 'no');
    const second = await anotherTab();

    await askOn(page, 'yes', 2);
    await second.locator('.card').nth(1).waitFor();
    await page.reload();
    await page.locator('.card').nth(1).waitFor();

    expect(await saidOn(second)).toEqual(await saidOn(page));
    expect(await saidOn(page)).toHaveLength(4);
  });

  it('can be changed with the up arrow, and its answer changes in place', async () => {
    const { page } = await openPage();
    await askOn(page, 'no');

    await page.keyboard.press('ArrowUp');
    const editing = await page.getByText('You are changing your last message.').isVisible();
    await say(page, 'yes');
    await page.getByRole('heading', { name: sampleCards.yes.title, level: 2 }).first().waitFor();

    expect(editing).toBe(true);
    expect(await saidOn(page)).toEqual(['person: yes', `steward: ${sampleCards.yes.title}`]);
    expect(await page.locator('.message .updated:visible').count()).toBe(2);
  });

  it('keeps a half-typed one over a reload, and leaves a change when Escape is pressed', async () => {
    const { page } = await openPage();
    await askOn(page, 'no');
    const question = page.getByLabel('Your question');

    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    const afterEscape = await question.inputValue();
    await question.fill('half a thou');
    await page.reload();

    await expect.poll(() => question.inputValue()).toBe('half a thou');
    expect(afterEscape).toBe('');
  });
});

describe('a button', () => {
  it('sends its action with the card that it is on', async () => {
    const turns: Turn[] = [];
    const { page } = await openPage({ chat: { respond: recordInto(turns) } });
    await askOn(page, 'yes');

    await page.getByRole('button', { name: 'Why' }).click();
    await page.locator('.card').nth(1).waitFor();

    const pressed = turns[1]?.content;
    const card = await page.locator('.message').nth(1).getAttribute('data-id');
    expect(pressed).toMatchObject({
      kind: 'action',
      card: `persona:${card}`,
      action: { name: 'sample.show@1' },
    });
    expect(await page.locator('.message').count()).toBe(3);
  });

  it('takes a double press for one, and a later press for another', async () => {
    const turns: Turn[] = [];
    const pressed = Promise.withResolvers<void>();
    const respond: Respond = async (turn) => {
      turns.push(turn);
      if (turns.length === 2) await pressed.promise;
      return [replyOf(sampleCards.yes)];
    };
    const { page } = await openPage({ chat: { respond } });
    await askOn(page, 'yes');
    const button = page.getByRole('button', { name: 'Why' }).first();

    await button.dblclick();
    pressed.resolve();
    await page.locator('.card').nth(1).waitFor();
    const afterDouble = turns.length;
    await button.click();
    await page.locator('.card').nth(2).waitFor();

    expect([afterDouble, turns.length]).toEqual([2, 3]);
  });

  it('that changes its card does so in every tab, with what was unfolded still so', async () => {
    const respond: Respond = async (turn) => {
      if (turn.content.kind !== 'action') return [replyOf(sampleCards.obligations)];
      const card = turn.content.card ?? '';
      return [{ kind: 'edit', card, edit: (before) => ({ ...before, title: 'Noted by Legal' }) }];
    };
    const { page, anotherTab } = await openPage({ chat: { respond } });
    await askOn(page, 'x');
    const second = await anotherTab();
    await second.locator('.log summary').click();

    await page.getByRole('button', { name: 'Explain' }).click();
    await second.getByRole('heading', { name: 'Noted by Legal', level: 2 }).waitFor();

    expect(await second.locator('.log details').getAttribute('open')).toBe('');
    expect(await second.locator('.message .updated:visible').count()).toBe(1);
    expect(await page.locator('.log .card').count()).toBe(1);
  });
});

describe('the personas', () => {
  it('have a conversation each, and say how much they have not read', async () => {
    const { page, anotherTab } = await openPage();
    const legal = await anotherTab('/?persona=legal');
    await legal.getByLabel('Your question').waitFor();

    await askOn(page, 'no');
    const link = legal.getByRole('link', { name: /Developer/ });
    await askOn(legal, 'yes');
    const inLegal = await saidOn(legal);
    await link.click();
    await legal.getByRole('heading', { name: sampleCards.no.title, level: 2 }).waitFor();

    expect(inLegal).toEqual(['person: yes', `steward: ${sampleCards.yes.title}`]);
    expect(new URL(legal.url()).search).toBe('?persona=developer');
    await legal.goBack();
    await legal.getByRole('heading', { name: sampleCards.yes.title, level: 2 }).waitFor();
  });

  it('count what came while nobody looked, until somebody does', async () => {
    const { page, anotherTab } = await openPage();
    const answer = Promise.withResolvers<void>();
    const slow = await openPage({
      chat: {
        respond: async () => {
          await answer.promise;
          return [replyOf(sampleCards.yes)];
        },
      },
    });
    await page.close();
    await anotherTab('/?persona=ospo');

    await say(slow.page, 'no');
    await slow.page.locator('.message').waitFor();
    await slow.page.getByRole('link', { name: 'OSPO' }).click();
    answer.resolve();
    const link = slow.page.getByRole('link', { name: /Developer/ });
    await expect.poll(() => link.textContent()).toContain('1 unread');
    const title = await slow.page.title();
    await link.click();

    await expect.poll(() => link.textContent()).not.toContain('unread');
    expect(title).toContain('(1)');
  });
});

function recordInto(turns: Turn[]): Respond {
  return async (turn) => {
    turns.push(turn);
    return [replyOf(sampleCards.yes)];
  };
}

function textOf({ content }: Turn): string {
  return content.kind === 'text' ? content.text : '';
}
