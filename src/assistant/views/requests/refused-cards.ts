import { requestCard } from '#assistant/views/requests/request-card.ts';
import type { GroupNames, Viewer } from '#assistant/views/requests/viewer.ts';
import { outcomeInWords } from '#assistant/views/requests/words.ts';
import type { Card } from '#foundation/cards/card.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';
import { isOpen } from '#office/requests/lifecycle.ts';

/** Somebody was faster, or the card was old: how it stands, and what can still be done. */
export function movedOnCard(
  request: Request,
  viewer: Viewer,
  names: GroupNames,
  words: string | undefined,
): Card {
  const now = requestCard(request, viewer, names);
  const title = isOpen(request.state)
    ? `${requestName(request)} has changed since`
    : `${requestName(request)} is decided already`;
  return {
    ...now,
    title,
    parts: [
      { kind: 'paragraph', text: `${request.title}. Nothing was done; this is how it stands now.` },
      ...kept(words),
      ...now.parts,
    ],
  };
}

export function ownRequestCard(request: Request): Card {
  return refused(
    `You cannot decide ${requestName(request)}`,
    'You asked for it yourself, so somebody else decides it. Nothing was done.',
  );
}

export function notYoursCard(request: Request): Card {
  return refused(
    `You cannot do this with ${requestName(request)}`,
    'Only its reviewers decide a request, and only whoever asked answers or withdraws it. If that was you a moment ago, your role has changed. Nothing was done.',
  );
}

export function noSuchPersonCard(request: Request, words: string | undefined): Card {
  const card = refused(
    `${requestName(request)} cannot be handed to them`,
    `It can go to anybody but ${request.requester?.name ?? 'whoever asked'} who has written to me at least once. Nothing was done.`,
  );
  return { ...card, parts: [...card.parts, ...kept(words)] };
}

export function tooLateToUndoCard(request: Request): Card {
  return refused(
    'It is too late to take that back',
    `A decision can be taken back for a minute. ${requestName(request)}, ${request.title}: ${outcomeInWords(request)} If it was wrong, tell ${request.requester?.name ?? 'whoever asked'}, who can ask again.`,
  );
}

function refused(title: string, text: string): Card {
  return { tone: 'caution', title, parts: [{ kind: 'paragraph', text }], buttons: [] };
}

/** What somebody wrote and could not send is theirs. */
function kept(words: string | undefined): Card['parts'] {
  if (words === undefined) return [];
  return [{ kind: 'more', label: 'What you wrote', parts: [{ kind: 'paragraph', text: words }] }];
}
