import { showRequest } from '#assistant/actions.ts';
import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import { dayInWords } from '#assistant/views/requests/parts/answer-rows.ts';
import type { Button, Card, Part } from '#foundation/cards/card.ts';
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
  return {
    tone: 'caution',
    title:
      due.length === 1 ? `One request is due by ${on}` : `${due.length} requests are due by ${on}`,
    parts: dueParts(due),
    buttons: dueButtons(due),
  };
}

/** Each with what it is and when it is due; how many more there are. */
export function dueParts(
  due: readonly DueRequest[],
  { most = LISTED_MOST, title }: { readonly most?: number; readonly title?: string } = {},
): readonly Part[] {
  const shown = due.slice(0, most);
  const left = due.length - shown.length;
  return [
    {
      kind: 'list',
      ...(title !== undefined && { title }),
      entries: shown.map(
        ({ request, dueAt }) =>
          `${requestName(request)} · ${request.title} · to be decided by ${universalTime(dueAt)}`,
      ),
    },
    ...(left === 0
      ? []
      : [
          { kind: 'paragraph' as const, text: `And ${left} more: “what waits for me” lists them.` },
        ]),
  ];
}

export function dueButtons(due: readonly DueRequest[], most = LISTED_MOST): readonly Button[] {
  return due.slice(0, most).map(({ request }) => ({
    label: `Show ${requestName(request)}`,
    action: showRequest.with({ id: request.id }),
  }));
}
