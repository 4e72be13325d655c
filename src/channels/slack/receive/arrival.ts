import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Arrival } from '#foundation/delivery/intake/arrivals.ts';

/** As a database takes it. */
const Id = z
  .string()
  .min(1)
  .max(300)
  .refine((id) => !id.includes('\0'));

const Event = z.object({ event_id: Id, event_time: z.number().int().nonnegative() });

const Press = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: Id }),
  team: z.object({ id: Id.nullish() }).nullish(),
  channel: z.object({ id: Id }).nullish(),
  container: z.object({ message_ts: Id.optional(), view_id: Id.optional() }),
  actions: z.array(z.object({ action_id: Id, action_ts: z.string().max(40).catch('') })).min(1),
});

const Submission = z.object({
  type: z.literal('view_submission'),
  view: z.object({ id: Id, hash: Id, state: z.object({ values: z.unknown() }).optional() }),
});

const Triggered = z.object({ trigger_id: Id });

/** Two presses of one button within this time are one: a finger that trembles, or a client that sends twice. */
const SAME_PRESS_MS = 1000;

/** What makes a payload one, so that it is dealt with once; undefined when Slack gave it no name. */
export function arrivalOf(body: unknown, now: Date): Arrival | undefined {
  const event = Event.safeParse(body);
  if (event.success) {
    const { event_id, event_time } = event.data;
    return arrival(`event:${event_id}`, body, momentOf(event_time, now));
  }
  const press = Press.safeParse(body);
  if (press.success) return pressArrival(press.data, body, now);
  const submission = Submission.safeParse(body);
  if (submission.success) {
    const { id, hash, state } = submission.data.view;
    // What was mended after an error comes from the same view.
    const typed = createHash('sha256')
      .update(JSON.stringify(state ?? ''))
      .digest('base64url');
    return { ...arrival(`view:${id}/${hash}/${typed}`, body, now), againAfterMs: SAME_PRESS_MS };
  }
  const triggered = Triggered.safeParse(body);
  return triggered.success ? arrival(`trigger:${triggered.data.trigger_id}`, body, now) : undefined;
}

function pressArrival(press: z.infer<typeof Press>, body: unknown, now: Date): Arrival {
  const { user, team, channel, container, actions } = press;
  const { message_ts, view_id } = container;
  const place = [team?.id, channel?.id, message_ts ?? view_id, user.id, actions[0]?.action_id];
  const sentAt = momentOf(Number(actions[0]?.action_ts), now);
  return { ...arrival(`press:${place.join('/')}`, body, sentAt), againAfterMs: SAME_PRESS_MS };
}

function arrival(name: string, body: unknown, sentAt: Date): Arrival {
  // A form-encoded body is an object without a prototype, which the database's driver does not take.
  const plain = typeof body === 'object' ? { ...body } : body;
  return { id: `slack:${name}`, body: plain, sentAt };
}

/** `seconds` since the epoch; now, where that is no time of our days. */
function momentOf(seconds: number, now: Date): Date {
  return seconds > 0 && seconds < LATEST ? new Date(seconds * 1000) : now;
}

/** The year 9999. */
const LATEST = 253_000_000_000;
