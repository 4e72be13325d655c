import { describe, expect, it } from 'vitest';
import { readAlone } from '#assistant/understand/read-wish.ts';

describe('words about the list of products', () => {
  it.each([
    'products',
    'Products?',
    'show products',
    'show me our products please',
    'list all products',
    'what products do we have?',
  ])('ask for it: %j', (words) => {
    expect(readAlone(words)).toEqual({ kind: 'products' });
  });

  it.each([
    ['add product', undefined],
    ['Add a product', undefined],
    ['new product', undefined],
    ['add a new product.', undefined],
    ['add product Rocket', 'Rocket'],
    ['add product: “Rocket  Control 2.0”', 'Rocket Control 2.0'],
    ['please add a product called Photo Desk', 'Photo Desk'],
    ['register product Søren’s Näht-Atlas', 'Søren’s Näht-Atlas'],
  ])('add to it: %j', (words, name) => {
    expect(readAlone(words)).toEqual({ kind: 'add-product', ...(name !== undefined && { name }) });
  });

  it.each([
    ['show product Rocket', 'Rocket'],
    ['change the product Photo Desk', 'Photo Desk'],
    ['remove product "Rocket"', 'Rocket'],
  ])('open one of it: %j', (words, name) => {
    expect(readAlone(words)).toEqual({ kind: 'product', name });
  });

  it.each([
    'can we ship GPL code in our products?',
    'which of our products use lodash?',
    'may I add lodash to our product?',
    'add product analytics from segment to our web shop please, is that fine?',
    'what does our policy say about products?',
    'product',
    'show product',
    'products lodash',
    'show react in product Rocket',
    'add lodash to product Rocket',
    'is MIT ok for a hosted product',
    'list the packages of our products',
  ])('are not heard in %j', (words) => {
    expect(['products', 'product', 'add-product']).not.toContain(readAlone(words).kind);
  });

  it('are read as fast in a long text as in a short one', () => {
    const long = `add product ${'a '.repeat(1990)}`;

    const started = performance.now();
    const wish = readAlone(long);

    expect(wish.kind).not.toBe('add-product');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
