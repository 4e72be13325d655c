// The menu of a message: copy it, link to it, change it.

/** `entriesOf(message)` gives `[label, press]` pairs. */
export function createMenu(menu, entriesOf) {
  let opener;

  function open(button, message) {
    opener = button;
    menu.replaceChildren(
      ...entriesOf(message).map(([label, press]) => {
        const entry = document.createElement('button');
        entry.type = 'button';
        entry.setAttribute('role', 'menuitem');
        entry.tabIndex = -1;
        entry.textContent = label;
        entry.addEventListener('click', () => {
          menu.hidePopover();
          press();
        });
        return entry;
      }),
    );
    menu.showPopover();
    stand(menu, button);
    button.setAttribute('aria-expanded', 'true');
    menu.firstElementChild.focus();
  }

  menu.addEventListener('toggle', (event) => {
    if (event.newState === 'closed') opener?.setAttribute('aria-expanded', 'false');
  });
  menu.addEventListener('keydown', (event) => {
    const entries = [...menu.children];
    const at = entries.indexOf(document.activeElement);
    const next = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: -1,
    }[event.key];
    if (event.key === 'Tab') menu.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    entries.at(next % entries.length).focus();
  });

  return { open };
}

/** Below the button, or above it where there is no room; never outside the window. */
function stand(menu, button) {
  const at = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = at.bottom + 4 + height <= innerHeight;
  menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - 4 - height)}px`;
  const left = at.left + width + 8 <= innerWidth ? at.left : at.right - width;
  menu.style.left = `${Math.max(8, left)}px`;
}
