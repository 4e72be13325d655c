// The page: puts its parts together, and passes on what a person does and what the server says.
import { createAsking } from '/app/ask.js';
import { createComposer } from '/app/composer.js';
import { listenToChanges } from '/app/connection.js';
import { createConversation } from '/app/conversation.js';
import { createDocument } from '/app/document.js';
import { listenForFiles } from '/app/files.js';
import { createFormDialog } from '/app/form.js';
import { createMenu } from '/app/menu.js';
import { createPanel } from '/app/panel.js';
import { createPersonas } from '/app/personas.js';
import { createRehearsal } from '/app/rehearsal.js';
import { createScroll } from '/app/scroll.js';
import { postRead } from '/app/server.js';
import { createConnectionState, createProblem, createToast, createWorking } from '/app/state.js';

/** Milliseconds until what is seen counts as read, and between tries to open the conversation. */
const READ_AFTER = 400;
const OPEN_AGAIN_AFTER = 2000;

const at = (id) => document.getElementById(id);
const log = at('log');

const toast = createToast(at('toast'));
const connection = createConnectionState(at('connection'));
const scroll = createScroll(at('scroller'), log, at('newer'));
const problem = createProblem(at('problem'), () => composer.focus());
const working = createWorking(at('working'), () => {
  if (scroll.isFollowing()) scroll.toEnd();
});
const personas = createPersonas(at('personas'), show);
const panel = createPanel(at('panel'), at('drawer'));
const texts = createDocument(at('document'));
const forms = createFormDialog({ dialog: at('form-dialog'), onSent: (answer) => take(answer) });
const conversation = createConversation({
  log,
  older: at('older'),
  welcome(empty) {
    at('welcome').hidden = !empty;
    at('examples').hidden = !empty;
  },
  scroll,
  isOnItsWay: (id) => asking.isOnItsWay(id),
  askAgain: (message) => asking.again(message),
});
const composer = createComposer({
  form: at('composer'),
  question: at('question'),
  editing: at('editing'),
  lastOwn: () => conversation.lastOwn(),
  send: (text, edits) => asking.say(text, edits),
});
const asking = createAsking({
  conversation,
  scroll,
  working,
  connection,
  problem,
  composer,
  show: (answer, entry) => take(answer, entry),
});
createRehearsal(at('rehearsal'), {
  problem,
  moved: (now) => toast(`It is ${now} now.`),
});
const menu = createMenu(at('menu'), entriesFor);

let seen = 0;
let selected;
let following = false;
let wasLost = false;

const changes = listenToChanges(changesHere());
void show(personas.current());
asking.restore();

/** Shows a persona's conversation; tries again by itself while the server is away. */
async function show(persona) {
  personas.show(persona);
  composer.open(persona);
  working.stop();
  problem.hide();
  panel.showInbox([]);
  select(undefined);
  try {
    const read = await conversation.open(persona);
    if (conversation.persona() !== persona) return;
    connection.back();
    asking.showPending();
    seen = Math.max(seen, read.change);
    showRead(read);
    if (!following) changes.lead(() => seen);
    following = true;
    await showLinked();
  } catch (error) {
    if (conversation.persona() !== persona) return;
    if (error.message) problem.show(error.message, () => show(persona));
    else {
      connection.lost();
      setTimeout(() => {
        if (personas.current() === persona) void show(persona);
      }, OPEN_AGAIN_AFTER);
    }
  }
}

/** What changes, in all conversations. */
function changesHere() {
  return {
    open(after) {
      connection.back();
      if (wasLost || seen < after) void refresh();
      wasLost = false;
    },
    lost() {
      connection.lost();
      wasLost = true;
    },
    hello({ version }) {
      // Our own files may have changed with it. What was typed is kept over the reload.
      if (version !== document.documentElement.dataset.version) location.reload();
    },
    message(message) {
      seen = Math.max(seen, message.change);
      arrive([message]);
    },
    unread: (counts) => personas.setUnread(counts, conversation.persona()),
    inbox({ persona, inbox }) {
      if (persona === conversation.persona()) panel.showInbox(inbox);
    },
    working({ persona, what }) {
      if (persona !== conversation.persona()) return;
      if (what === '') working.stop();
      else working.name(what);
    },
  };
}

/** Reads again what is shown: a server that was away, or another tab before, may not have told all of it. */
async function refresh() {
  try {
    const read = await conversation.reread();
    if (!read) return;
    seen = Math.max(seen, read.change);
    showRead(read);
  } catch {
    // It is away again, and says so.
  }
}

