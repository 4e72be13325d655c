import { writeBroadcast } from '#assistant/actions.ts';
import type { PolicyChange } from '#assistant/notices/policy-offer.ts';
import { markdownParts } from '#assistant/views/broadcasts/markdown-parts.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Answers } from '#foundation/cards/form.ts';

/** The policy has changed: shall people be told? */
export function policyOfferCard(change: PolicyChange): Card {
  const { from, to, words, touched, examples } = change;
  const versions = from === to ? to : `${from} → ${to}`;
  return {
    tone: 'neutral',
    title: `The policy has changed (${versions}). Shall people be told?`,
    parts: [
      { kind: 'paragraph', text: touchedInWords(touched) },
      ...(examples.length > 0 ? [{ kind: 'list', entries: examples } as const] : []),
      { kind: 'more', label: 'What changed', parts: markdownParts(words) },
    ],
    source: 'What was approved stays approved until somebody decides otherwise.',
    buttons: [
      {
        label: 'Write a broadcast about it',
        action: writeBroadcast.with({ about: 'policy' }),
        style: 'primary',
        opens: 'form',
      },
    ],
  };
}

function touchedInWords(touched: number): string {
  if (touched === 0) return 'No open request and no approval is judged differently now.';
  const what =
    touched === 1 ? 'One open request or approval' : `${touched} open requests and approvals`;
  return `${what} would be judged differently now.`;
}

/** What the form is filled with. */
export function policyDraft({ to, words }: PolicyChange): Answers {
  return {
    kind: 'policy-change',
    title: `What changed in our open source policy (${to})`.slice(0, 120),
    body: words,
    to: ['everyone'],
    confirm: 'yes',
    when: 'now',
  };
}
