import { followRequest } from '#assistant/actions.ts';
import { showButton } from '#assistant/views/requests/list-cards.ts';
import { outcomeInWords } from '#assistant/views/requests/words.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { emphasis } from '#foundation/cards/text.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';

/** The same is open already: nobody need ask twice. */
export function openAlreadyCard(request: Request, isOwn: boolean): Card {
  const name = requestName(request);
  return {
    tone: 'caution',
    title: isOwn ? `You asked for this already: ${name}` : `This was asked for already: ${name}`,
    parts: [
      {
        kind: 'paragraph',
        text: isOwn
          ? `${request.title}. Nothing new was sent.`
          : `${request.title}, by ${request.requester?.name ?? 'somebody'}. Nothing new was sent: what is decided there holds for you too, and you can hear what it is.`,
      },
    ],
    buttons: isOwn
      ? [showButton(request)]
      : [
          {
            label: 'Tell me what comes of it',
            action: followRequest.with({ id: request.id }),
            style: 'primary',
          },
        ],
  };
}

/** The same use was approved: nobody need decide again. */
export function approvedAlreadyCard(request: Request, isOwn: boolean): Card {
  const name = requestName(request);
  return {
    tone: 'good',
    title: `Approved already: ${name}`,
    parts: [
      {
        kind: 'paragraph',
        text: `${request.title}. ${outcomeInWords(request)} Nothing new was sent: it holds as long as the product, the version, the license and the way it is used stay the same.`,
      },
      ...request.steps
        .filter(({ step }) => step === 'approve-with-conditions')
        .map(({ words = '' }) => ({
          kind: 'note' as const,
          tone: 'caution' as const,
          text: [emphasis(`On these conditions: ${words}`)],
        })),
    ],
    buttons: isOwn ? [showButton(request)] : [],
  };
}

/** Said on the form before the same is asked once more. */
export function rejectedBefore(request: Request): string {
  const last = request.steps.at(-1);
  const why = cutWords(last?.words ?? '', 400);
  const instead =
    last?.alternative === undefined ? '' : ` Instead: ${cutWords(last.alternative, 300)}`;
  return `${requestName(request)} asked for the same and was rejected: ${why}${instead} If that has changed, send it again.`;
}
