import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';

export interface PageWords {
  /** Whose office it is, beside our own name. */
  readonly officeName: string;
  /** Questions to press while nothing has been asked yet. */
  readonly examples: readonly string[];
}

/** The page of the chat; the conversation itself comes through `page/app.js`. */
export function renderPage(page: PageWords): string {
  const document = h('html', { lang: 'en' }, [head(page), body(page)]);
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
    h('link', { rel: 'stylesheet', href: '/style.css' }),
    h('link', { rel: 'stylesheet', href: '/cards.css' }),
    h('script', { type: 'module', src: '/app.js' }),
  ]);
}

function body({ officeName, examples }: PageWords): ComponentChild {
  return h('body', null, [
    h('header', { class: 'bar' }, [h('h1', null, 'Steward'), h('p', { dir: 'auto' }, officeName)]),
    h('main', null, [
      h('div', { class: 'welcome', id: 'welcome' }, [
        h('p', { class: 'welcome-title' }, 'What would you like to use?'),
        h(
          'p',
          null,
          'Ask about a license, a package or the policy, in your own words. Every answer says where it comes from.',
        ),
        h('noscript', null, h('p', { class: 'problem' }, NO_SCRIPT)),
      ]),
      h('div', { id: 'log', class: 'log', role: 'log', 'aria-label': 'Conversation' }),
      h('p', { id: 'working', class: 'working', role: 'status' }),
    ]),
    h('footer', { class: 'foot' }, [
      h('div', { id: 'problem', class: 'problem', role: 'alert', hidden: true }),
      h('div', { id: 'examples', class: 'examples', role: 'group', 'aria-label': 'Examples' }, [
        examples.map((example) =>
          h('button', { type: 'button', class: 'example', dir: 'auto' }, example),
        ),
      ]),
      composer(),
    ]),
  ]);
}

const NO_SCRIPT =
  'This page needs JavaScript, from this machine only. Without it, ask in a terminal: npx steward ask "can I use left-pad?"';

function composer(): ComponentChild {
  return h('form', { id: 'composer', class: 'composer' }, [
    h('label', { class: 'unseen', for: 'question' }, 'Your question'),
    h('textarea', {
      id: 'question',
      rows: 1,
      dir: 'auto',
      autocomplete: 'off',
      placeholder: 'Type your question',
      'aria-describedby': 'keys',
    }),
    h('button', { type: 'submit', class: 'button primary' }, 'Send'),
    h('p', { id: 'keys', class: 'unseen' }, 'Enter sends, Shift and Enter breaks the line.'),
  ]);
}
