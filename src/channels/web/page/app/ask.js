// Saying and pressing: what goes out, and what is shown of it until the answer is there.
import { setNotice } from '/app/message.js';
import { createOutbox } from '/app/outbox.js';
import { TooSlow } from '/app/server.js';

/** A wait for the connection that is shorter is not worth a word. */
const WAITING_AFTER = 1500;

/** `show` takes an answer's messages, form or document; `pressed` is the button, as long as its press is on its way. */
export function createAsking({
  conversation,
  scroll,
  working,
  connection,
  problem,
  composer,
  show,
}) {
  const pressed = new Map();
  /** The turn that is being answered. */
  let current;
  const outbox = createOutbox({
    sending(entry) {
      if (entry.persona !== conversation.persona()) return;
      current = entry;
      if (!entry.isWaiting) working.start();
      entry.timer ??= setTimeout(() => {
        if (entry.isWaiting) showWaiting(entry);
      }, WAITING_AFTER);
    },
    waiting(entry, error) {
      entry.isWaiting = true;
      connection.readOnly(error.readOnly === true);
      working.stop();
      if (entry.isShownWaiting) showWaiting(entry);
    },
    answered(entry, answer) {
      end(entry);
      connection.readOnly(false);
      problem.hide();
      conversation.removePending(entry);
      show(answer, entry);
    },
    refused(entry, error) {
      end(entry);
      conversation.removePending(entry);
      if (entry.content?.kind === 'text' && entry.persona === conversation.persona()) {
        composer.giveBack(entry.content.text);
      }
      problem.show(error.message);
    },
    failed(entry, error) {
      end(entry);
      const words =
        error instanceof TooSlow
          ? 'No answer came within a minute. Nothing you wrote is lost.'
          : error.message;
      const again = () => {
        problem.hide();
        send(entry);
      };
      conversation.setWaiting(entry, 'Not answered yet.', 'Try again', again);
      problem.show(words, again);
    },
    idle() {
      working.stop();
    },
  });

  function showWaiting(entry) {
    entry.isShownWaiting = true;
    conversation.setWaiting(entry, 'Not sent yet.');
  }

  function end(entry) {
    clearTimeout(entry.timer);
    for (const key of ['timer', 'isWaiting', 'isShownWaiting']) delete entry[key];
    conversation.setWaiting(entry, '');
    pressed.get(entry.id)?.removeAttribute('aria-busy');
    pressed.delete(entry.id);
    working.stop();
  }

  function send(entry) {
    outbox.add(entry);
    if (entry.persona !== conversation.persona() || entry.content?.kind === 'action') return;
    if (entry.edits === undefined) {
      conversation.addPending(entry);
      scroll.toEnd();
    } else conversation.setWaiting(entry, 'Changing …');
  }

  function newEntry(more) {
    return { persona: conversation.persona(), id: crypto.randomUUID(), ...more };
  }

  return {
    say(text, edits) {
      problem.hide();
      send(newEntry({ content: { kind: 'text', text }, words: text, ...(edits && { edits }) }));
    },
    /** A second press while the first is on its way is the same press. */
    press(button, card) {
      if (button.getAttribute('aria-busy') === 'true') return;
      problem.hide();
      const action = JSON.parse(button.dataset.action);
      const entry = newEntry({ content: { kind: 'action', action, card } });
      button.setAttribute('aria-busy', 'true');
      pressed.set(entry.id, button);
      send(entry);
    },
    hand({ name, blob }) {
      problem.hide();
      send(newEntry({ name, blob, words: name }));
    },
    /** Sent again with its own id: if it was answered after all, the same answer comes. */
    again(message) {
      const element = conversation.elementOf(message.id);
      setNotice(element, '');
      send(
        newEntry({
          id: message.id,
          content: { kind: 'text', text: message.text },
          words: message.text,
        }),
      );
    },
    /** Its answer may come by the stream first; then nothing is being worked on any more. */
    heard(messages) {
      const answered = [current?.id, current?.edits, current?.content?.card];
      if (messages.some(({ answers }) => answers && answered.includes(answers))) working.stop();
    },
    isOnItsWay: (id) =>
      outbox.waiting(conversation.persona()).some((entry) => entry.id === id || entry.edits === id),
    /** Shows again what is on its way, after another conversation was looked at. */
    showPending() {
      for (const entry of outbox.waiting(conversation.persona())) {
        if (entry.content?.kind !== 'action' && entry.edits === undefined)
          conversation.addPending(entry);
      }
    },
    /** Sends what an earlier page of this tab could not. */
    restore() {
      for (const entry of outbox.restored()) send(entry);
    },
  };
}