/** What a reading of a conversation says about all of them, and about the inbox. */
function showRead(read) {
  const unread = read.personas.map((persona) => [persona.id, persona.unread]);
  personas.setUnread(Object.fromEntries(unread), read.persona);
  panel.showInbox(read.inbox);
  select(selected?.isConnected ? selected : conversation.lastCard());
  markRead();
}

/** What came back for a turn: messages, and perhaps a form or a text to open. */
function take({ messages = [], form, document: text }, entry) {
  arrive(messages);
  const persona = entry?.persona ?? conversation.persona();
  if (persona !== conversation.persona()) return;
  if (form) forms.open(form, { persona, card: entry?.content?.card });
  if (text) texts.open(text);
}

function arrive(messages) {
  const here = messages.filter((message) => message.persona === conversation.persona());
  const added = here.filter((message) => conversation.accept(message));
  if (here.length === 0) return;
  asking.heard(here);
  const [first] = added;
  if (first) {
    const question = first.answers && conversation.elementOf(first.answers);
    scroll.arrived(question || conversation.elementOf(first.id));
  }
  const card = conversation.lastCard();
  if (added.some(({ kind }) => kind === 'card') || !selected?.isConnected) select(card);
  else if (here.some(({ id }) => id === selected.dataset.id)) select(selected);
  markRead();
}

/** What the panel is about. */
function select(message) {
  selected?.classList.remove('selected');
  selected = message;
  selected?.classList.add('selected');
  panel.showDetails(selected?.querySelector('.card'));
}

let reading;
function markRead() {
  clearTimeout(reading);
  reading = setTimeout(() => {
    const change = conversation.lastChange();
    if (document.hidden || change === 0) return;
    // Not read is better than an alarm about it: the next one says it again.
    postRead(conversation.persona(), change).catch(() => undefined);
  }, READ_AFTER);
}
document.addEventListener('visibilitychange', markRead);

function entriesFor(message) {
  const link = `${location.origin}/?persona=${message.persona}#m-${message.id}`;
  const copy = (label, words) => [label, () => copyWords(words)];
  const entries = [copy('Copy text', message.text)];
  if (message.kind === 'card') entries.push(copy('Copy as Markdown', message.markdown));
  entries.push(copy('Copy link', link));
  if (message.kind === 'card') {
    entries.push(['Show details', () => showDetails(message.id)]);
  }
  if (message.id === conversation.lastOwn()?.id)
    entries.push(['Change', () => composer.edit(message)]);
  return entries;
}

function showDetails(id) {
  select(conversation.elementOf(id));
  panel.open('details');
}

async function copyWords(words) {
  try {
    await navigator.clipboard.writeText(words);
    toast('Copied');
  } catch {
    toast('Your browser did not allow to copy');
  }
}

async function showLinked() {
  const id = /^#m-([0-9a-f-]{1,64})$/.exec(location.hash)?.[1];
  if (id === undefined) return;
  if (!(await conversation.find(id))) toast('That message is not in this conversation any more');
}
addEventListener('hashchange', showLinked);
// A page that was put aside has missed what came; what was typed is kept over the reload.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

document.addEventListener('click', (event) => {
  const press = event.target.closest('button[data-action]');
  const message = event.target.closest('.message');
  if (press) asking.press(press, press.closest('[data-id]').dataset.id);
  else if (event.target.closest('.menu-button')) {
    menu.open(event.target.closest('.menu-button'), conversation.messageOf(message.dataset.id));
  }
  if (message?.querySelector('.card') && message !== selected) select(message);
});

at('examples').addEventListener('click', (event) => {
  const example = event.target.closest('button');
  if (!example) return;
  asking.say(example.textContent);
  composer.focus();
});
at('older').addEventListener('click', () =>
  conversation.loadOlder().catch(() => connection.lost()),
);
new IntersectionObserver(
  ([edge]) => {
    if (edge.isIntersecting) conversation.loadOlder().catch(() => connection.lost());
  },
  { root: at('scroller'), rootMargin: '800px 0px 0px' },
).observe(at('older'));

listenForFiles({
  attach: at('attach'),
  input: at('file'),
  target: at('drop'),
  send: (file) => asking.hand(file),
  tooMany: (most) => problem.show(`Please send at most ${most} files at once.`),
});
