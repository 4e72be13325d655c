// A long text, such as a license, in a drawer with search.
import { drawn } from '/app/message.js';
import { closeOutside } from '/app/panel.js';

/** More places than this are not counted: nobody steps through them. */
const MOST_FOUND = 999;

export function createDocument(dialog) {
  const text = document.getElementById('document-text');
  const words = document.getElementById('document-words');
  const count = document.getElementById('document-count');
  let ranges = [];
  let at = 0;

  dialog.querySelector('.close').addEventListener('click', () => dialog.close());
  closeOutside(dialog);
  dialog.addEventListener('close', () => {
    words.value = '';
    search();
    text.textContent = '';
  });
  document.getElementById('document-search').addEventListener('submit', (event) => {
    event.preventDefault();
    step(1);
  });
  words.addEventListener('input', search);
  words.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.shiftKey) return;
    event.preventDefault();
    step(-1);
  });
  document.getElementById('document-previous').addEventListener('click', () => step(-1));
  document.getElementById('document-next').addEventListener('click', () => step(1));

  function search() {
    ranges = text.firstChild ? find(text.firstChild, words.value) : [];
    at = 0;
    mark();
  }

  function step(by) {
    if (ranges.length === 0) return;
    at = (at + by + ranges.length) % ranges.length;
    mark();
  }

  function mark() {
    const [many, now] = [ranges.length, ranges[at]];
    const all = many > MOST_FOUND ? `${MOST_FOUND}+` : many;
    count.textContent = words.value.trim() === '' ? '' : now ? `${at + 1} of ${all}` : 'Not found';
    highlight('found', ranges);
    highlight('found-now', now ? [now] : []);
    if (now) reveal(text, now);
  }

  return {
    open({ title, text: content, sourceHtml }) {
      document.getElementById('document-title').textContent = title;
      document.getElementById('document-source').replaceChildren(drawn(sourceHtml));
      text.textContent = content;
      dialog.showModal();
      text.scrollTop = 0;
      words.focus();
    },
  };
}

/** The places in a text node, in either case, and with any space or line break for a space. */
function find(node, words) {
  const parts = words.trim().split(/\s+/).map(RegExpEscape);
  if (parts[0] === '') return [];
  const ranges = [];
  for (const found of node.data.matchAll(new RegExp(parts.join('\\s+'), 'giu'))) {
    const range = document.createRange();
    range.setStart(node, found.index);
    range.setEnd(node, found.index + found[0].length);
    ranges.push(range);
    if (ranges.length > MOST_FOUND) break;
  }
  return ranges;
}

function RegExpEscape(words) {
  return words.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function highlight(name, ranges) {
  // Without highlights the count and the scrolling still help.
  if (globalThis.Highlight) CSS.highlights.set(name, new Highlight(...ranges));
}

function reveal(scroller, range) {
  const [place, window] = [range.getBoundingClientRect(), scroller.getBoundingClientRect()];
  if (place.top >= window.top && place.bottom <= window.bottom) return;
  scroller.scrollTop += place.top - window.top - window.height / 3;
}
