import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectorAt } from '#channels/teams/connect/connector.ts';
import type { Place } from '#channels/teams/receive/heard.ts';
import type { Log } from '#foundation/kernel/log.ts';

/** Answers that take no longer need no sign that one is coming. */
const QUIET_MS = 300;
/** Teams shows the sign for about three seconds, or until the answer comes. */
const AGAIN_MS = 2_500;
/** The answer does not wait longer for a sign that is still under way: after the answer it would stay. */
const STOP_MS = 1_000;

/** Shows in a chat that an answer is coming, if it takes its time; ends with what it gives. In channels Teams shows none. */
export function showTyping(
  connectorAt: ConnectorAt,
  { conversation, serviceUrl, scope }: Place,
  log: Log,
): () => Promise<void> {
  if (scope === 'channel') return async () => undefined;
  let shown: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function show(): Promise<void> {
    try {
      await (await connectorAt(serviceUrl)).send(conversation, { type: 'typing' });
    } catch {
      // A convenience: the answer comes all the same.
      log.debug({}, 'that an answer is coming could not be shown');
    }
  }

  function after(milliseconds: number): void {
    timer = setTimeout(() => {
      shown = show();
      after(AGAIN_MS);
    }, milliseconds).unref();
  }

  after(QUIET_MS);
  return async () => {
    clearTimeout(timer);
    if (shown) await Promise.race([shown, delay(STOP_MS, undefined, { ref: false })]);
  };
}
