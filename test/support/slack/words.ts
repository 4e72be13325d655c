import { isRecord, type Payload } from './fixtures.ts';

/** The words of blocks as a person reads them, without those of buttons. */
export function wordsOf(blocks: readonly unknown[]): string {
  return blocks.map(wordsIn).filter(isSaid).join('\n');
}

/** The labels of all buttons, in their order. */
export function buttonsOf(blocks: readonly unknown[]): readonly string[] {
  return blocks.flatMap((block) => {
    const { elements, accessory } = isRecord(block) ? block : {};
    return [...listOf(elements), accessory]
      .filter(isRecord)
      .filter(({ type }) => type === 'button')
      .map(({ text }) => wordsIn(text));
  });
}

function wordsIn(value: unknown): string {
  if (Array.isArray(value)) return wordsOf(value);
  if (!isRecord(value)) return '';
  switch (value.type) {
    case 'button':
      return '';
    case 'text':
    case 'plain_text':
    case 'mrkdwn':
      return String(value.text);
    case 'link':
      return String(value.text ?? value.url);
    case 'user':
      return `<@${value.user_id}>`;
    case 'rich_text_section':
    case 'rich_text_preformatted':
    case 'rich_text_quote':
      return listOf(value.elements).map(wordsIn).join('');
    default:
      return membersOf(value).map(wordsIn).filter(isSaid).join('\n');
  }
}

/** Where blocks and inputs have words; ids and values are none. */
function membersOf(value: Payload): readonly unknown[] {
  const { text, label, hint, fields, element, elements, options, rows, accessory } = value;
  return [text, label, hint, fields, element, elements, options, rows, accessory];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isSaid(words: string): boolean {
  return words !== '';
}
