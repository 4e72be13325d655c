import { teamsLimits } from '#channels/teams/limits.ts';
import type { AdaptiveCard, CardAction, CardElement } from '#channels/teams/render/adaptive.ts';
import { drawButtons, type Surface } from '#channels/teams/render/buttons.ts';
import { drawMore } from '#channels/teams/render/more.ts';
import { drawPart, titleStyle } from '#channels/teams/render/parts.ts';
import {
  type Adornment,
  boldRuns,
  plainRun,
  runsOf,
  withLook,
  wordsBlock,
} from '#channels/teams/render/words.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { cutWords, jsonBytes } from '#foundation/cards/cut-text.ts';
import { visible } from '#foundation/cards/text.ts';

export type { AdaptiveCard } from '#channels/teams/render/adaptive.ts';

export interface HowToDraw {
  readonly surface?: Surface;
  /** Teams users for whom the card is drawn anew by itself. */
  readonly refreshFor?: readonly string[];
  /** Its buttons show the home card anew. */
  readonly home?: true;
}

/** The card as Teams shows it; with less adornment where there is no room for all. */
export function cardToAdaptive(card: Card, how: HowToDraw = {}): AdaptiveCard {
  return firstThatFits((drawing) => {
    const { body, actions } = drawCard(card, drawing);
    return {
      type: 'AdaptiveCard',
      version: '1.5',
      fallbackText: fallback(textBeside(card), drawing),
      ...(drawing.short ? {} : refresh(how.refreshFor ?? [])),
      body,
      ...(actions.length === 0 ? {} : { actions }),
    };
  }, how);
}

/**
 * Cards one under the other, for the home of a person. Those that there is no room for are left out, from the last on,
 * and a line says how many.
 */
export function cardsToHome(cards: readonly Card[]): AdaptiveCard {
  return oneUnderTheOther(cards, { home: true });
}

/** The same in a dialog. */
export function cardsToDialog(cards: readonly Card[]): AdaptiveCard {
  return oneUnderTheOther(cards, { surface: 'dialog' });
}

/** The card as plain words, for notifications and for clients that show no cards. */
export function textBeside(card: Card): string {
  return cutWords(cardToText(card).trim() || '…', teamsLimits.text);
}

interface Drawing {
  readonly surface: Surface;
  readonly home: boolean;
  readonly adornment: Adornment;
  /** Leaves out what most people never see. */
  readonly short: boolean;
  /** Stands before the ids, so that several cards can stand in one. */
  readonly id: string;
}

function firstThatFits(
  draw: (drawing: Drawing) => AdaptiveCard,
  { surface = 'message', home }: HowToDraw,
): AdaptiveCard {
  const rich: Drawing = { surface, home: home === true, adornment: 'all', short: false, id: '' };
  const drawn = draw(rich);
  if (fits(drawn)) return drawn;
  const plainer = draw({ ...rich, adornment: 'links', short: true });
  return fits(plainer) ? plainer : draw({ ...rich, adornment: 'none', short: true });
}

function fits(card: AdaptiveCard): boolean {
  return jsonBytes(card) <= teamsLimits.cardBytes;
}

function oneUnderTheOther(cards: readonly Card[], how: HowToDraw): AdaptiveCard {
  for (let count = cards.length; ; count -= 1) {
    const drawn = firstThatFits((drawing) => stacked(cards, count, drawing), how);
    if (count <= 1 || fits(drawn)) return drawn;
  }
}

function stacked(cards: readonly Card[], count: number, drawing: Drawing): AdaptiveCard {
  const body = cards.slice(0, count).flatMap((card, at): CardElement[] => {
    const drawn = drawCard(card, { ...drawing, id: `${at}.` });
    const items: CardElement[] = [...drawn.body];
    if (drawn.actions.length > 0) items.push({ type: 'ActionSet', actions: drawn.actions });
    return at === 0 ? items : [{ type: 'Container', separator: true, spacing: 'large', items }];
  });
  const titles = cards.map((card) => visible(card.title)).join('\n');
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: fallback(titles.trim() || '…', drawing),
    body: [...body, ...leftOut(cards.length - count)],
  };
}

function drawCard(
  card: Card,
  drawing: Drawing,
): { body: CardElement[]; actions: readonly CardAction[] } {
  const { adornment, id } = drawing;
  const body = card.parts.flatMap((part, at) => {
    if (part.kind !== 'more') return drawPart(part, adornment);
    return drawMore(part, { id: `more-${id}${at}`, adornment });
  });
  return {
    body: [...title(card), ...body, ...source(card, adornment)],
    actions: drawButtons(card.buttons, drawing),
  };
}

function title({ title: words, tone }: Card): CardElement[] {
  const runs = boldRuns(visible(words).trim() === '' ? '…' : words);
  const items = wordsBlock(withLook(runs, { size: 'large' }));
  const style = titleStyle(tone);
  return style === 'default' ? items : [{ type: 'Container', style, bleed: true, items }];
}

function source({ source: text = '' }: Card, adornment: Adornment): CardElement[] {
  return wordsBlock(withLook(runsOf(text, adornment), { size: 'small', isSubtle: true }));
}

function leftOut(count: number): CardElement[] {
  if (count === 0) return [];
  const words = `${count} more ${count === 1 ? 'has' : 'have'} no room here.`;
  return wordsBlock(withLook([plainRun(words)], { isSubtle: true }));
}

function fallback(text: string, { short }: Drawing): string {
  return short ? cutWords(text, teamsLimits.shortText) : cutWords(text, teamsLimits.text);
}

function refresh(users: readonly string[]): Pick<AdaptiveCard, 'refresh'> {
  if (users.length === 0) return {};
  return {
    refresh: {
      action: { type: 'Action.Execute', verb: 'refresh', data: { steward: 'refresh' } },
      userIds: users.slice(0, teamsLimits.refreshUsers),
    },
  };
}
