// Whose conversation is shown, in the rail and in the address.

export function createPersonas(list, onChoose) {
  const links = [...list.querySelectorAll('a')];
  const names = new Map(
    links.map((link) => [link.dataset.persona, link.querySelector('.persona-name').textContent]),
  );
  const title = document.title;

  list.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.dataset.persona === current()) return;
    history.pushState(null, '', link.href);
    onChoose(link.dataset.persona);
  });
  addEventListener('popstate', () => onChoose(current()));

  /** The address names the persona; without one it is the first. */
  function current() {
    const named = new URLSearchParams(location.search).get('persona');
    return names.has(named) ? named : links[0].dataset.persona;
  }

  /** Not scrollIntoView: in Chromium 150 Tab goes on from there, past the link that skips to the question. */
  function scrollTo(shown) {
    const bar = list.parentElement;
    const { left, width } = shown.getBoundingClientRect();
    const { left: start, width: space } = bar.getBoundingClientRect();
    bar.scrollLeft += left + width / 2 - start - space / 2;
  }

  return {
    current,
    name: (persona) => names.get(persona),
    show(persona) {
      for (const link of links) {
        if (link.dataset.persona === persona) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
      const shown = links.find((link) => link.dataset.persona === persona);
      scrollTo(shown);
    },
    /** How many messages each persona has not read; `shown` is being read right now. */
    setUnread(counts, shown) {
      let all = 0;
      for (const link of links) {
        const { persona } = link.dataset;
        const count = persona === shown && !document.hidden ? 0 : (counts[persona] ?? 0);
        all += count;
        showCount(link.querySelector('.count'), count, 'unread');
      }
      document.title = all === 0 ? title : `(${all}) ${title}`;
    },
  };
}

/** A number in a badge, with the word that it stands for for those who hear it. */
export function showCount(badge, count, word) {
  badge.hidden = count === 0;
  badge.textContent = count === 0 ? '' : count > 99 ? '99+' : String(count);
  const said = document.createElement('span');
  said.className = 'unseen';
  said.textContent = ` ${word}`;
  if (count > 0) badge.append(said);
}
