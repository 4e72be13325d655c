import { describe, expect, it } from 'vitest';
import { asksOfProducts } from '#assistant/names-product.ts';

describe('an answer that would name products', () => {
  it.each([
    'may we use left-pad in photo DESK?',
    'products',
    ' show our products ',
    'add product Rocket',
    'show product Rocket',
  ])('is known by what is asked: %j', (words) => {
    expect(asksOfProducts(words, ['Photo Desk'])).toBe(true);
  });

  it.each(['may we use left-pad?', 'photo desks', 'may our products use left-pad?', ''])(
    'is not seen in %j',
    (words) => {
      expect(asksOfProducts(words, ['Photo Desk'])).toBe(false);
    },
  );
});
