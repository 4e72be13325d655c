import type { ReceiverEvent } from '@slack/bolt';
import { onTestFinished } from 'vitest';
import { SlackBusy, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import type { Heard } from '#channels/slack/receive/heard.ts';
import { readPayload } from '#channels/slack/receive/read-payload.ts';
import { createReceive, type ReceiveOptions } from '#channels/slack/receive.ts';
import { createIntake, type IntakeOptions, type Try } from '#foundation/delivery/intake/intake.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';
import { fixture, type Payload } from '../../../support/slack/fixtures.ts';
import { collectingLog } from '../faults/scene.ts';

export type GateOptions = Partial<
  Pick<IntakeOptions<Heard>, 'clock' | 'log' | 'handle' | 'waits'> &
    Pick<ReceiveOptions, 'answerForm'>
>;

/** What stands between a receiver and what is done: each test says what becomes of what is heard. */
export function startGate(db: Db, options: GateOptions = {}) {
  const handled: { readonly heard: Heard; readonly how: Try }[] = [];
  const collecting = collectingLog();
  const { clock = systemClock, log = collecting.log } = options;
  const { handle = async () => [], answerForm = async () => undefined } = options;
  const intake = createIntake<Heard>({
    db,
    platform: 'slack',
    clock,
    log,
    read: readPayload,
    askedToWait: (cause) => (cause instanceof SlackBusy ? cause.afterMs : undefined),
    isFinal: (cause) => cause instanceof SlackRefusal,
    waits: { sweep: 40, secondTry: 30, storeAgain: 30, ...options.waits },
    async handle(heard, how) {
      handled.push({ heard, how });
      return handle(heard, how);
    },
  });
  const gate = { ...intake, take: createReceive({ intake, answerForm, clock, log }) };
  onTestFinished(() => gate.stop());
  return { gate, handled, lines: collecting.lines };
}

/** As a receiver brings it, with what was acknowledged. */
export function brought(body: unknown, ack?: () => Promise<void>) {
  const acks: unknown[] = [];
  const event: ReceiverEvent = {
    body: body as ReceiverEvent['body'],
    async ack(response) {
      acks.push(response);
      await ack?.();
    },
  };
  return { event, acks };
}

export function someEvent(id: string, event: Payload = {}): Payload {
  return fixture('message-im', { event_id: id, event });
}
