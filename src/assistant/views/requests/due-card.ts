import { showRequest } from '#assistant/actions.ts';
import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import { dayInWords } from '#assistant/views/requests/parts/answer-rows.ts';
import type { Card } from '#foundation/cards/card.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';

/** As many as have a button each. */
const LISTED_MOST = 5;

export interface DueRequest {
  readonly request: Request;
  readonly dueAt: Date;
}

/** What should be decided by the end of a day, the longest overdue first; `2026-03-02` is such a day. */
export function dueCard(due: readonly DueRequest[], day: string): Card {
  const on = dayInWords(day);
  if (due.length === 0) {
    return {
      tone: 'good',
      title: `Nothing is left that was due by ${on}`,
      parts: [{ kind: 'paragraph', text: 'All of it is decided, or waits for somebody else.' }],
      buttons: [],
    };
  }
  const shown = due.slice(0, LISTED_MOST);
  const left = due.length - shown.length;
  return {
    tone: 'caution',
    title:
      due.length === 1 ? `One request is due by ${on}` : `${due.length} requests are due by ${on}`,
    parts: [
      {
        kind: 'list',
        entries: shown.map(
          ({ request, dueAt }) =>
            `${requestName(request)} · ${request.title} · to be decided by ${universalTime(dueAt)}`,
        ),
      },
      ...(left === 0
        ? []
        : [
            {
              kind: 'paragraph' as const,
              text: `And ${left} more: “what waits for me” lists them.`,
            },
          ]),
    ],
    buttons: shown.map(({ request }) => ({
      label: `Show ${requestName(request)}`,
      action: showRequest.with({ id: request.id }),
    })),
  };
}
