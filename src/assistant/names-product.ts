import { readProductWish } from '#assistant/understand/set-phrases.ts';
import { plainWords } from '#assistant/understand/words.ts';

/** Whether the answer to these words would name products: they name one, or ask for the list. */
export function asksOfProducts(words: string, products: readonly string[]): boolean {
  return (
    namesProduct(words, products) || readProductWish(words.trim(), plainWords(words)) !== undefined
  );
}

/** Whether the words name one of these products, whatever its capitals, as a word of its own. */
export function namesProduct(words: string, products: readonly string[]): boolean {
  const text = ` ${wordsOf(words)} `;
  return products.some((product) => {
    const name = wordsOf(product);
    return name !== '' && text.includes(` ${name} `);
  });
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ');
}
