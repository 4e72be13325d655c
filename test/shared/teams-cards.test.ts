import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardsToDialog, cardsToHome, cardToAdaptive } from '#channels/teams/render-card.ts';
import { formToDialog } from '#channels/teams/render-form.ts';
import { fit } from '#foundation/cards/fit.ts';
import { anyCard, atMostSeconds } from '../foundation/cards/any-card.ts';
import { anyForm, anyKept } from '../foundation/cards/any-form.ts';
import { namedSampleCards } from '../support/sample-cards.ts';
import { namedSampleForms } from '../support/sample-forms.ts';
import { nastyCards } from '../support/teams/nasty-cards.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../shared/schemas/teams-cards.schema.json', import.meta.url), 'utf8'),
);

describe('what is shown in Teams, by Teams’ own schema', () => {
  const isRight = new Ajv({ strict: false }).compile(schema);
  const frame = { context: 'a-context', dialog: 'a-dialog' };
  const often = { ...atMostSeconds, numRuns: 40 };

  it.each([...namedSampleCards, ...Object.entries(nastyCards)])('is a card: %s', (_, card) => {
    const drawn = [
      cardToAdaptive(card, { refreshFor: ['29:one'] }),
      cardToAdaptive(card, { surface: 'dialog' }),
      cardToAdaptive(card, { surface: 'search' }),
      cardsToHome([card, card]),
      cardsToDialog([card, card]),
    ];

    expect(drawn.map((one) => isRight(one))).toEqual(drawn.map(() => true));
  });

  it.each(namedSampleForms)('is a form: %s', (_, { people: _people, ...state }) => {
    expect(isRight(formToDialog(state, frame).card)).toBe(true);
  });

  it('is a card whatever it says', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(isRight(cardToAdaptive(fit(card)))).toBe(true);
      }),
      often,
    );
  });

  it('is a form whatever was typed', () => {
    const anyFilled = anyForm.chain((form) => fc.tuple(fc.constant(form), anyKept(form)));
    fc.assert(
      fc.property(anyFilled, fc.nat(2), ([form, kept], page) => {
        expect(isRight(formToDialog({ form, page, kept, errors: {} }, frame).card)).toBe(true);
      }),
      often,
    );
  });

  it.each([
    ['an element that there is not', { type: 'AdaptiveCard', body: [{ type: 'Nothing' }] }],
    ['a member that there is not', { type: 'AdaptiveCard', text: 'x' }],
  ])('would not be %s', (_, card) => {
    expect(isRight(card)).toBe(false);
  });
});
