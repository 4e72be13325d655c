// Turns on their way: sent one after the other, kept while nobody answers, each with an id of its own so that a turn
// that is sent twice acts once.
import { tabStore } from '/app/drafts.js';
import { Away, postFile, postTurn, Refusal } from '/app/server.js';

const KEPT = 'outbox';
/** Milliseconds from a turn that could not be sent to the next try. */
const RETRY_AFTER = 2000;

/**
 * `on.answered(entry, answer)`, `on.refused(entry, error)` when it will not be taken as it is, `on.failed(entry, error)`
 * when it may be tried again, `on.waiting(entry, error)` when it is tried again by itself, `on.idle(persona)`.
 */
export function createOutbox(on) {
  const queues = new Map();
  const sending = new Set();
  /** Turns that may be tried again when the person says so. */
  const failed = new Set();

  function add(entry) {
    failed.delete(entry);
    queueOf(entry.persona).push(entry);
    keep();
    void drain(entry.persona);
  }

  function queueOf(persona) {
    if (!queues.has(persona)) queues.set(persona, []);
    return queues.get(persona);
  }

  async function drain(persona) {
    if (sending.has(persona)) return;
    sending.add(persona);
    const queue = queueOf(persona);
    while (queue.length > 0) await sendFirst(queue);
    sending.delete(persona);
    on.idle(persona);
  }

  async function sendFirst(queue) {
    const [entry] = queue;
    on.sending(entry);
    try {
      const answer = entry.blob ? await postFile(entry) : await postTurn(turnOf(entry));
      take(queue);
      on.answered(entry, answer);
    } catch (error) {
      if (error instanceof Away || error.readOnly) {
        on.waiting(entry, error);
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
        return;
      }
      take(queue);
      if (error instanceof Refusal && error.status < 500) on.refused(entry, error);
      else {
        failed.add(entry);
        keep();
        on.failed(entry, error);
      }
    }
  }

  function take(queue) {
    queue.shift();
    keep();
  }

  /** Only what was typed: a press that is sent after a reload would surprise. */
  function keep() {
    const typed = [...[...queues.values()].flat(), ...failed]
      .filter((entry) => entry.content?.kind === 'text')
      .map(({ persona, id, content, words, edits }) => ({ persona, id, content, words, edits }));
    tabStore.write(KEPT, typed.length === 0 ? undefined : typed);
  }

  return {
    add,
    /** What is not answered yet, oldest first. */
    waiting: (persona) => [
      ...queueOf(persona),
      ...[...failed].filter((entry) => entry.persona === persona),
    ],
    /** What an earlier page of this tab could not send. */
    restored: () => tabStore.read(KEPT) ?? [],
  };
}

function turnOf({ persona, id, content, edits }) {
  return edits === undefined ? { persona, id, content } : { persona, id, content, edits };
}
