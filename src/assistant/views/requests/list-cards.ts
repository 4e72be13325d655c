import { showRequest, startRequest } from '#assistant/actions.ts';
import { dayInWords } from '#assistant/views/requests/parts/answer-rows.ts';
import { whoHasIt } from '#assistant/views/requests/parts/standing.ts';
import type { GroupNames } from '#assistant/views/requests/viewer.ts';
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
  names: GroupNames,
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
    title: requests.length === 1 ? 'Your request' : `Your last ${requests.length} requests`,
    parts: [
      { kind: 'list', entries: requests.map((one) => line(one, stateOfOwn(one, names))) },
      ...furtherPart(requests),
    ],
    buttons: requests.slice(0, BUTTONS_MOST).map(showButton),
  };
}

/** What waits for somebody to decide, the longest waiting first; the OSPO sees what waits for others too. */
export function queueCard(
  requests: readonly Request[],
  others: readonly Request[],
  isReviewer: boolean,
  names: GroupNames,
): Card {
  const beside: readonly Part[] =
    others.length === 0
      ? []
      : [
          {
            kind: 'list',
            title: 'Waits for others',
            entries: others.map((one) => line(one, `waits for ${whoHasIt(one, names)}`)),
          },
        ];
  const all = [...requests, ...others];
  const buttons = all.slice(0, BUTTONS_MOST).map(showButton);
  if (requests.length === 0) {
    return {
      tone: 'good',
      title: 'Nothing waits for you',
      parts: [
        {
          kind: 'paragraph',
          text: isReviewer
            ? 'New requests come to you as a message. Before you go away, say so: “I am away”.'
            : 'You are in no group that decides. Your own requests are under “my requests”.',
        },
        ...beside,
        ...furtherPart(all),
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
    parts: [
      { kind: 'list', entries: requests.map((one) => line(one, askedBy(one))) },
      ...beside,
      ...furtherPart(all),
    ],
    buttons,
  };
}

function line(request: Request, more: string): Text {
  return `${requestName(request)} · ${request.title} · ${more}`;
}

function stateOfOwn(request: Request, names: GroupNames): string {
  switch (request.state) {
    case 'in-review':
      return `waits for ${whoHasIt(request, names)}`;
    case 'needs-info':
    case 'changes-requested':
      return 'waits for you';
    default:
      return stateInWords(request.state).toLowerCase();
  }
}

function askedBy({ requester, submittedAt }: Request): string {
  const day = dayInWords(submittedAt.toISOString().slice(0, 10));
  return `asked by ${requester?.name ?? 'somebody'} on ${day}`;
}

/** How those are opened that have no button. */
function furtherPart(requests: readonly Request[]): readonly Part[] {
  const further = requests[BUTTONS_MOST];
  if (!further) return [];
  const text = `To see one that has no button, type “status of ${requestName(further)}”.`;
  return [{ kind: 'paragraph', text }];
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
