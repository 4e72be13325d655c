import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { drawWords } from '#channels/web/forms/draw-words.ts';
import { toneIcon } from '#channels/web/icons.ts';
import type { Button, Card, Part, SimplePart } from '#foundation/cards/card.ts';
import { noteWord } from '#foundation/cards/card-to-text.ts';
import { visible } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** The card as HTML. Every text is escaped by the renderer; nothing in it is read as markup. */
export function renderCard(card: Card): string {
  return renderToString(
    h('article', { class: 'card', 'data-tone': card.tone }, [
      h('h2', { class: 'card-title' }, [
        toneIcon(card.tone),
        h('span', { dir: 'auto' }, visible(card.title)),
      ]),
      card.parts.map(part),
      card.source === undefined
        ? null
        : h('p', { class: 'source', dir: 'auto' }, drawWords(card.source)),
      card.buttons.length === 0 ? null : h('div', { class: 'buttons' }, card.buttons.map(button)),
    ]),
  );
}

function part(value: Part): ComponentChild {
  if (value.kind !== 'more') return simplePart(value);
  return h('details', { class: 'more' }, [
    h('summary', { dir: 'auto' }, visible(value.label)),
    value.parts.map(simplePart),
  ]);
}

// Each block finds its own direction, so that one in another script leaves its neighbours alone.
function simplePart(value: SimplePart): ComponentChild {
  switch (value.kind) {
    case 'paragraph':
      return h('p', { dir: 'auto' }, drawWords(value.text));
    case 'list':
      return h('div', { class: 'list' }, [
        value.title === undefined ? null : h('h3', { dir: 'auto' }, visible(value.title)),
        h(
          'ul',
          null,
          value.entries.map((entry) => h('li', { dir: 'auto' }, drawWords(entry))),
        ),
      ]);
    case 'facts':
      return h(
        'dl',
        { class: 'facts' },
        value.rows.map((row) =>
          h('div', null, [
            h('dt', { dir: 'auto' }, visible(row.label)),
            h('dd', { dir: 'auto' }, drawWords(row.value)),
          ]),
        ),
      );
    case 'table':
      return table(value);
    case 'note':
      return h('div', { class: 'note', 'data-tone': value.tone, role: 'note' }, [
        toneIcon(value.tone),
        h('span', { class: 'unseen' }, `${noteWord(value.tone)}: `),
        h('p', { dir: 'auto' }, drawWords(value.text)),
      ]);
    default:
      return unreachable(value);
  }
}

// The frame scrolls where the table is wider than the card, and takes the focus so that keys scroll it. In a narrow card
// the rows become a list by style alone: the roles keep it a table for those who hear it.
function table({ columns, rows }: SimplePart & { kind: 'table' }): ComponentChild {
  const names = columns.map(visible);
  const label = `Table: ${names.join(', ')}`;
  return h(
    'div',
    { class: 'table-frame', tabIndex: 0, role: 'group', 'aria-label': label },
    h('table', { role: 'table' }, [
      h(
        'thead',
        { role: 'rowgroup' },
        h(
          'tr',
          { role: 'row' },
          names.map((name) => h('th', { scope: 'col', role: 'columnheader', dir: 'auto' }, name)),
        ),
      ),
      h(
        'tbody',
        { role: 'rowgroup' },
        rows.map((row) =>
          h(
            'tr',
            { role: 'row' },
            row.map((cell, at) =>
              h(
                'td',
                { role: 'cell', dir: 'auto', 'data-label': names[at] ?? '' },
                drawWords(cell),
              ),
            ),
          ),
        ),
      ),
    ]),
  );
}

function button({ label, action, style }: Button): ComponentChild {
  const attributes = {
    type: 'button' as const,
    class: style === undefined ? 'button' : `button ${style}`,
    'data-action': JSON.stringify(action),
    dir: 'auto' as const,
  };
  return h('button', attributes, visible(label));
}
