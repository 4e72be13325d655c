import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { iconButton, type SignName, sign } from '#channels/web/icons.ts';
import { renderFrames } from '#channels/web/render-frames.ts';
import type { Persona } from '#foundation/people/personas.ts';

export interface PageWords {
  /** Whose office it is, beside our own name. */
  readonly officeName: string;
  /** Questions to press while nothing has been asked yet. */
  readonly examples: readonly string[];
  readonly personas: readonly Persona[];
  /** Nothing here is real, and its clock can be moved. */
  readonly isRehearsal?: boolean;
}

/** What the page loads: paths under `page/`, and with a slash before them under our address. */
export const pageFiles = [
  'style.css',
  'layout.css',
  'conversation.css',
  'composer.css',
  'buttons.css',
  'cards.css',
  'panel.css',
  'over.css',
  'forms.css',
  'rehearsal.css',
  'app/main.js',
  'app/ask.js',
  'app/composer.js',
  'app/connection.js',
  'app/conversation.js',
  'app/document.js',
  'app/drafts.js',
  'app/files.js',
  'app/form.js',
  'app/menu.js',
  'app/message.js',
  'app/outbox.js',
  'app/panel.js',
  'app/personas.js',
  'app/rehearsal.js',
  'app/scroll.js',
  'app/server.js',
  'app/state.js',
] as const;

/**
 * The page of the chat: its frame and what is empty in it. The conversations come through
 * `page/app/`. A page whose `version` is not the server's loads itself anew.
 */
export function renderPage(words: PageWords, version: string): string {
  const document = h('html', { lang: 'en', 'data-version': version }, [head(words), body(words)]);
  return `<!doctype html>${renderToString(document)}`;
}

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E%3Crect width='20' height='20' rx='5' fill='%231f5fbf'/%3E%3Cpath d='M5.5 10.4l3 3l6-6.6' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E";

function head({ officeName }: PageWords): ComponentChild {
  return h('head', null, [
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('title', null, `Steward · ${officeName}`),
    h('link', { rel: 'icon', href: ICON }),
    pageFiles.map((path) =>
      path.endsWith('.css')
        ? h('link', { rel: 'stylesheet', href: `/${path}` })
        : h('link', { rel: 'modulepreload', href: `/${path}` }),
    ),
    h('script', { type: 'module', src: '/app/main.js' }),
  ]);
}

function body(words: PageWords): ComponentChild {
  return h('body', null, [
    h('a', { class: 'skip', href: '#question' }, 'Skip to the question field'),
    words.isRehearsal ? rehearsal() : null,
    h('div', { class: 'shell' }, [
      rail(words),
      h('div', { class: 'tools' }, [
        tool(
          'open-inbox',
          'inbox',
          'Inbox',
          h('span', { id: 'inbox-count', class: 'count', hidden: true }),
        ),
        tool('open-details', 'details', 'Details'),
      ]),
      conversation(),
      foot(words),
      h('aside', { class: 'panel', id: 'panel', 'aria-label': 'Inbox and details' }, panel()),
    ]),
    renderFrames(),
  ]);
}

function rail({ officeName, personas }: PageWords): ComponentChild {
  return h('header', { class: 'rail' }, [
    h('div', { class: 'brand' }, [h('h1', null, 'Steward'), h('p', { dir: 'auto' }, officeName)]),
    h('nav', { 'aria-label': 'Personas' }, [
      h(
        'ul',
        { id: 'personas', class: 'personas' },
        personas.map(({ id, name }) =>
          h('li', null, [
            h('a', { class: 'persona', href: `/?persona=${id}`, 'data-persona': id }, [
              sign('person'),
              h('span', { class: 'persona-name' }, name),
              h('span', { class: 'count', hidden: true }),
            ]),
          ]),
        ),
      ),
    ]),
    h(
      'p',
      { class: 'rail-note' },
      'Each role has its own conversation and inbox. Whoever sits at this machine may be any of them.',
    ),
  ]);
}

/** Above all else: nobody should take it for the office. */
function rehearsal(): ComponentChild {
  const moves = [
    { label: '1 hour', minutes: 60 },
    { label: '1 day', minutes: 24 * 60 },
    { label: '1 week', minutes: 7 * 24 * 60 },
  ];
  return h('section', { id: 'rehearsal', class: 'rehearsal', 'aria-label': 'Rehearsal' }, [
    h('p', null, [
      h('strong', null, 'Rehearsal'),
      ' Nothing here is real. It is ',
      h('time', null),
      '.',
    ]),
    h(
      'div',
      { class: 'rehearsal-moves', role: 'group', 'aria-label': 'Move the clock forward' },
      moves.map(({ label, minutes }) =>
        h('button', { type: 'button', class: 'button', 'data-minutes': minutes }, `+ ${label}`),
      ),
    ),
  ]);
}

