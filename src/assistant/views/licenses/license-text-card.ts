import type { Card } from '#foundation/cards/card.ts';
import { code, link } from '#foundation/cards/text.ts';

// A paragraph has to fit the smallest channel; several make up the beginning of a long text.
const PARAGRAPH = 2400;
const PARAGRAPHS = 4;

/** A license's text, or its beginning with where to read the rest. */
export function licenseTextCard(
  id: string,
  name: string,
  text: string,
  url: string | undefined,
): Card {
  const pieces = inPieces(text.trim());
  const shown = pieces.slice(0, PARAGRAPHS);
  const whole = shown.length === pieces.length;
  return {
    tone: 'neutral',
    title: `${id}: ${name}`,
    parts: [
      ...shown.map((piece) => ({ kind: 'paragraph', text: piece }) as const),
      ...(whole
        ? []
        : [
            {
              kind: 'note',
              tone: 'neutral',
              text: 'This is the beginning; the whole text is too long for a message.',
            } as const,
          ]),
    ],
    source:
      url === undefined
        ? 'Text from the SPDX license list'
        : ['Text from the SPDX license list · ', link('read it in full', url)],
    buttons: [],
  };
}

export function noTextCard(id: string): Card {
  return {
    tone: 'neutral',
    title: 'I have no text of that license',
    parts: [
      { kind: 'paragraph', text: [code(id), ' is not in the SPDX license list that I carry.'] },
    ],
    buttons: [],
  };
}

/** Cut at paragraph ends where there are any, so that no sentence is torn. */
function inPieces(text: string): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const paragraph of text.split(/\n[ \t]*\n/)) {
    if (piece !== '' && piece.length + paragraph.length > PARAGRAPH) {
      pieces.push(piece);
      piece = '';
    }
    piece = piece === '' ? paragraph : `${piece}\n\n${paragraph}`;
  }
  return piece === '' ? pieces : [...pieces, piece];
}
