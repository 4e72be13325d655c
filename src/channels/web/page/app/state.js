// What is said about the state of things: working, slow, connection, problems.

/** Milliseconds until we say that we are working, and that it takes long. */
const WORKING_AFTER = 300;
const SLOW_AFTER = 2000;
/** A stream that is back within this time was never worth a word. */
const LOST_AFTER = 1200;

/** Names what is being checked, at the end of the conversation, for as long as something is. */
export function createWorking(element, keepInView) {
  const words = element.querySelector('p');
  let timers = [];
  let what;
  let slow = false;

  function show() {
    const named = what ?? 'Looking it up';
    words.textContent = slow ? `${named}. This takes longer than usual.` : `${named} …`;
    if (!element.hidden) return;
    element.hidden = false;
    keepInView();
  }

  return {
    start() {
      this.stop();
      timers = [
        setTimeout(show, WORKING_AFTER),
        setTimeout(() => {
          slow = true;
          show();
        }, SLOW_AFTER),
      ];
    },
    /** What is being looked up, once the server says it. */
    name(words) {
      what = words;
      show();
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers = [];
      what = undefined;
      slow = false;
      element.hidden = true;
      words.textContent = '';
    },
  };
}

/** One line above the composer, while the connection or the database is not what it should be. */
export function createConnectionState(element) {
  let timer;
  let lost = false;
  let readOnly = false;

  function draw() {
    element.textContent = lost ? AWAY : readOnly ? READ_ONLY : '';
  }

  return {
    lost() {
      timer ??= setTimeout(() => {
        lost = true;
        draw();
      }, LOST_AFTER);
    },
    back() {
      clearTimeout(timer);
      timer = undefined;
      lost = false;
      draw();
    },
    readOnly(now) {
      readOnly = now;
      draw();
    },
  };
}

const AWAY =
  'Steward cannot be reached. Reconnecting by itself; what you write is kept and sent then.';
const READ_ONLY =
  'Steward can read but not write just now. What you send is kept here, and tried again by itself.';

/** An error that the person should know of, with what they can do. */
export function createProblem(element, focusAfter) {
  return {
    show(message, retry) {
      const words = document.createElement('p');
      words.dir = 'auto';
      words.textContent = message;
      element.replaceChildren(words);
      if (retry) {
        const again = button('button', 'Try again', () => {
          this.hide();
          focusAfter();
          retry();
        });
        element.append(again);
      }
      element.hidden = false;
    },
    hide() {
      element.hidden = true;
      element.replaceChildren();
    },
  };
}

export function button(className, label, press) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = className;
  made.textContent = label;
  made.addEventListener('click', press);
  return made;
}

/** Words that pass: said to a screen reader, seen for a moment. */
export function createToast(element) {
  let timer;
  return (words) => {
    clearTimeout(timer);
    element.textContent = words;
    timer = setTimeout(() => {
      element.textContent = '';
    }, 2500);
  };
}
