// One message of the conversation. Its HTML was drawn and escaped by the server; everything else is set as text.
import { button } from '/app/state.js';

const frame = document.getElementById('message-frame');
const hours = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function makeMessage(message) {
  const element = frame.content.firstElementChild.cloneNode(true);
  element.id = `m-${message.id}`;
  element.dataset.id = message.id;
  element.dataset.author = message.author;
  element.querySelector('.author').textContent =
    message.author === 'person' ? 'You said:' : 'Steward:';
  fill(element, message);
  return element;
}

/** Puts the message's present state into its element. */
export function fill(element, message) {
  element.removeAttribute('data-waiting');
  const body = element.querySelector('.body');
  if (message.html === undefined) body.replaceChildren(paragraph(message.text));
  else replaceDrawn(body, message.html);
  const time = element.querySelector('time');
  time.dateTime = message.at;
  time.textContent = spoken(new Date(message.at));
  element.querySelector('.updated').hidden = !message.edited;
}

/** Says something quiet under a message, with something to press. */
export function setNotice(element, words, label, press) {
  const notice = element.querySelector('.notice');
  notice.replaceChildren(...(words === '' ? [] : [words]));
  if (label) notice.append(' ', button('link-button', label, press));
}

/** The nodes of what our server drew. Nothing else is ever read as HTML. */
export function drawn(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

/** What was unfolded stays so, and the focus stays where it was as far as there still is such a place. */
function replaceDrawn(body, html) {
  const unfolded = [...body.querySelectorAll('details')].map((details) => details.open);
  const focused = body.contains(document.activeElement) ? document.activeElement : undefined;
  const action = focused?.dataset.action;
  body.replaceChildren(drawn(html));
  for (const [index, details] of body.querySelectorAll('details').entries()) {
    details.open = unfolded[index] ?? false;
  }
  if (!focused) return;
  const same = [...body.querySelectorAll('button[data-action]')].find(
    (one) => one.dataset.action === action,
  );
  (same ?? body.closest('.message, .inbox-card')).focus({ preventScroll: true });
}

function paragraph(text) {
  const words = document.createElement('p');
  words.className = 'words';
  words.dir = 'auto';
  words.textContent = text;
  return words;
}

function spoken(at) {
  const isToday = at.toDateString() === new Date().toDateString();
  return (isToday ? hours : days).format(at);
}
