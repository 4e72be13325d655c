import { expect, it } from 'vitest';
import { listenTo } from '../channels/web/listen.ts';
import { replyOf, say, startTestChat, takeTurn } from '../channels/web/test-chat.ts';
import { sampleCards } from '../support/sample-cards.ts';

const PAGES = 20;
const EDITS = 50;

it('brings the edit of a card to 20 open pages within 200 ms at the median', async () => {
  let card = '';
  const chat = await startTestChat({
    respond: async ({ content }) =>
      content.kind === 'text'
        ? [replyOf(sampleCards.yes)]
        : [
            {
              kind: 'edit',
              card,
              edit: (before) => ({ ...before, title: `${before.title.slice(0, 40)}!` }),
            },
          ],
  });
  const { messages } = await takeTurn(chat, { content: say('yes') });
  card = messages[1]?.id ?? '';
  const pages = await Promise.all(Array.from({ length: PAGES }, () => listenTo(chat)));
  const spent: number[] = [];

  for (let edit = 0; edit < EDITS; edit++) {
    const last = Math.max(messages[1]?.change ?? 0, ...pages.map((page) => page.last));
    const began = performance.now();
    const pressed = takeTurn(chat, { persona: 'ospo', content: { kind: 'action', action: 1 } });
    await Promise.all(pages.map((page) => page.until(({ id = 0 }) => id > last)));
    spent.push(performance.now() - began);
    await pressed;
  }

  spent.sort((one, other) => one - other);
  const at = (share: number): number => spent[Math.ceil(spent.length * share) - 1] ?? Number.NaN;
  process.stdout.write(
    `an edit on ${PAGES} pages: ${at(0.5).toFixed(1)} ms at p50, ${at(0.95).toFixed(1)} ms at p95, ${at(1).toFixed(1)} ms at most\n`,
  );
  expect(at(0.5)).toBeLessThanOrEqual(200);
});
