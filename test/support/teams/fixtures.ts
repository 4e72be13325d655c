import { readFileSync } from 'node:fs';

export type MessageFixture =
  | 'message-channel-mention'
  | 'message-group-mention'
  | 'message-personal'
  | 'message-with-file'
  | 'message-with-value';

export type InvokeFixture =
  | 'ask-about-message'
  | 'ask-about-message-submit'
  | 'card-action'
  | 'card-refresh'
  | 'dialog-fetch'
  | 'dialog-submit'
  | 'file-consent-accept'
  | 'file-consent-decline'
  | 'search';

export type EventFixture =
  | 'bot-added-personal'
  | 'bot-added-team'
  | 'bot-removed-team'
  | 'end-of-conversation'
  | 'event'
  | 'installation-add'
  | 'installation-remove'
  | 'member-added-team'
  | 'message-delete'
  | 'message-reaction'
  | 'message-update'
  | 'typing';

export type FixtureName = MessageFixture | InvokeFixture | EventFixture;

export type Payload = Readonly<Record<string, unknown>>;

/** An activity as Teams sends it, with what a test wants otherwise; lists are replaced, objects are merged. */
export function fixture(name: FixtureName, ...changes: readonly Payload[]): Payload {
  const file = new URL(`../../fixtures/teams/${name}.json`, import.meta.url);
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

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
