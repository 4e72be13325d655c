import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardsToHome, cardToMessage, moreToModal } from '#channels/slack/render-card.ts';
import type { Card, Part, SimplePart } from '#foundation/cards/card.ts';
import { cardToText, noteWord } from '#foundation/cards/card-to-text.ts';
import { fit } from '#foundation/cards/fit.ts';
import { readAction } from '#foundation/cards/read-action.ts';
import { link, plainText, type Text, visible } from '#foundation/cards/text.ts';
import { anyCard, atMostSeconds } from '../../foundation/cards/any-card.ts';
import { namedSampleCards, sampleCards } from '../../support/sample-cards.ts';
import { checkMessage, checkView } from '../../support/slack/limit-checker.ts';
import { objectsIn, wordsIn } from '../../support/slack/read-blocks.ts';

const anyFittedCard = anyCard.map((card) => fit(card));
const often = { ...atMostSeconds, numRuns: 60 };

describe('a card as a Slack message', () => {
  it.each(namedSampleCards)('is drawn: %s', async (name, card) => {
    const drawn = {
      message: cardToMessage(card),
      ...Object.fromEntries(
        card.parts.flatMap((_, at) => {
          const modal = moreToModal(card, at);
          return modal === undefined ? [] : [[`more:${at}`, modal]];
        }),
      ),
    };

    await expect(`${JSON.stringify(drawn, null, 1)}\n`).toMatchFileSnapshot(
      `../../golden/slack/cards/${name}.json`,
    );
  });

  it('is within the limits, whatever the card says', () => {
    fc.assert(
      fc.property(anyFittedCard, fc.constantFrom('button', 'inline'), (card, more) => {
        expect(checkMessage(cardToMessage(card, more))).toEqual([]);
      }),
      often,
    );
  });

  it('asks Slack to read nothing as markup', () => {
    fc.assert(
      fc.property(anyFittedCard, (card) => {
        const objects = objectsIn(cardToMessage(card, 'inline').blocks);

        expect(objects.filter(({ type }) => type === 'mrkdwn' || type === 'markdown')).toEqual([]);
        expect(
          objects.filter(({ type, emoji }) => type === 'plain_text' && emoji !== false),
        ).toEqual([]);
      }),
      often,
    );
  });

  it('says all words of the card, in order and unchanged but for signs made visible', () => {
    fc.assert(
      fc.property(anyFittedCard, (card) => {
        const words = wordsIn(cardToMessage(card, 'inline').blocks);

        expect(missingFrom(words, textsOf(card))).toEqual([]);
      }),
      often,
    );
  });

  it('brings back the action of each button', () => {
    fc.assert(
      fc.property(anyFittedCard, (card) => {
        const pressed = objectsIn(cardToMessage(card).blocks)
          .filter(({ action_id }) => String(action_id).startsWith('press:'))
          .map(({ action_id, value }) => [action_id, readAction(value)]);

        expect(Object.fromEntries(pressed)).toEqual(
          Object.fromEntries(
            card.buttons.map(({ action }, at) => [
              `press:${at}`,
              readAction(JSON.stringify(action)),
            ]),
          ),
        );
      }),
      often,
    );
  });

  it('holds the beginning of the card as the text beside it, with nothing in it that mentions', () => {
    fc.assert(
      fc.property(anyFittedCard, (card) => {
        const { text } = cardToMessage(card);

        expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        const read = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        const whole = cardToText(card).trim() || '…';
        expect(read === whole || whole.startsWith(read.slice(0, -1))).toBe(true);
      }),
      often,
    );
  });

  it('puts a link only on the address of a page', () => {
    const source = [link('page', 'https://example.org'), link('press', 'javascript:alert(1)')];

    const { blocks } = cardToMessage({ ...sampleCards.bare, source });

    expect(blocks.at(-1)).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'link', url: 'https://example.org/', text: 'page' },
            { type: 'text', text: 'press' },
          ],
        },
      ],
    });
  });

  it('keeps what unfolds behind a button that names the part', () => {
    const { blocks } = cardToMessage(sampleCards.obligations);

    expect(objectsIn(blocks)).toContainEqual({
      type: 'button',
      action_id: 'more:2',
      text: { type: 'plain_text', text: 'Why', emoji: false },
      value: '2',
    });
    expect(wordsIn(blocks)).not.toContain('Weak copyleft');
  });

  it('writes out what unfolds where there is nobody to press', () => {
    const { blocks } = cardToMessage(sampleCards.obligations, 'inline');

    expect(wordsIn(blocks)).toContain('Weak copyleft');
    expect(objectsIn(blocks).filter(({ action_id }) => action_id === 'more:2')).toEqual([]);
  });
});

