import { createHash } from 'node:crypto';
import type { Activity } from '#channels/teams/receive/activity.ts';
import type { Asked, Heard } from '#channels/teams/receive/heard.ts';
import type { Arrival } from '#foundation/delivery/intake/arrivals.ts';

/** Two presses of one button within this time are one: a finger that trembles, or a client that sends twice. */
const SAME_PRESS_MS = 1000;

/** What makes an activity one, so that it is dealt with once. `body` as it came. */
export function arrivalOf(
  heard: Heard | Asked,
  activity: Activity,
  body: unknown,
  now: Date,
): Arrival {
  const sentAt = momentOf(activity.timestamp, now);
  const arrival = { body, sentAt };
  const { id = hashOf(body) } = activity;
  switch (heard.kind) {
    case 'press': {
      const { place, from, message = '', action } = heard;
      const where = [place.conversation, message, from.userId, hashOf(action)];
      return { ...arrival, id: `teams:press:${where.join('/')}`, againAfterMs: SAME_PRESS_MS };
    }
    case 'page': {
      const { from, dialog, values } = heard;
      // What was mended after an error comes from the same dialog.
      const where = [dialog, from.userId, hashOf(values)];
      return { ...arrival, id: `teams:page:${where.join('/')}`, againAfterMs: SAME_PRESS_MS };
    }
    default:
      return { ...arrival, id: `teams:${activity.conversation.id}/${id}` };
  }
}

function hashOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return createHash('sha256').update(text).digest('base64url');
}

/** By Teams' clock; ours, where that is no time of these days. */
function momentOf(timestamp: string | undefined, now: Date): Date {
  const at = new Date(timestamp ?? Number.NaN);
  const isNear = Math.abs(at.getTime() - now.getTime()) < DAY_MS;
  return isNear ? at : now;
}

const DAY_MS = 24 * 60 * 60_000;
