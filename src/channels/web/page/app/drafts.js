// What was typed and not sent yet, kept in this browser so that a reload or a server that is away loses nothing.

/** Kept for the tab: two tabs may well hold two questions. */
export const tabStore = storeOn(() => sessionStorage);
/** Kept for the browser: a form is one form in every tab. */
export const browserStore = storeOn(() => localStorage);

/** At the same address there may be the office at one time and a rehearsal at another: what was typed for one stays there. */
const PREFIX = document.getElementById('rehearsal') ? 'rehearsal ' : '';

/** A store that may be full or forbidden, which must never stop anybody from typing. */
function storeOn(storage) {
  return {
    read(key) {
      try {
        return JSON.parse(storage().getItem(PREFIX + key) ?? 'null');
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        if (value === undefined) storage().removeItem(PREFIX + key);
        else storage().setItem(PREFIX + key, JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    },
  };
}
