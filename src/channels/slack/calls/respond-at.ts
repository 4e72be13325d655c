import { SlackBusy, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import { cardToMessage } from '#channels/slack/render-card.ts';
import type { Card } from '#foundation/cards/card.ts';

const PATIENCE_MS = 10_000;

/**
 * Shows a card to the person alone, at the address that Slack gave with a command or a press (good for 30 minutes and
 * five answers). Works in channels that Steward is not in. `hooks`: the only origin that it may have.
 */
export async function respondAt(address: string, card: Card, hooks: string): Promise<void> {
  if (!isSlackHook(address, hooks)) throw new SlackRefusal('response_url_elsewhere');
  const { text, blocks } = cardToMessage(card, 'inline');
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text, blocks }),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((cause: unknown) => {
    throw new SlackBusy(cause instanceof Error ? cause.name : 'unknown');
  });
  await response.body?.cancel();
  if (response.ok) return;
  if (response.status === 429 || response.status >= 500) {
    throw new SlackBusy(`status ${response.status}`, retryAfter(response));
  }
  throw new SlackRefusal('response_url_expired');
}

function isSlackHook(address: string, hooks: string): boolean {
  return URL.canParse(address) && new URL(address).origin === hooks;
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
