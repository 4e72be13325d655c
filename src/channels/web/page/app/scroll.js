// Where the conversation stands in its window: it follows what arrives while the person reads at its end.

/** Pixels from the end that still count as reading there. */
const NEAR = 96;

export function createScroll(scroller, log, newer) {
  let follows = true;

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    follows = true;
    newer.hidden = true;
  }

  scroller.addEventListener(
    'scroll',
    () => {
      follows = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < NEAR;
      if (follows) newer.hidden = true;
    },
    { passive: true },
  );
  newer.addEventListener('click', toEnd);
  // The composer grows, the window turns, a card is edited: who reads at the end stays there.
  const sizes = new ResizeObserver(() => {
    if (follows) scroller.scrollTop = scroller.scrollHeight;
  });
  sizes.observe(scroller);
  sizes.observe(log);

  return {
    toEnd,
    isFollowing: () => follows,
    /** After something arrived: its start stays in view, however long it is. */
    arrived(first) {
      if (!follows) {
        newer.hidden = false;
        return;
      }
      const top = first.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
      const end = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
      const by = Math.max(0, Math.min(end, top - 12));
      follows = end - by < NEAR;
      scroller.scrollTop += by;
    },
    /** What is edited above the window must not push down what is read in it. */
    editing(element, change) {
      const isAbove = element.getBoundingClientRect().top < scroller.getBoundingClientRect().top;
      this.keeping(isAbove ? element.nextElementSibling : undefined, change);
    },
    /** Calls `change` and keeps what is seen where it is; at the very top no browser does that by itself. */
    keeping(seen, change) {
      if (!seen) {
        change();
        return;
      }
      const before = seen.getBoundingClientRect().top;
      scroller.style.overflowAnchor = 'none';
      change();
      scroller.scrollTop += seen.getBoundingClientRect().top - before;
      requestAnimationFrame(() => {
        scroller.style.overflowAnchor = '';
      });
    },
  };
}
