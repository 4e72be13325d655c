import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { teamsLimits } from '#channels/teams/limits.ts';
import { Pressed } from '#channels/teams/pressed.ts';
import {
  cardsToDialog,
  cardsToHome,
  cardToAdaptive,
  textBeside,
} from '#channels/teams/render-card.ts';
import type { Button, Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { jsonBytes } from '#foundation/cards/cut-text.ts';
import { fit } from '#foundation/cards/fit.ts';
import { readAction } from '#foundation/cards/read-action.ts';
import { code, emphasis, link, strong } from '#foundation/cards/text.ts';
import { anyCard, atMostSeconds } from '../../foundation/cards/any-card.ts';
import { namedSampleCards, sampleCards, showSample } from '../../support/sample-cards.ts';
import { checkCard } from '../../support/teams/card-checker.ts';
import { missingFrom, objectsIn, readingOf, textsOf } from '../../support/teams/card-words.ts';
import { complaintsOfMicrosoft } from '../../support/teams/microsoft-parser.ts';
import { nastyCards } from '../../support/teams/nasty-cards.ts';

const anyFittedCard = anyCard.map((card) => fit(card));
const anySurface = fc.constantFrom('message' as const, 'dialog' as const, 'search' as const);
const often = { ...atMostSeconds, numRuns: 60 };

describe('a card in Teams', () => {
  it.each(namedSampleCards)('is drawn: %s', async (name, card) => {
    const drawn = cardToAdaptive(card);

    expect(checkCard(drawn)).toEqual([]);
    await expect(`${JSON.stringify(drawn, null, 1)}\n`).toMatchFileSnapshot(
      `../../golden/teams/cards/${name}.json`,
    );
  });

  it('is within the limits wherever it stands, whatever it says', () => {
    fc.assert(
      fc.property(anyFittedCard, anySurface, (card, surface) => {
        const drawn = cardToAdaptive(card, { surface, refreshFor: ['29:one'] });

        expect(checkCard(drawn)).toEqual([]);
        expect(complaintsOfMicrosoft(drawn)).toEqual([]);
        expect(jsonBytes(drawn)).toBeLessThanOrEqual(teamsLimits.cardBytes);
        expect(JSON.stringify(drawn).length * 2).toBeLessThanOrEqual(teamsLimits.payloadBytes);
      }),
      often,
    );
  });

  it.each(Object.entries(nastyCards))('is within the limits with all its words: %s', (_, card) => {
    const users = Array.from({ length: 99 }, (_, at) => `29:${at}-${'x'.repeat(90)}`);

    const drawn = cardToAdaptive(card, { refreshFor: users });

    expect(checkCard(drawn)).toEqual([]);
    expect(jsonBytes(drawn)).toBeLessThanOrEqual(teamsLimits.cardBytes);
    expect(missingFrom(readingOf(drawn), textsOf(card))).toEqual([]);
  });

  it('says all words of the card, in order and unchanged but for signs made visible', () => {
    fc.assert(
      fc.property(anyFittedCard, anySurface, (card, surface) => {
        const words = readingOf(cardToAdaptive(card, { surface }));

        expect(missingFrom(words, textsOf(card))).toEqual([]);
      }),
      often,
    );
  });

  it('has nothing in it that reads Markdown, and no dates that a client would write anew', () => {
    const day = '{{DATE(2026-03-02T12:00:00Z, SHORT)}}';
    const card: Card = {
      ...sampleCards.markup,
      title: day,
      parts: [
        { kind: 'paragraph', text: [day, strong(day)] },
        { kind: 'more', label: day, parts: [{ kind: 'note', tone: 'bad', text: day }] },
        ...sampleCards.markup.parts,
      ],
    };

    const objects = objectsIn(cardToAdaptive(card).body);

    const types = new Set(objects.map(({ type }) => type).filter((type) => type !== undefined));
    expect([...types].filter((type) => !literalTypes.includes(String(type)))).toEqual([]);
    expect(JSON.stringify(cardToAdaptive(card, { surface: 'dialog' }).body)).not.toContain(
      '{{DATE(',
    );
    expect(missingFrom(readingOf({ body: objects[0] }), [day])).toEqual([]);
  });

  it('shows emphasis, code and pages, and words alone for what is no page', () => {
    const text = [
      strong('a'),
      emphasis('b'),
      code('c'),
      link('page', 'https://example.org'),
      link('press', 'javascript:alert(1)'),
      ' and more',
    ];

    const { body } = cardToAdaptive({
      ...sampleCards.bare,
      parts: [{ kind: 'paragraph', text }],
    });

    expect(body.at(-1)).toEqual({
      type: 'RichTextBlock',
      inlines: [
        { type: 'TextRun', text: 'a', weight: 'bolder' },
        { type: 'TextRun', text: 'b', italic: true },
        { type: 'TextRun', text: 'c', fontType: 'monospace' },
        {
          type: 'TextRun',
          text: 'page',
          selectAction: { type: 'Action.OpenUrl', url: 'https://example.org/' },
        },
        { type: 'TextRun', text: 'press and more' },
      ],
    });
  });

  it('gives up emphasis before pages, and pages before words, where there is no room', () => {
    const rich = cardToAdaptive(sampleCards.review);
    const linked = cardToAdaptive(nastyCards['links of one character'] ?? never());
    const bare = cardToAdaptive(nastyCards['addresses that grow'] ?? never());

    const kinds = [rich, linked, bare].map((drawn) => [
      objectsIn(drawn.body.slice(1)).some(({ fontType }) => fontType !== undefined),
      objectsIn(drawn).some(({ type }) => type === 'Action.OpenUrl'),
    ]);
    expect(kinds).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
  });

  it('keeps what unfolds below a button that names it', () => {
    const message = cardToAdaptive(sampleCards.obligations);

    expect(objectsIn(message.body)).toContainEqual({
      type: 'Action.ToggleVisibility',
      title: 'Why',
      targetElements: ['more-2'],
    });
    expect(objectsIn(message.body)).toContainEqual(
      expect.objectContaining({ type: 'Container', id: 'more-2', isVisible: false }),
    );
  });

  it('is drawn anew by itself for as many as Teams asks for, and for nobody if not told', () => {
    const users = Array.from({ length: 70 }, (_, at) => `29:${at}`);

    const drawn = cardToAdaptive(sampleCards.yes, { refreshFor: users });

    expect(drawn.refresh).toEqual({
      action: { type: 'Action.Execute', verb: 'refresh', data: { steward: 'refresh' } },
      userIds: users.slice(0, 60),
    });
    expect(cardToAdaptive(sampleCards.yes, { refreshFor: [] }).refresh).toBeUndefined();
  });
});

describe('the buttons of a card in Teams', () => {
  const title = 'Ask for an exception';
  const button: Button = { label: title, action: showSample.with({ card: 'review' }) };
  const data = { steward: 'press', action: JSON.stringify(button.action) };

  it('bring back the action of each, the likely one first, wherever they can be pressed', () => {
    fc.assert(
      fc.property(anyFittedCard, fc.constantFrom('message', 'dialog'), (card, surface) => {
        const { actions = [] } = cardToAdaptive(card, { surface });

        const pressed = actions.map((action) => Pressed.parse('data' in action && action.data));
        const likely = card.buttons.filter(({ style }) => style === 'primary');
        const others = card.buttons.filter(({ style }) => style !== 'primary');
        expect(pressed.map((one) => one.steward === 'press' && readAction(one.action))).toEqual(
          [...likely, ...others].map(({ action }) => readAction(JSON.stringify(action))),
        );
      }),
      often,
    );
  });

  it('are answered in place, and by a message where a client knows nothing of that', () => {
    const { actions } = cardToAdaptive({ ...sampleCards.bare, buttons: [button] });

    expect(actions).toEqual([
      {
        type: 'Action.Execute',
        title,
        verb: 'press',
        data,
        associatedInputs: 'none',
        fallback: { type: 'Action.Submit', title, data },
      },
    ]);
  });

  it('open a dialog where a form follows, which a dialog does by itself', () => {
    const card: Card = { ...sampleCards.bare, buttons: [{ ...button, opens: 'form' }] };

    expect(cardToAdaptive(card).actions).toEqual([
      { type: 'Action.Submit', title, data: { msteams: { type: 'task/fetch' }, ...data } },
    ]);
    expect(cardToAdaptive(card, { surface: 'dialog' }).actions).toEqual([
      { type: 'Action.Submit', title, data },
    ]);
  });

  it('are none where nobody would answer', () => {
    expect(cardToAdaptive(sampleCards.review, { surface: 'search' }).actions).toBeUndefined();
  });
});

describe('several cards in Teams', () => {
  const manyCards = fc.array(anyFittedCard, { minLength: 1, maxLength: 8, size: 'max' });

  it.each([
    ['at home', cardsToHome],
    ['in a dialog', cardsToDialog],
  ])(
    'stand one under the other within the limits, or a line says how many do not: %s',
    (_, draw) => {
      fc.assert(
        fc.property(manyCards, (cards) => {
          const drawn = draw(cards.map((card, at) => ({ ...card, title: `Card ${at}!` })));

          expect(checkCard(drawn)).toEqual([]);
          expect(jsonBytes(drawn)).toBeLessThanOrEqual(teamsLimits.cardBytes);
          const shown = objectsIn(drawn.body).filter(({ text }) => /^Card \d!$/.test(String(text)));
          const [, leftOut = 0] =
            /(\d+) more ha(?:s|ve) no room here\.$/.exec(readingOf(drawn)) ?? [];
          expect(shown.length + Number(leftOut)).toBe(cards.length);
        }),
        { ...often, numRuns: 20 },
      );
    },
  );

  it('are drawn at home', async () => {
    const home = cardsToHome([sampleCards.obligations, sampleCards.review]);

    expect(checkCard(home)).toEqual([]);
    await expect(`${JSON.stringify(home, null, 1)}\n`).toMatchFileSnapshot(
      '../../golden/teams/cards/home.json',
    );
  });

  it('say of each button at home that it is there, and of none in a dialog', () => {
    const cards = [sampleCards.obligations, sampleCards.review];

    const [home, dialog] = [cardsToHome(cards), cardsToDialog(cards)].map((drawn) =>
      objectsIn(drawn).flatMap(({ steward, home }) => (steward === 'press' ? [home] : [])),
    );
    expect(new Set(home)).toEqual(new Set([true]));
    expect(new Set(dialog)).toEqual(new Set([undefined]));
  });
});

describe('the words beside a card in Teams', () => {
  it('are the beginning of its plain reading, within the limit', () => {
    fc.assert(
      fc.property(anyFittedCard, (card) => {
        const text = textBeside(card);

        const whole = cardToText(card).trim() || '…';
        expect(text.length).toBeLessThanOrEqual(teamsLimits.text);
        expect(text === whole || whole.startsWith(text.slice(0, -1))).toBe(true);
      }),
      often,
    );
  });
});

const literalTypes = [
  'RichTextBlock',
  'TextRun',
  'Container',
  'Table',
  'TableRow',
  'TableCell',
  'ActionSet',
  'Action.ToggleVisibility',
  'Action.OpenUrl',
];

function never(): never {
  throw new Error('there is no such card');
}
