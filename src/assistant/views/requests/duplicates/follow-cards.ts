import { startRequest } from '#assistant/actions.ts';
import { conditionsOf } from '#assistant/views/requests/beside-parts.ts';
import { outcomeInWords, stateInWords, toneOf } from '#assistant/views/requests/words.ts';
import type { Button, Card, Part } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { emphasis } from '#foundation/cards/text.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';
import { isOpen } from '#office/requests/lifecycle.ts';

const WORDS_MOST = 400;

/** Somebody waits for what comes of it. */
export function followingCard(request: Request): Card {
  return {
    tone: 'neutral',
    title: `You will hear what comes of ${requestName(request)}`,
    parts: [
      {
        kind: 'paragraph',
        text: `${request.title}. What is decided holds for you too, and comes to you as a message.`,
      },
    ],
    buttons: [],
  };
}

/** What came of it, for somebody who wanted the same: the outcome and its conditions, and not all that was answered. */
export function followedCard(request: Request): Card {
  const { state, title } = request;
  if (isOpen(state)) {
    return {
      ...followingCard(request),
      title: `${requestName(request)} is open again`,
    };
  }
  return {
    tone: toneOf(state),
    title: `${stateInWords(state)}: ${requestName(request)}`,
    parts: [
      { kind: 'paragraph', text: `${title}. ${outcomeInWords(request)} ${whatNow(request)}` },
      ...said(request),
    ],
    buttons: state === 'withdrawn' ? [askOneself(request)] : [],
  };
}

function whatNow({ state }: Request): string {
  switch (state) {
    case 'approved':
      return 'You wanted the same: it holds for you too, for this product, this version and this way of using it.';
    case 'approved-with-conditions':
      return 'You wanted the same: it holds for you too, on the same conditions.';
    case 'rejected':
      return 'You wanted the same: it holds for you too.';
    default:
      return 'Nobody has decided it. If you still want it, ask yourself.';
  }
}

function said(request: Request): readonly Part[] {
  const conditions = conditionsOf(request);
  const last = request.steps.at(-1);
  if (conditions !== undefined) {
    return [note('caution', `On these conditions: ${cutWords(conditions, WORDS_MOST)}`)];
  }
  if (request.state !== 'rejected' || last?.words === undefined) return [];
  return [
    note('bad', cutWords(last.words, WORDS_MOST)),
    ...(last.alternative === undefined
      ? []
      : [note('neutral', `Instead: ${cutWords(last.alternative, WORDS_MOST)}`)]),
  ];
}

function note(tone: Card['tone'], text: string): Part {
  return { kind: 'note', tone, text: [emphasis(text)] };
}

function askOneself({ form }: Request): Button {
  return {
    label: 'Start a request',
    action: startRequest.with({ form, known: {} }),
    opens: 'form',
  };
}
