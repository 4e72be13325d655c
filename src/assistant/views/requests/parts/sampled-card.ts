import type { Card } from '#foundation/cards/card.ts';
import type { Request } from '#office/requests/find-requests.ts';

/** For the OSPO: one of those that the policy approves by itself, and why it is shown to them. */
export function sampledCard(card: Card, { requester }: Pick<Request, 'requester'>): Card {
  const text = `You see it as a sample, to tell whether the policy decides well; nothing waits for you. If you would have decided otherwise, tell ${requester?.name ?? 'whoever asked'}, and change the policy.`;
  const [standing, ...others] = card.parts;
  return {
    ...card,
    parts: [...(standing ? [standing] : []), { kind: 'paragraph', text }, ...others],
  };
}
