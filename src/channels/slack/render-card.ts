import type { types } from '@slack/bolt';
import { slackLimits } from '#channels/slack/limits.ts';
import { drawPart, type Surface } from '#channels/slack/render/parts.ts';
import { textBeside } from '#channels/slack/render/text-beside.ts';
import { boldWords, drawWords, plain, wordsBlock } from '#channels/slack/render/words.ts';
import type { Button, Card, Part } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { spansOf, type Text, visible } from '#foundation/cards/text.ts';

export interface SlackMessage {
  /** Read aloud, and shown in notifications. */
  readonly text: string;
  readonly blocks: readonly types.KnownBlock[];
}

/** How a part that unfolds elsewhere is shown, for a message cannot unfold: behind a button, or written out. */
type More = 'button' | 'inline';

/** The card as a message. A button brings back its action, or after `more:` the index of the part that it opens. */
export function cardToMessage(card: Card, more: More = 'button'): SlackMessage {
  return { text: textBeside(card), blocks: drawCard(card, { more, surface: 'message', id: '' }) };
}

/**
 * Cards one under the other. Those that Slack has no room for are left out, from the last on, and a line says how many.
 */
export function cardsToHome(cards: readonly Card[]): types.HomeView {
  const blocks: types.KnownBlock[] = [];
  for (const [at, card] of cards.entries()) {
    const drawn = drawCard(card, { more: 'inline', surface: 'view', id: `${at}.` });
    if (at > 0) drawn.unshift({ type: 'divider' });
    const isLast = at === cards.length - 1;
    if (blocks.length + drawn.length > slackLimits.viewBlocks - (isLast ? 0 : 1)) {
      blocks.push(...leftOut(cards.length - at));
      break;
    }
    blocks.push(...drawn);
  }
  return { type: 'home', blocks };
}

/** What a card keeps behind a button; undefined when there is no such part. */
export function moreToModal(card: Card, index: number): types.ModalView | undefined {
  const part = card.parts[index];
  if (part?.kind !== 'more') return undefined;
  const title = cutWords(visible(part.label), slackLimits.viewTitle);
  const heading = title === visible(part.label) ? [] : wordsBlock(boldWords(part.label));
  const blocks = part.parts.flatMap((inner) => drawPart(inner, 'view'));
  if (blocks.length === 0) blocks.push(...wordsBlock(drawWords('There is nothing more to read.')));
  return {
    type: 'modal',
    title: plain(title),
    close: plain('Close'),
    blocks: [...heading, ...blocks],
  };
}

interface Drawing {
  readonly more: More;
  readonly surface: Surface;
  /** Stands before the indexes of the buttons, so that several cards can stand in one view. */
  readonly id: string;
}

function drawCard(card: Card, drawing: Drawing): types.KnownBlock[] {
  return [
    { type: 'header', text: plain(card.title) },
    ...card.parts.flatMap((part) => draw(part, drawing)),
    ...(card.source === undefined ? [] : source(card.source)),
    ...buttons(card, drawing),
  ];
}

function draw(part: Part, { more, surface }: Drawing): types.KnownBlock[] {
  if (part.kind !== 'more') return drawPart(part, surface);
  if (more === 'button') return [];
  return [
    ...wordsBlock(boldWords(part.label)),
    ...part.parts.flatMap((inner) => drawPart(inner, surface)),
  ];
}

/** Small and grey where it can be: a context block takes no links unless it reads its words as markup. */
function source(text: Text): types.KnownBlock[] {
  const spans = spansOf(text);
  const words = spans.map((span) => visible(typeof span === 'string' ? span : span.text)).join('');
  const hasLink = spans.some((span) => typeof span !== 'string' && span.kind === 'link');
  if (hasLink || words.length > slackLimits.textObject) return wordsBlock(drawWords(text));
  return words.trim() === '' ? [] : [{ type: 'context', elements: [plain(words)] }];
}

/** The card's likely button first, then what there is more to read, then the others. */
function buttons(card: Card, drawing: Drawing): types.KnownBlock[] {
  const own = card.buttons.map((button, at) => ({
    button,
    drawn: drawButton(button, at, drawing),
  }));
  const elements = [
    ...own.filter(({ button }) => button.style === 'primary').map(({ drawn }) => drawn),
    ...(drawing.more === 'button' ? moreButtons(card, drawing) : []),
    ...own.filter(({ button }) => button.style !== 'primary').map(({ drawn }) => drawn),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function drawButton({ label, action, style }: Button, at: number, { id }: Drawing): types.Button {
  return {
    type: 'button',
    action_id: `press:${id}${at}`,
    text: plain(label),
    value: JSON.stringify(action),
    ...(style === undefined ? {} : { style }),
  };
}

function moreButtons(card: Card, { id }: Drawing): types.Button[] {
  return card.parts.flatMap((part, at) =>
    part.kind === 'more'
      ? [
          {
            type: 'button' as const,
            action_id: `more:${id}${at}`,
            text: plain(part.label),
            value: String(at),
          },
        ]
      : [],
  );
}

function leftOut(count: number): types.KnownBlock[] {
  const words = `${count} more ${count === 1 ? 'has' : 'have'} no room here.`;
  return [{ type: 'context', elements: [plain(words)] }];
}