function tool(id: string, icon: SignName, label: string, extra?: ComponentChild): ComponentChild {
  return h('button', { type: 'button', id, class: 'tool' }, [
    sign(icon),
    h('span', null, label),
    extra,
  ]);
}

function conversation(): ComponentChild {
  return h('main', { id: 'scroller', class: 'scroller' }, [
    h('div', { class: 'column' }, [
      h('div', { id: 'welcome', class: 'welcome', hidden: true }, [
        h('h2', null, 'What would you like to know?'),
        h(
          'p',
          null,
          'Ask in your own words whether you may use a license or a package, or how we work with open source. Every answer says where it comes from.',
        ),
        h('p', null, 'Or drop a package.json, or a list of packages, one a line.'),
      ]),
      h('noscript', null, h('p', { class: 'problem' }, NO_SCRIPT)),
      h('div', { id: 'older', class: 'older', hidden: true }, [
        h('button', { type: 'button', class: 'button' }, 'Show older messages'),
      ]),
      h('div', { id: 'log', class: 'log', role: 'log', 'aria-label': 'Conversation' }),
      h('div', { id: 'working', class: 'working', role: 'status', hidden: true }, [
        h('span', { class: 'dots', 'aria-hidden': 'true' }, [
          h('i', null),
          h('i', null),
          h('i', null),
        ]),
        h('p', { dir: 'auto' }),
      ]),
    ]),
    // Above all else wherever it stands; here it is part of the conversation for those who hear it.
    h('div', { id: 'menu', class: 'menu', popover: 'auto', role: 'menu', 'aria-label': 'Message' }),
  ]);
}

const NO_SCRIPT =
  'This page needs JavaScript, from this machine only. Without it, ask in a terminal: npx steward ask "can I use left-pad?"';

function foot({ examples }: PageWords): ComponentChild {
  return h('footer', { class: 'foot' }, [
    h('button', { type: 'button', id: 'newer', class: 'newer', hidden: true }, [
      sign('down'),
      'New messages',
    ]),
    h('div', { id: 'connection', class: 'connection', role: 'status' }),
    h('div', { id: 'problem', class: 'problem', role: 'alert', hidden: true }),
    h(
      'div',
      { id: 'examples', class: 'examples', role: 'group', 'aria-label': 'Examples', hidden: true },
      examples.map((example) =>
        h('button', { type: 'button', class: 'example', dir: 'auto' }, example),
      ),
    ),
    h('div', { id: 'editing', class: 'editing', role: 'status', hidden: true }, [
      h('p', null, 'You are changing your last message.'),
      h('button', { type: 'button', class: 'link-button' }, 'Leave it as it was'),
    ]),
    composer(),
  ]);
}

function composer(): ComponentChild {
  return h('form', { id: 'composer', class: 'composer' }, [
    h('input', { type: 'file', id: 'file', class: 'unseen', tabIndex: -1, 'aria-label': 'File' }),
    iconButton('attach', 'Send a file', { id: 'attach' }),
    h('label', { class: 'unseen', for: 'question' }, 'Your question'),
    h('textarea', {
      id: 'question',
      rows: 1,
      dir: 'auto',
      autocomplete: 'off',
      placeholder: 'Type your question',
      'aria-describedby': 'keys',
    }),
    h('button', { type: 'submit', class: 'button primary send' }, [sign('send'), 'Send']),
    h(
      'p',
      { id: 'keys', class: 'unseen' },
      'Enter sends, Shift and Enter breaks the line, the up arrow changes your last message.',
    ),
  ]);
}

function panel(): ComponentChild {
  return h('div', { id: 'panel-content', class: 'panel-content' }, [
    h('section', { id: 'inbox', class: 'inbox', 'aria-labelledby': 'inbox-title' }, [
      h('h2', { id: 'inbox-title' }, 'Inbox'),
      h('p', { class: 'panel-empty' }, 'Nothing is waiting for you.'),
      h('div', { id: 'inbox-cards', class: 'inbox-cards' }),
    ]),
    h('section', { id: 'details', class: 'details', 'aria-labelledby': 'details-title' }, [
      h('h2', { id: 'details-title' }, 'Details'),
      h(
        'p',
        { class: 'panel-empty' },
        'What the last answer is about is shown here: facts, reasons, sources.',
      ),
      h('div', { id: 'details-parts', class: 'details-parts' }),
    ]),
  ]);
}
