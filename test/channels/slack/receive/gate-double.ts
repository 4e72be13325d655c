import type { ReceiverEvent } from '@slack/bolt';
import { onTestFinished } from 'vitest';
import type { Heard } from '#channels/slack/receive/heard.ts';
import { createGate, type GateOptions, type Try } from '#channels/slack/receive.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';
import { fixture, type Payload } from '../../../support/slack/fixtures.ts';
import { collectingLog } from '../faults/scene.ts';

/** A gate with what is behind it: each test says what becomes of what is heard. */
export function startGate(db: Db, options: Partial<GateOptions> = {}) {
  const handled: { readonly heard: Heard; readonly how: Try }[] = [];
  const { log, lines } = collectingLog();
  const { handle = async () => [], ...others } = options;
  const gate = createGate({
    db,
    clock: systemClock,
    log,
    answerForm: async () => undefined,
    waits: { sweep: 40, secondTry: 30, storeAgain: 30 },
    ...others,
    async handle(heard, how) {
      handled.push({ heard, how });
      return handle(heard, how);
    },
  });
  onTestFinished(() => gate.stop());
  return { gate, handled, lines };
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
