// The stream of changes. A browser keeps few connections to one server, so of all tabs only one holds the stream and
// passes on what it hears; when it goes, the next takes over, and asks for what came meanwhile.

/** Milliseconds from a broken stream to the next try; a server that starts again is back within seconds. */
const REOPEN_AFTER = 1500;
const SHARED = 'steward-changes';
const EVENTS = ['hello', 'message', 'unread', 'inbox', 'working'];

/**
 * `on` has a function for each event, called with what it says, and `open` and `lost` for the stream itself. To be
 * called before a conversation is read, so that nothing falls between; `lead` after that.
 */
export function listenToChanges(on) {
  const tabs = new BroadcastChannel(SHARED);
  tabs.addEventListener('message', ({ data: [name, value] }) => on[name](value));

  function tell(name, value) {
    on[name](value);
    tabs.postMessage([name, value]);
  }

  return {
    /** Holds the stream from when no other tab does; `last` gives the change after which it begins. */
    lead(last) {
      let leave = () => {};
      const takeTurn = () => {
        const gone = new AbortController();
        const lead = () => holdStream(last, tell, gone.signal);
        if (navigator.locks)
          navigator.locks.request(SHARED, { signal: gone.signal }, lead).catch(() => {});
        else void lead();
        leave = () => gone.abort();
      };
      takeTurn();
      // A page that is put aside must not hold the stream; one that is taken out again joins anew.
      addEventListener('pagehide', () => leave());
      addEventListener('pageshow', (event) => {
        if (!event.persisted) return;
        on.open();
        takeTurn();
      });
    },
  };
}

/** Resolves when the page goes. */
function holdStream(last, tell, gone) {
  let source;
  let timer;

  function open() {
    source = new EventSource(`/events?after=${last()}`);
    source.addEventListener('open', () => tell('open'));
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
  return new Promise((resolve) => {
    gone.addEventListener('abort', () => {
      clearTimeout(timer);
      source.close();
      resolve();
    });
  });
}
