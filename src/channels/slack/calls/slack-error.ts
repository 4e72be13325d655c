import { webApi } from '@slack/bolt';
import { StewardError } from '#foundation/kernel/errors.ts';

/** Slack said no, and would say so again: `channel_not_found`, `token_revoked`, … */
export class SlackRefusal extends StewardError {
  /** Slack's own word for it: https://docs.slack.dev/reference/methods */
  readonly reason: string;

  constructor(reason: string) {
    super('unavailable', `Slack refused: ${reason}`, { advice: ADVICE });
    this.reason = reason;
  }
}

/** Slack cannot just now. */
export class SlackBusy extends StewardError {
  /** Milliseconds that Slack asks us to wait; undefined when it did not say. */
  readonly afterMs: number | undefined;

  constructor(what: string, afterMs?: number) {
    super('unavailable', `Slack gave no answer: ${what}`, { advice: ADVICE });
    this.afterMs = afterMs;
  }
}

const ADVICE = 'Slack did not take that just now. Please try again in a minute.';

/** Slack's own troubles, which pass: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const PASSING = new Set([
  'fatal_error',
  'internal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'ratelimited',
  'rate_limited',
]);

/** Makes a call to Slack's Web API; throws only `SlackRefusal` and `SlackBusy`. Neither holds what was sent. */
export async function calling<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw slackError(cause);
  }
}

/** Undefined where Slack has no such person or group, or does not let us ask. */
export async function orNothing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await calling(call);
  } catch (cause) {
    if (cause instanceof SlackRefusal) return undefined;
    throw cause;
  }
}

function slackError(cause: unknown): SlackRefusal | SlackBusy {
  if (cause instanceof SlackRefusal || cause instanceof SlackBusy) return cause;
  if (cause instanceof webApi.WebAPIRateLimitedError) {
    return new SlackBusy('too many calls', cause.retryAfter * 1000);
  }
  if (cause instanceof webApi.WebAPIPlatformError) {
    const { error } = cause.data;
    // A proxy in between may answer with a page of its own, which the client passes on as an error.
    const isWord = typeof error === 'string' && /^[a-z_]{1,80}$/.test(error);
    return isWord && !PASSING.has(error) ? new SlackRefusal(error) : new SlackBusy('an error');
  }
  if (cause instanceof webApi.WebAPIHTTPError) return new SlackBusy(`status ${cause.statusCode}`);
  return new SlackBusy(cause instanceof Error ? cause.name : 'unknown');
}

/** The token is of no use any more: Steward was removed from the workspace, or its token was taken back. */
export function isTokenGone(cause: unknown): boolean {
  return cause instanceof SlackRefusal && TOKEN_GONE.has(cause.reason);
}

const TOKEN_GONE = new Set(['account_inactive', 'token_expired', 'token_revoked']);

/** It says nothing about whom or what was asked for, only about who asks. The token may still be good. */
export function isTokenRefused(cause: unknown): boolean {
  return cause instanceof SlackRefusal && TOKEN_REFUSED.has(cause.reason);
}

const TOKEN_REFUSED = new Set([
  ...TOKEN_GONE,
  // Also said of an address that is not on the list of those that may call.
  'invalid_auth',
  // Of one workspace of an organisation; in the others the same token is good.
  'team_access_not_granted',
]);

/** Nobody can be reached there: they left, removed Steward, or the place is gone. */
export function isPlaceGone(cause: unknown): boolean {
  return cause instanceof SlackRefusal && PLACE_GONE.has(cause.reason);
}

const PLACE_GONE = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'thread_locked',
  'cannot_reply_to_message',
  'user_not_in_channel',
  'user_not_found',
  'user_disabled',
  'users_not_found',
  'user_not_visible',
  'cannot_dm_bot',
  'messages_tab_disabled',
  'method_not_supported_for_channel_type',
]);

/** A card that cannot be changed any more. */
export function isMessageGone(cause: unknown): boolean {
  return cause instanceof SlackRefusal && MESSAGE_GONE.has(cause.reason);
}

const MESSAGE_GONE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_archived',
  'is_inactive',
  'not_in_channel',
]);
