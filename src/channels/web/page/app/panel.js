// Beside the conversation, or in a drawer where there is no room: the inbox, and what an answer is about.
import { drawn } from '/app/message.js';
import { showCount } from '/app/personas.js';

const besides = matchMedia('(min-width: 1100px)');

export function createPanel(panel, drawer) {
  const content = document.getElementById('panel-content');
  const place = document.getElementById('drawer-content');
  const inbox = document.getElementById('inbox-cards');
  const details = document.getElementById('details-parts');
  const count = document.getElementById('inbox-count');

  for (const section of ['inbox', 'details']) {
    document.getElementById(`open-${section}`).addEventListener('click', () => open(section));
  }
  drawer.querySelector('.close').addEventListener('click', () => drawer.close());
  closeOutside(drawer);
  drawer.addEventListener('close', () => panel.append(content));
  besides.addEventListener('change', () => drawer.close());

  function open(section) {
    if (besides.matches) return;
    place.append(content);
    drawer.showModal();
    const top = document.getElementById(section).offsetTop - content.offsetTop;
    place.scrollTop = section === 'inbox' ? 0 : top;
  }

  return {
    open,
    /** Cards that wait for the persona; one that is there already keeps its place and what is unfolded in it. */
    showInbox(cards) {
      const there = new Map([...inbox.children].map((one) => [one.dataset.id, one]));
      const shown = cards.map((card) => {
        const known = there.get(card.id);
        return known?.dataset.html === card.html ? known : inboxCard(card);
      });
      inbox.replaceChildren(...shown);
      showCount(count, cards.length, 'waiting');
    },
    /** What a card unfolds, and where it comes from: copies of nodes that are on the page already. */
    showDetails(card) {
      details.replaceChildren(...(card ? detailsOf(card) : []));
    },
  };
}

function inboxCard({ id, html }) {
  const made = document.createElement('div');
  made.className = 'inbox-card';
  made.dataset.id = id;
  made.dataset.html = html;
  made.tabIndex = -1;
  made.append(drawn(html));
  return made;
}

function detailsOf(card) {
  const title = document.createElement('h3');
  title.dir = 'auto';
  title.textContent = card.querySelector('.card-title').textContent;
  const unfolded = [...card.querySelectorAll('.more')].map((more) =>
    section(more.querySelector('summary').textContent, [...more.children].slice(1)),
  );
  const source = [...card.querySelectorAll(':scope > .source')];
  return [
    title,
    ...[...card.querySelectorAll(':scope > .facts')].map((facts) => section('Facts', [facts])),
    ...unfolded,
    ...(source.length === 0 ? [] : [section('Where it comes from', source)]),
  ];
}

function section(label, nodes) {
  const made = document.createElement('div');
  made.className = 'details-part';
  const heading = document.createElement('h4');
  heading.dir = 'auto';
  heading.textContent = label;
  made.append(heading, ...nodes.map((node) => node.cloneNode(true)));
  return made;
}

/** A press beside a dialog closes it; the dialog itself is all content, so only its backdrop is hit. */
export function closeOutside(dialog) {
  dialog.addEventListener('pointerdown', (event) => {
    if (event.target !== dialog) return;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x < left || x > right || y < top || y > bottom) dialog.close();
  });
}
