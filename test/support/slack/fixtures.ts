import { readFileSync } from 'node:fs';

export type EventFixture =
  | 'app-home-opened-home'
  | 'app-home-opened-messages'
  | 'app-mention'
  | 'app-mention-in-thread'
  | 'app-uninstalled'
  | 'message-changed'
  | 'message-deleted'
  | 'message-from-bot'
  | 'message-from-steward'
  | 'message-im'
  | 'message-im-in-thread'
  | 'message-im-with-file'
  | 'tokens-revoked';

export type PressFixture =
  | 'block-actions-ephemeral'
  | 'block-actions-home'
  | 'block-actions-message'
  | 'block-actions-modal';

export type FixtureName =
  | EventFixture
  | PressFixture
  | 'app-rate-limited'
  | 'block-suggestion'
  | 'message-action'
  | 'shortcut'
  | 'slash-command'
  | 'url-verification'
  | 'view-closed'
  | 'view-submission';

export type Payload = Readonly<Record<string, unknown>>;

/** A payload as Slack sends it, with what a test wants otherwise; lists are replaced, objects are merged. */
export function fixture(name: FixtureName, ...changes: readonly Payload[]): Payload {
  const file = new URL(`../../fixtures/slack/${name}.json`, import.meta.url);
  let payload: Payload = JSON.parse(readFileSync(file, 'utf8'));
  for (const change of changes) payload = merge(payload, change);
  return payload;
}

export function merge(value: Payload, change: Payload): Payload {
  const merged: Record<string, unknown> = { ...value };
  for (const [name, wanted] of Object.entries(change)) {
    const before = merged[name];
    if (wanted === undefined) delete merged[name];
    else merged[name] = isRecord(before) && isRecord(wanted) ? merge(before, wanted) : wanted;
  }
  return merged;
}

export function isRecord(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
