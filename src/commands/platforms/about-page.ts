import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Office } from '#foundation/people/office.ts';

/**
 * What Steward is, what it keeps, and what its answers are worth; without a script, a picture or an address
 * elsewhere. Chat platforms lead here from the page of the app.
 */
export function aboutPage({ name, contact }: Pick<Office, 'name' | 'contact'>): string {
  const who = contact.reach === undefined ? contact.who : `${contact.who}: ${contact.reach}`;
  const document = h('html', { lang: 'en' }, [
    h('head', null, [
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', null, `Steward of ${name}`),
      h('style', null, STYLE),
    ]),
    h('body', null, [
      h('h1', null, 'Steward'),
      h(
        'p',
        null,
        `The open source program office of ${name}, in chat. It answers whether you may use a license or a package, why, and what you have to do, and what the office's handbook says. Ask it in your chat platform; there is nothing to press here.`,
      ),
      section('privacy', 'What is kept', [
        'The name and the e-mail address that the directory of your chat platform has for you, and about when you last used Steward. For twelve hours what a conversation is about. For ninety days the cards that stand in conversations, so that they can be changed. What you typed into a form until you send it, and notes on answers with your name only if you want to hear back.',
        'What you ask is not kept when it is answered. A question that the handbook does not answer is kept for the office without your name, and with it only if you ask the office for an answer. Nobody but the office reads what you send to it.',
      ]),
      section('terms', 'What the answers are', [
        'Guidance under the policy of your company, not legal advice. Each says which policy it follows and where its facts come from.',
      ]),
      h('p', null, `Questions: ${who}`),
    ]),
  ]);
  return `<!doctype html>${renderToString(document)}`;
}

function section(id: string, title: string, paragraphs: readonly string[]): ComponentChild {
  return h('section', { id }, [
    h('h2', null, title),
    paragraphs.map((words) => h('p', null, words)),
  ]);
}

const STYLE =
  'body{max-width:38rem;margin:3rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}h1,h2{line-height:1.2}';
