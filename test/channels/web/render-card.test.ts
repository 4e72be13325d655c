import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCard } from '#channels/web/render-card.ts';
import { link } from '#foundation/cards/text.ts';
import { anyCard, atMostSeconds } from '../../foundation/cards/any-card.ts';
import { namedSampleCards, sampleCards } from '../../support/sample-cards.ts';

const OUR_TAGS = new Set(
  'a article code dd details div dl dt em h2 h3 li p path span strong summary svg table tbody td th thead tr ul button'.split(
    ' ',
  ),
);

describe('a card as HTML', () => {
  it.each(namedSampleCards)('is drawn: %s', async (name, card) => {
    const html = renderCard(card).replaceAll('><', '>\n<');

    await expect(`${html}\n`).toMatchFileSnapshot(`../../golden/cards/${name}.html`);
  });

  it('holds no tag and no attribute that a text brought in, whatever the card says', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const tags = [...renderCard(card).matchAll(/<\/?([^\s>/]*)/g)].map(([, tag]) => tag ?? '');

        expect(tags.filter((tag) => !OUR_TAGS.has(tag))).toEqual([]);
      }),
      { ...atMostSeconds, numRuns: 50 },
    );
  });

  it('puts the action on the button so that it reads back the same', () => {
    const html = renderCard(sampleCards.markup);

    const attribute = /data-action="([^"]*)"/.exec(html)?.[1] ?? '';
    const decoded = attribute
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&');
    expect(JSON.parse(decoded)).toEqual(sampleCards.markup.buttons[0]?.action);
  });

  it('opens links to pages elsewhere without telling them where from', () => {
    const html = renderCard({ ...sampleCards.bare, source: [link('page', 'https://example.org')] });

    expect(html).toContain(
      '<a href="https://example.org/" target="_blank" rel="noopener noreferrer">page</a>',
    );
  });

  it('keeps the words of a link that is no page', () => {
    const html = renderCard({
      ...sampleCards.bare,
      source: [link('press', 'javascript:alert(1)')],
    });

    expect(html).toContain('press');
    expect(html).not.toContain('<a ');
  });
});
