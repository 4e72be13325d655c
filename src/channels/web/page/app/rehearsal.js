// The bar of a rehearsal: what time it is there, and the buttons that move it forward.

import { getClock, postClock } from '/app/server.js';

/** Milliseconds between looks at the clock, which another page may have moved. */
const LOOK_EVERY = 10_000;

export function createRehearsal(bar, { problem, moved }) {
  if (!bar) return;
  const time = bar.querySelector('time');
  const words = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

  function show({ now }) {
    time.dateTime = now;
    time.textContent = words.format(new Date(now));
  }

  bar.addEventListener('click', async ({ target }) => {
    const minutes = Number(target.closest('button')?.dataset.minutes);
    if (!minutes) return;
    try {
      show(await postClock(minutes));
      moved(time.textContent);
    } catch (error) {
      problem.show(error.message || 'The clock could not be moved. Please try again.');
    }
  });

  const look = () => {
    // While the server is away the page says so elsewhere.
    if (!document.hidden) void getClock().then(show, () => {});
  };
  document.addEventListener('visibilitychange', look);
  setInterval(look, LOOK_EVERY);
  look();
}
