import { type ComponentChild, h } from 'preact';
import { iconButton, sign } from '#channels/web/icons.ts';

/** What the page fills and shows when there is need: dialogs, the menu, and the frame of a message. */
export function renderFrames(): ComponentChild {
  return [
    messageFrame(),
    h('p', { id: 'toast', class: 'toast', role: 'status' }),
    h('div', { id: 'drop', class: 'drop', hidden: true }, [
      h('p', null, [sign('file'), 'Drop it: a package.json, or a list of packages']),
    ]),
    drawer(),
    documentDrawer(),
    formDialog(),
  ];
}

function messageFrame(): ComponentChild {
  return h(
    'template',
    { id: 'message-frame' },
    h('div', { class: 'message', tabIndex: -1 }, [
      h('span', { class: 'author unseen' }),
      h('div', { class: 'body' }),
      h('div', { class: 'meta' }, [
        h('span', { class: 'notice' }),
        h('span', { class: 'updated', hidden: true }, 'updated'),
        h('time', null),
        iconButton('menu', 'Message menu', {
          class: 'icon-button menu-button',
          'aria-haspopup': 'menu',
        }),
      ]),
    ]),
  );
}

/** Where the panel's content is shown while there is no room beside the conversation. */
function drawer(): ComponentChild {
  return h('dialog', { id: 'drawer', class: 'drawer', 'aria-label': 'Inbox and details' }, [
    h('div', { class: 'drawer-bar' }, [closeButton()]),
    h('div', { id: 'drawer-content', class: 'drawer-content' }),
  ]);
}

function documentDrawer(): ComponentChild {
  return h(
    'dialog',
    { id: 'document', class: 'drawer document', 'aria-labelledby': 'document-title' },
    [
      h('div', { class: 'drawer-bar' }, [
        h('h2', { id: 'document-title', dir: 'auto' }),
        closeButton(),
      ]),
      h('form', { id: 'document-search', class: 'document-search', role: 'search' }, [
        sign('search'),
        h('input', {
          type: 'text',
          id: 'document-words',
          'aria-label': 'Search in this text',
          placeholder: 'Search in this text',
          maxLength: 200,
          autocomplete: 'off',
          dir: 'auto',
        }),
        h('output', { id: 'document-count', for: 'document-words' }),
        iconButton('up', 'Previous', { id: 'document-previous' }),
        iconButton('down', 'Next', { id: 'document-next' }),
      ]),
      h('div', {
        id: 'document-text',
        class: 'document-text',
        tabIndex: 0,
        role: 'region',
        'aria-label': 'Text',
        dir: 'auto',
      }),
      h('div', { id: 'document-source', class: 'document-source' }),
    ],
  );
}

/** Filled by the server with a form, which brings its own title. */
function formDialog(): ComponentChild {
  return h('dialog', { id: 'form-dialog', class: 'form-dialog' }, [
    h('div', { id: 'form-content', class: 'form-content' }),
    h('div', { id: 'form-problem', class: 'problem', role: 'alert', hidden: true }),
    closeButton(),
  ]);
}

function closeButton(): ComponentChild {
  return iconButton('close', 'Close', { class: 'icon-button close' });
}
