// The conversation: sends what a person types or presses, shows the cards that come back.
// Cards arrive drawn and escaped by the server; what the person typed is only ever set as text.

/** Milliseconds until we say that we are working, that it takes long, and that we give up. */
const WORKING_AFTER = 300;
const SLOW_AFTER = 2000;
const GIVE_UP_AFTER = 60_000;
const RECONNECT_EVERY = 2000;

const log = document.getElementById('log');
const welcome = document.getElementById('welcome');
const working = document.getElementById('working');
const problem = document.getElementById('problem');
const composer = document.getElementById('composer');
const question = document.getElementById('question');
const examples = document.getElementById('examples');
const send = composer.querySelector('button');

// A thread is what is seen on the page: a fresh page remembers nothing of an earlier one.
const thread = crypto.randomUUID();
let busy = false;
let lastAsked = '';
let reconnecting;

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  ask(question.value);
});

question.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    composer.requestSubmit();
  }
  if (event.key === 'ArrowUp' && question.value === '' && lastAsked !== '') {
    event.preventDefault();
    write(lastAsked);
  }
});

question.addEventListener('input', grow);

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLTextAreaElement) return;
  event.preventDefault();
  question.focus();
});

examples.addEventListener('click', (event) => {
  const example = event.target.closest('button');
  if (example) ask(example.textContent);
});

log.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-action]');
  if (button) press(button);
});

async function ask(text) {
  if (busy || text.trim() === '') return;
  if (text === question.value) write('');
  const answered = await takeTurn({ kind: 'text', text }, text, () => ask(question.value));
  if (answered) lastAsked = text;
  // What was typed meanwhile stays, below what could not be sent.
  else write(question.value === '' ? text : `${text}\n${question.value}`);
}

async function press(button) {
  if (busy) return;
  button.setAttribute('aria-busy', 'true');
  const action = JSON.parse(button.dataset.action);
  await takeTurn({ kind: 'action', action }, button.textContent, () => press(button));
  button.removeAttribute('aria-busy');
}

/** One turn at a time; says whether it was answered. */
async function takeTurn(content, words, retry) {
  setBusy(true);
  hideProblem();
  const said = showSaid(words);
  const stopWorking = startWorking();
  try {
    for (const reply of await post(content)) log.append(drawn(reply.html));
    said.scrollIntoView({ block: 'start' });
    return true;
  } catch (error) {
    said.remove();
    showWelcome();
    showProblem(error, retry);
    return false;
  } finally {
    stopWorking();
    setBusy(false);
  }
}

async function post(content) {
  const response = await fetch('/turn', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ thread, content }),
    signal: AbortSignal.timeout(GIVE_UP_AFTER),
  });
  const answer = await response.json();
  if (!response.ok) throw new Refusal(answer.error.message);
  return answer.replies;
}

/** The server answered, and its words are for the person. */
class Refusal extends Error {}

function setBusy(now) {
  busy = now;
  send.setAttribute('aria-disabled', String(now));
}

function showSaid(words) {
  const said = document.createElement('p');
  said.className = 'said';
  said.dir = 'auto';
  said.textContent = words;
  log.append(said);
  showWelcome();
  said.scrollIntoView({ block: 'nearest' });
  return said;
}

/** Only while nothing is said. */
function showWelcome() {
  const started = log.childElementCount > 0;
  welcome.hidden = started;
  examples.hidden = started;
}

/** The reply's nodes. The only HTML that is ever read is a card that our server drew. */
function drawn(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

function startWorking() {
  const timers = [
    setTimeout(() => {
      working.textContent = 'Looking it up…';
      working.scrollIntoView({ block: 'nearest' });
    }, WORKING_AFTER),
    setTimeout(() => {
      working.textContent = 'Still looking, this takes longer than usual…';
    }, SLOW_AFTER),
  ];
  return () => {
    for (const timer of timers) clearTimeout(timer);
    working.textContent = '';
  };
}

function showProblem(error, retry) {
  if (error instanceof Refusal) return say(error.message, retry);
  if (error.name === 'TimeoutError') {
    return say('No answer came within a minute. Your text is kept.', retry);
  }
  say('Steward cannot be reached. Your text is kept, and the connection is tried again by itself.');
  reconnect(retry);
}

function reconnect(retry) {
  const waiting = setTimeout(async () => {
    const back = await fetch('/healthz').then(
      (response) => response.ok,
      () => false,
    );
    // Something else was tried meanwhile.
    if (reconnecting !== waiting) return;
    if (back) say('Steward is there again.', retry);
    else reconnect(retry);
  }, RECONNECT_EVERY);
  reconnecting = waiting;
}

function say(message, retry) {
  const words = document.createElement('p');
  words.textContent = message;
  problem.replaceChildren(words);
  if (retry) {
    const again = document.createElement('button');
    again.type = 'button';
    again.className = 'button';
    again.textContent = 'Try again';
    again.addEventListener('click', () => {
      question.focus();
      retry();
    });
    problem.append(again);
  }
  problem.hidden = false;
}

function hideProblem() {
  clearTimeout(reconnecting);
  reconnecting = undefined;
  problem.hidden = true;
  problem.replaceChildren();
}

function write(text) {
  question.value = text;
  grow();
}

/** Rows for browsers that do not size a field by its content. */
function grow() {
  question.rows = Math.min(8, question.value.split('\n').length);
}