describe('what a card keeps behind a button', () => {
  it('is a modal within the limits, whatever the card says', () => {
    fc.assert(
      fc.property(anyFittedCard, (card) => {
        for (const [at, part] of card.parts.entries()) {
          const modal = moreToModal(card, at);

          expect(modal === undefined).toBe(part.kind !== 'more');
          if (modal !== undefined) expect(checkView(modal)).toEqual([]);
        }
      }),
      often,
    );
  });

  it('says its whole label where the title has no room for it', () => {
    const label = 'How the answer for a shipped product comes about';
    const parts: Part[] = [{ kind: 'more', label, parts: [{ kind: 'paragraph', text: 'So.' }] }];

    const modal = moreToModal({ ...sampleCards.bare, parts }, 0);

    expect(modal?.title.text).toBe('How the answer for a…');
    expect(wordsIn(modal?.blocks)).toContain(label);
  });

  it.each([-1, 0, 99, 0.5, Number.NaN])('is nothing where the card has no such part: %s', (at) => {
    expect(moreToModal(sampleCards.obligations, at)).toBeUndefined();
  });
});

describe('cards on the Home tab', () => {
  it('stand one under the other within the limits, or a line says how many have no room', () => {
    const anyCards = fc.array(anyFittedCard, { minLength: 1, maxLength: 12, size: 'max' });
    fc.assert(
      fc.property(anyCards, (cards) => {
        const home = cardsToHome(cards);

        expect(checkView(home)).toEqual([]);
        const shown = home.blocks.filter(({ type }) => type === 'header').length;
        const leftOut = Number(
          /(\d+) more ha(?:s|ve) no room here\.$/.exec(wordsIn(home.blocks))?.[1] ?? 0,
        );
        expect(shown + leftOut).toBe(cards.length);
      }),
      { ...often, numRuns: 25 },
    );
  });

  it('tell their buttons apart', () => {
    const home = cardsToHome([sampleCards.yes, sampleCards.review]);

    const ids = objectsIn(home.blocks).flatMap(({ action_id }) => action_id ?? []);
    expect(ids).toEqual(['press:0.0', 'press:0.1', 'press:1.0', 'press:1.1', 'press:1.2']);
  });

  it('read a table row by row, for Slack has no room for it there', async () => {
    const home = cardsToHome([sampleCards.review]);

    await expect(`${JSON.stringify(home, null, 1)}\n`).toMatchFileSnapshot(
      '../../golden/slack/cards/home.json',
    );
  });
});

/** The texts in the order in which they are looked for; what is not there, or not there any more. */
function missingFrom(words: string, texts: readonly string[]): readonly string[] {
  let from = 0;
  return texts.filter((text) => {
    const at = words.indexOf(text, from);
    if (at >= 0) from = at + text.length;
    return at < 0;
  });
}

function textsOf(card: Card): readonly string[] {
  const parts = card.parts.flatMap((part) =>
    part.kind === 'more' ? [part.label, ...part.parts.flatMap(textsOfPart)] : textsOfPart(part),
  );
  const texts = [card.title, ...parts, ...(card.source === undefined ? [] : [card.source])];
  return texts.map((text) => visible(plainText(text))).filter((text) => text.trim() !== '');
}

function textsOfPart(part: SimplePart): readonly Text[] {
  switch (part.kind) {
    case 'paragraph':
      return [part.text];
    case 'note':
      return [noteWord(part.tone), part.text];
    case 'list':
      return [part.title ?? '', ...part.entries];
    case 'facts':
      return part.rows.flatMap(({ label, value }) => [label, value]);
    case 'table':
      return [...part.columns, ...part.rows.flatMap((row) => row.slice(0, part.columns.length))];
  }
}
