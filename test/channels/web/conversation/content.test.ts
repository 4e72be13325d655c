import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Content } from '#channels/web/conversation/content.ts';
import { fit } from '#foundation/cards/fit.ts';
import { anyCard, atMostSeconds } from '../../../foundation/cards/any-card.ts';
import { namedSampleCards } from '../../../support/sample-cards.ts';

describe('what a message holds', () => {
  it.each(namedSampleCards)('comes back from the database as it was: %s', (_, card) => {
    const stored: unknown = JSON.parse(JSON.stringify({ kind: 'card', card }));

    expect(Content.parse(stored)).toEqual({ kind: 'card', card });
  });

  it('comes back as it was, whatever card it is', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const fitted = fit(card);
        const stored: unknown = JSON.parse(JSON.stringify({ kind: 'card', card: fitted }));

        expect(Content.parse(stored)).toEqual({
          kind: 'card',
          card: JSON.parse(JSON.stringify(fitted)),
        });
      }),
      { ...atMostSeconds, numRuns: 50 },
    );
  });

  it.each([null, 'text', { kind: 'poem' }, { kind: 'card', card: { title: 'x' } }])(
    'is not read where it is something else: %j',
    (stored) => {
      expect(Content.safeParse(stored).success).toBe(false);
    },
  );
});
