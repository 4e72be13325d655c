import { setTimeout as delay } from 'node:timers/promises';
import { calling } from '#channels/slack/calls/slack-error.ts';
import type { Outlet } from '#channels/slack/conversation/outlet.ts';
import type { Log } from '#foundation/kernel/log.ts';

/** Answers that take no longer need no sign that one is coming. */
const QUIET_MS = 300;
/** Characters; Slack cuts what is longer. */
const STATUS_MOST = 50;
/** The answer does not wait longer for a sign that is still under way. */
const STOP_MS = 1000;

/** Says in a direct conversation that an answer is coming, and what is being looked up, if it takes its time. */
export interface WorkingSign {
  say(what: string): void;
  /** Resolves when nothing more is shown, or soon; Slack takes the sign away when the answer is posted. */
  stop(): Promise<void>;
}

/** `message`: `ts` of the question, or of the thread that it is in. */
export function showWorking(
  { workspace, place }: Pick<Outlet, 'workspace' | 'place'>,
  message: string,
  log: Log,
): WorkingSign {
  if (place?.kind !== 'direct') return { say: () => undefined, stop: async () => undefined };
  let what = 'is looking it up…';
  let shown: Promise<void> | undefined;
  let isOver = false;

  async function show(): Promise<void> {
    try {
      const { client } = workspace;
      await calling(() =>
        client.assistant.threads.setStatus({
          channel_id: place?.channel ?? '',
          thread_ts: place?.thread ?? message,
          status: what,
        }),
      );
    } catch {
      // A convenience: the answer comes all the same.
      log.debug({}, 'the status could not be shown');
    }
  }

  const timer = setTimeout(() => {
    shown = show();
  }, QUIET_MS).unref();
  return {
    say(words) {
      const changed = `is ${words.charAt(0).toLowerCase()}${words.slice(1)}`.slice(0, STATUS_MOST);
      if (changed === what || isOver) return;
      what = changed;
      // One after the other, so that the last one stands.
      shown = shown?.then(show);
    },
    async stop() {
      isOver = true;
      clearTimeout(timer);
      if (shown) await Promise.race([shown, delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}
