// What was typed and not sent yet, kept in this browser so that a reload or a server that is away loses nothing.

/** Kept for the tab: two tabs may well hold two questions. */
export const tabStore = storeOn(() => sessionStorage);
/** Kept for the browser: a form is one form in every tab. */
export const browserStore = storeOn(() => localStorage);

/** A store that may be full or forbidden, which must never stop anybody from typing. */
function storeOn(storage) {
  return {
    read(key) {
      try {
        return JSON.parse(storage().getItem(key) ?? 'null');
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        if (value === undefined) storage().removeItem(key);
        else storage().setItem(key, JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    },
  };
}
