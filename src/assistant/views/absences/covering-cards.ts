import { dayInWords } from '#assistant/views/absences/days.ts';
import { showButton } from '#assistant/views/requests/list-cards.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { NamedAbsence } from '#office/requests/absences/named-absence.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';

/** As many as have a button each. */
const LISTED_MOST = 5;

/** To the deputy: what waits for whoever is away. */
export function coveringCard(
  absence: NamedAbsence,
  waiting: readonly Request[],
  today: string,
): Card {
  const { name } = absence;
  const shown = waiting.slice(0, LISTED_MOST);
  const left = waiting.length - shown.length;
  return {
    tone: 'neutral',
    title: `You cover for ${name} until ${dayInWords(absence.lastDay, today)}`,
    parts: [
      {
        kind: 'paragraph',
        text:
          waiting.length === 0
            ? `Nothing waits for ${name} any more. What is new comes to you as a message.`
            : `This waits for ${name}, and you decide it meanwhile. What is new comes to you as a message.`,
      },
      ...(shown.length === 0
        ? []
        : [
            {
              kind: 'list' as const,
              entries: shown.map((request) => `${requestName(request)} · ${request.title}`),
            },
          ]),
      ...(left === 0
        ? []
        : [
            {
              kind: 'paragraph' as const,
              text: `And ${left} more: “what waits for me” lists them.`,
            },
          ]),
    ],
    buttons: shown.map(showButton),
  };
}

/** What becomes of it when they are back, or somebody else covers. */
export function coveredCard({ name }: NamedAbsence, why: 'back' | 'others'): Card {
  return {
    tone: 'good',
    title: why === 'others' ? `You no longer cover for ${name}` : `${name} is back`,
    parts: [
      {
        kind: 'paragraph',
        text:
          why === 'others'
            ? 'Somebody else does, or nobody need. What waits is not yours to decide any more.'
            : 'You need not cover any more: what waits is theirs again. Thank you.',
      },
    ],
    buttons: [],
  };
}
