// The conversation of one persona, in order, as the server last told it. An older word never replaces a newer one.
import { fill, makeMessage, setNotice } from '/app/message.js';
import { getConversation } from '/app/server.js';

/** Pages of older messages that are looked through for a message that a link names. */
const MOST_PAGES = 40;

export function createConversation({ log, older, welcome, scroll, isOnItsWay, askAgain }) {
  let persona;
  let messages = new Map();
  let more = false;
  let loading;

  /** Shows another conversation. Resolves with what the server says about all of them. */
  async function open(next) {
    persona = next;
    messages = new Map();
    more = false;
    loading = undefined;
    log.replaceChildren();
    log.setAttribute('aria-busy', 'true');
    const read = await getConversation(next);
    if (persona !== next) return read;
    for (const message of read.messages) accept(message, { isNew: false });
    more = read.more;
    log.removeAttribute('aria-busy');
    showEdges();
    scroll.toEnd();
    return read;
  }

  /** Takes a message from anywhere, in any order; says whether it is new here. */
  function accept(message, { isNew = true } = {}) {
    const known = messages.get(message.id);
    if (message.persona !== persona || (known && !isNewer(message, known))) return false;
    messages.set(message.id, message);
    const element = elementOf(message.id);
    if (message.kind === 'gone') element?.remove();
    else if (element) scroll.editing(element, () => change(element, message, known));
    else insert(message, isNew);
    showEdges();
    return !element && message.kind !== 'gone';
  }

  function change(element, message, known) {
    fill(element, message);
    notice(element, message);
    // What was only shown until the server had it takes its place now.
    if (!Number.isFinite(known?.position ?? Number.NaN)) place(element, message);
    else if (message.change > known.change) animate(element, 'changed');
  }

  function insert(message, isNew) {
    const element = makeMessage(message);
    notice(element, message);
    place(element, message);
    if (isNew) animate(element, 'arriving');
  }

  function place(element, message) {
    let after = log.lastElementChild;
    while (after && (after === element || positionOf(after) > message.position)) {
      after = after.previousElementSibling;
    }
    // Taken out and put in again it would lose the focus.
    if ((after ? after.nextElementSibling : log.firstElementChild) === element) return;
    if (after) after.after(element);
    else log.prepend(element);
  }

  function positionOf(element) {
    return messages.get(element.dataset.id)?.position ?? Number.POSITIVE_INFINITY;
  }

  /** What was just said, before the server has it. */
  function addPending(entry) {
    if (entry.persona !== persona || messages.has(entry.id)) return;
    const message = {
      id: entry.id,
      persona,
      author: 'person',
      kind: 'text',
      text: entry.words,
      at: new Date().toISOString(),
      position: Number.POSITIVE_INFINITY,
      change: -1,
    };
    messages.set(entry.id, message);
    insert(message, true);
    showEdges();
  }

  function setWaiting(entry, words, label, press) {
    const element = elementOf(entry.edits ?? entry.id);
    if (!element) return;
    element.toggleAttribute('data-waiting', words !== '');
    setNotice(element, words, label, press);
  }

  /** Takes back what was only shown, as the server did not take it. */
  function removePending(entry) {
    if (messages.get(entry.id)?.change !== -1) return;
    remove(entry.id);
  }

  function notice(element, message) {
    if (!message.unanswered || isOnItsWay(message.id)) setNotice(element, '');
    else
      setNotice(element, 'Not answered: Steward was stopped.', 'Ask again', () =>
        askAgain(message),
      );
  }

  async function loadOlder() {
    if (!more) return;
    loading ??= readOlder().finally(() => {
      loading = undefined;
    });
    await loading;
  }

  async function readOlder() {
    const from = persona;
    older.dataset.loading = '';
    try {
      const read = await getConversation(from, oldest());
      if (persona !== from) return;
      more = read.more;
      scroll.keeping(log.firstElementChild, () => {
        for (const message of read.messages) accept(message, { isNew: false });
      });
    } finally {
      delete older.dataset.loading;
      showEdges();
    }
  }

  /** Reads again all that is shown, also what was taken back. Gives what the server says about all of them. */
  async function reread() {
    const from = persona;
    const [upTo, first] = [oldest(), await getConversation(from)];
    let read = first;
    let before = Number.POSITIVE_INFINITY;
    while (persona === from) {
      const start = read.more ? read.messages[0].position : 0;
      const there = new Set(read.messages.map(({ id }) => id));
      for (const { id, position, change } of [...messages.values()]) {
        const isGone = position >= start && position < before && change <= read.change;
        if (isGone && !there.has(id)) remove(id);
      }
      for (const message of read.messages) accept(message);
      if (start <= upTo) return first;
      before = start;
      read = await getConversation(from, before);
    }
    return undefined;
  }

  function remove(id) {
    messages.delete(id);
    elementOf(id)?.remove();
    showEdges();
  }

  function oldest() {
    const positions = [...messages.values()].map((message) => message.position);
    return Math.min(...positions.filter(Number.isFinite));
  }

  /** Scrolls to a message that a link names, wherever in the past it is. */
  async function find(id) {
    for (let page = 0; page < MOST_PAGES && !elementOf(id) && more; page++) await loadOlder();
    const element = elementOf(id);
    if (!element) return false;
    log.querySelector('.linked')?.classList.remove('linked');
    element.classList.add('linked');
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    element.focus({ preventScroll: true });
    return true;
  }

  function showEdges() {
    const empty = log.childElementCount === 0 && !log.hasAttribute('aria-busy');
    welcome(empty && !more);
    older.hidden = !more;
  }

  function elementOf(id) {
    return document.getElementById(`m-${id}`);
  }

  return {
    open,
    accept,
    addPending,
    removePending,
    setWaiting,
    loadOlder,
    reread,
    find,
    elementOf,
    messageOf: (id) => messages.get(id),
    persona: () => persona,
    /** The highest change that this conversation has shown. */
    lastChange: () => Math.max(0, ...[...messages.values()].map(({ change }) => change)),
    lastOwn: () =>
      [...messages.values()]
        .filter(({ author, kind, change }) => author === 'person' && kind === 'text' && change > 0)
        .sort((one, other) => one.position - other.position)
        .at(-1),
    lastCard: () =>
      [...log.children].findLast((one) => messages.get(one.dataset.id)?.kind === 'card'),
  };
}

/** That an answer will not come is no change of the message itself. */
function isNewer(message, known) {
  if (message.change !== known.change) return message.change > known.change;
  return message.unanswered !== known.unanswered;
}

function animate(element, name) {
  element.classList.remove(name);
  // Read, so that the same animation starts anew.
  void element.offsetWidth;
  element.classList.add(name);
  element.addEventListener('animationend', () => element.classList.remove(name), { once: true });
}
