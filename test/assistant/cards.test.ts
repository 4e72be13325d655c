import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CardReply } from '#assistant/turn.ts';
import { printCard } from '#channels/terminal/print-card.ts';
import { renderCard } from '#channels/web/render-card.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { absenceCards } from '../support/sample-absences.ts';
import { broadcastCards } from '../support/sample-broadcasts.ts';
import { feedbackCards } from '../support/sample-feedback.ts';
import { questionCards } from '../support/sample-open-questions.ts';
import { productCards } from '../support/sample-products.ts';
import { files, questions } from '../support/sample-questions.ts';
import { requestCards } from '../support/sample-requests.ts';
import { slackByLine } from '../support/slack/by-line.ts';
import { teamsByLine } from '../support/teams/by-line.ts';
import { cardsOf, startTestSteward, type TestSteward } from '../support/test-steward.ts';

describe('every card', () => {
  let steward: TestSteward;
  beforeAll(async () => {
    steward = await startTestSteward();
  });
  afterAll(() => steward.close());

  it.each(Object.entries(questions))('reads well: %s', async (name, question) => {
    const [reply] = await steward.ask(question);

    expect(reply).toBeDefined();
    if (!reply) return;
    await expectGolden(name, reply.card, printCard(reply.card, { colour: false }));
  });

  it.each(Object.entries(questions))(
    'can be said not to help if it is an answer: %s',
    async (name, question) => {
      const [reply] = await steward.ask(question);

      const labels = reply?.card.buttons.map(({ label }) => label) ?? [];
      expect(labels.length).toBeLessThanOrEqual(5);
      expect(labels.at(-1) === 'Not helpful').toBe(
        reply?.outcome.kind === 'verdict' || isByUse(reply) || name === 'handbook',
      );
    },
  );

  it('leads to the license text, where the list has one', async () => {
    const [license] = await steward.ask('what do i have to do for bsd 3 clause code we ship');
    const [document] = await steward.send({
      kind: 'action',
      action: license?.card.buttons.find(({ label }) => label === 'Show the text')?.action,
    });

    expect(document).toMatchObject({
      kind: 'document',
      title: expect.stringContaining('BSD-3-Clause'),
      text: expect.stringContaining('Redistribution and use in source and binary forms'),
    });
  });

  it('keeps a note of what was asked on the button, however long the license', async () => {
    const long = Array.from({ length: 40 }, () => 'GPL-2.0-only WITH Classpath-exception-2.0').join(
      ' OR ',
    );

    const [reply] = await steward.ask(`can we ship (${long}) in our product?`);

    expect(reply?.card.buttons.at(-1)?.label).toBe('Not helpful');
  });

  it.each(Object.entries(files))('reads well for a file: %s', async (name, file) => {
    const [reply] = cardsOf(await steward.send({ kind: 'file', ...file }));

    const card = reply?.card ?? never();
    await expectGolden(name, card, printCard(card, { colour: false }));
  });

  it.each(Object.entries(feedbackCards))('reads well about feedback: %s', async (name, card) => {
    await expectGolden(name, card, cardToText(card));
  });

  it.each(Object.entries(questionCards))('reads well about questions: %s', async (name, card) => {
    await expectGolden(name, card, cardToText(card));
  });

  it.each(Object.entries(productCards))('reads well about products: %s', async (name, card) => {
    await expectGolden(name, card, cardToText(card));
  });

  it.each(Object.entries(requestCards))('reads well about requests: %s', async (name, card) => {
    await expectGolden(name, card, cardToText(card));
  });

  it.each(Object.entries(broadcastCards))('reads well about broadcasts: %s', async (name, card) => {
    await expectGolden(name, card, cardToText(card));
  });

  it.each(Object.entries(absenceCards))('reads well about absences: %s', async (name, card) => {
    await expectGolden(name, card, cardToText(card));
  });

  it('reads well when the registry keeps a package to itself', async () => {
    steward.registry.breakDown('@acme/core', { kind: 'status', status: 401 });

    const [reply] = await steward.ask('can I use @acme/core?');

    expect(reply?.outcome).toEqual({ kind: 'no-answer' });
    await expect(`${printCard(reply?.card ?? never(), { colour: false })}\n`).toMatchFileSnapshot(
      '../golden/answers/package-may-not-see.txt',
    );
  });

  it('reads well when the registry does not answer', async () => {
    steward.registry.breakDown('react-router', { kind: 'status', status: 503 });

    const [reply] = await steward.ask('can I use react-router?');

    expect(reply?.outcome).toEqual({ kind: 'no-answer' });
    expect(reply?.card.buttons.map((button) => button.label)).toEqual(['Try again']);
    await expect(`${printCard(reply?.card ?? never(), { colour: false })}\n`).toMatchFileSnapshot(
      '../golden/answers/package-source-down.txt',
    );
  });
});

async function expectGolden(name: string, card: Card, text: string): Promise<void> {
  await expect(`${text}\n`).toMatchFileSnapshot(`../golden/answers/${name}.txt`);
  await expect(`${renderCard(card)}\n`).toMatchFileSnapshot(`../golden/answers/${name}.html`);
  await expect(slackByLine(card)).toMatchFileSnapshot(`../golden/slack/answers/${name}.jsonl`);
  await expect(teamsByLine(card)).toMatchFileSnapshot(`../golden/teams/answers/${name}.jsonl`);
}

/** A question back that is an answer too: it depends on the use. */
function isByUse(reply: CardReply | undefined): boolean {
  return reply?.card.parts.some((part) => part.kind === 'table') === true;
}

function never(): never {
  throw new Error('there was no reply');
}
