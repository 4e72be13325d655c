import { showRequest, startRequest } from '#assistant/actions.ts';
import { stateInWords } from '#assistant/views/requests/words.ts';
import type { Button, Card, Part } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Text } from '#foundation/cards/text.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';

/** As many as have a button each. */
const BUTTONS_MOST = 5;

/** What somebody asked for, the last changed first. */
export function ownRequestsCard(
  requests: readonly Request[],
  forms: ReadonlyMap<string, RequestForm>,
): Card {
  if (requests.length === 0) {
    return {
      tone: 'neutral',
      title: 'You have asked for nothing yet',
      parts: [{ kind: 'paragraph', text: 'What you ask the office to decide is listed here.' }],
      buttons: formButtons(forms),
    };
  }
  return {
    tone: 'neutral',
    title: requests.length === 1 ? 'Your request' : `Your ${requests.length} last requests`,
    parts: [{ kind: 'list', entries: requests.map(line) }],
    buttons: requests.slice(0, BUTTONS_MOST).map(showButton),
  };
}

/** What waits for somebody to decide, the longest waiting first; the OSPO sees what waits for others too. */
export function queueCard(
  requests: readonly Request[],
  others: readonly Request[],
  isReviewer: boolean,
): Card {
  const beside: readonly Part[] =
    others.length === 0
      ? []
      : [{ kind: 'list', title: 'Waits for others', entries: others.map(line) }];
  const buttons = [...requests, ...others].slice(0, BUTTONS_MOST).map(showButton);
  if (requests.length === 0) {
    return {
      tone: 'good',
      title: 'Nothing waits for you',
      parts: [
        {
          kind: 'paragraph',
          text: isReviewer
            ? 'New requests come to you as a message.'
            : 'You are in no group that decides. Your own requests are under “my requests”.',
        },
        ...beside,
      ],
      buttons,
    };
  }
  return {
    tone: 'neutral',
    title:
      requests.length === 1
        ? 'One request waits for you'
        : `${requests.length} requests wait for you`,
    parts: [{ kind: 'list', entries: requests.map(line) }, ...beside],
    buttons,
  };
}

function line(request: Request): Text {
  return `${requestName(request)} · ${request.title} · ${stateInWords(request.state)}`;
}

export function showButton(request: Request): Button {
  return { label: `Show ${requestName(request)}`, action: showRequest.with({ id: request.id }) };
}

export function formButtons(forms: ReadonlyMap<string, RequestForm>): readonly Button[] {
  return [...forms.values()].slice(0, BUTTONS_MOST).map(({ name, title }) => ({
    label: title,
    action: startRequest.with({ form: name, known: {} }),
    opens: 'form' as const,
  }));
}

export function noSuchRequestCard(name: string): Card {
  return {
    tone: 'caution',
    title: `I cannot show ${cutWords(name, 40)}`,
    parts: [
      {
        kind: 'paragraph',
        text: 'Either there is no such request, or it is neither yours nor for you to decide. Type “my requests” for yours.',
      },
    ],
    buttons: [],
  };
}
