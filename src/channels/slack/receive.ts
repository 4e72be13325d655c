import type { ReceiverEvent } from '@slack/bolt';
import { arrivalOf } from '#channels/slack/receive/arrival.ts';
import { type FormHeard, type Heard, isAboutForm } from '#channels/slack/receive/heard.ts';
import { readPayload } from '#channels/slack/receive/read-payload.ts';
import type { Intake } from '#foundation/delivery/intake/intake.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { isTooDeep } from '#foundation/kernel/is-too-deep.ts';
import type { Log } from '#foundation/kernel/log.ts';

export interface ReceiveOptions {
  readonly intake: Pick<Intake<Heard>, 'take'>;
  /** Deals with what must be answered in the acknowledgement, and gives what that says. */
  readonly answerForm: (heard: FormHeard, body: unknown) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Takes what a receiver of Bolt brings. Throws `unavailable`, unacknowledged, when no more can be held. */
export type Receive = (event: ReceiverEvent) => Promise<void>;

/** Reads what Slack sends, keeps it before anything is done about it, and acknowledges it. */
export function createReceive({ intake, answerForm, clock, log }: ReceiveOptions): Receive {
  return async (event) => {
    const heard = isTooDeep(event.body) ? undefined : readPayload(event.body);
    if (heard && isAboutForm(heard)) return event.ack(await answerForm(heard, event.body));
    const arrival = heard && arrivalOf(event.body, clock.now());
    if (heard && arrival) await intake.take(heard, arrival, arrivedAt(event));
    else log.debug({ retry: event.retryNum ?? 0 }, 'nothing to us came from Slack');
    await event.ack();
  };
}

/** When the request came, by `performance.now()`: reading and checking it takes its time when many come at once. */
export interface Arrived {
  readonly arrivedAt?: number;
}

function arrivedAt({ customProperties }: ReceiverEvent): number | undefined {
  const { arrivedAt: at }: Arrived = customProperties ?? {};
  return at;
}
