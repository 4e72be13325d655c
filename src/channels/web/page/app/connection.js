// The stream of changes. A browser keeps few connections to one server, so of all tabs only one holds the stream and
// passes on what it hears: the one that was looked at last, for a browser lets the others wait.

/** Milliseconds from a broken stream to the next try; a server that starts again is back within seconds. */
const REOPEN_AFTER = 1500;
const SHARED = 'steward-changes';
const EVENTS = ['hello', 'message', 'unread', 'inbox', 'working'];

/**
 * `on` has a function for each event, called with what it says; `lost`; and `open`, called with the change after which
 * the stream begins: a tab that has seen less has to read what lies between. To be called before a conversation is
 * read, so that nothing falls between; `lead` after that.
 */
export function listenToChanges(on) {
  const tabs = new BroadcastChannel(SHARED);
  tabs.addEventListener('message', ({ data: [name, value] }) => on[name](value));

  function tell(name, value) {
    on[name](value);
    tabs.postMessage([name, value]);
  }

  return {
    /** Holds the stream whenever it is this tab's turn; `last` gives the last change that was seen. */
    lead(last) {
      // Without locks each tab holds a stream of its own.
      if (!navigator.locks) {
        openStream(last, (name, value) => on[name](value));
        return;
      }
      let held = 0;
      let isWaiting = false;

      async function hold(options) {
        let close;
        try {
          await navigator.locks.request(SHARED, options, () => {
            if (!options.steal) isWaiting = false;
            held += 1;
            close = openStream(last, tell);
            // Ours until the page goes or another tab takes over.
            return new Promise(() => {});
          });
        } catch {
          close?.();
          if (close) held -= 1;
          wait();
        }
      }

      function wait() {
        if (isWaiting) return;
        isWaiting = true;
        void hold({});
      }

      function takeOver() {
        if (!document.hidden && held === 0) void hold({ steal: true });
      }

      if (document.hidden) wait();
      else takeOver();
      document.addEventListener('visibilitychange', takeOver);
    },
  };
}

/** Gives a function that closes it. */
function openStream(last, tell) {
  let source;
  let timer;

  function open() {
    const after = last();
    source = new EventSource(`/events?after=${after}`);
    source.addEventListener('open', () => tell('open', after));
    for (const name of EVENTS) {
      source.addEventListener(name, (event) => tell(name, JSON.parse(event.data)));
    }
    // Opened by ourselves: a browser does not try again after an answer such as 503, and would not say so.
    source.addEventListener('error', () => {
      source.close();
      tell('lost');
      timer = setTimeout(open, REOPEN_AFTER);
    });
  }

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
