import { describe, expect, it } from 'vitest';
import { slackLimits } from '#channels/slack/limits.ts';
import { smallestBudget } from '#foundation/cards/budget.ts';
import { ADDRESS_MAX } from '#foundation/cards/text.ts';
import { checkMessage, checkView } from '../../support/slack/limit-checker.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const divider = { type: 'divider' };
const button = { type: 'button', action_id: 'a', text: plain('Go'), value: 'v' };
const input = {
  type: 'input',
  block_id: 'name',
  label: plain('Name'),
  element: { type: 'plain_text_input', action_id: 'answer' },
};
const option = (value: string) => ({ text: plain('One'), value });
const rich = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});
const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] };
const modal = (more: object) => ({
  type: 'modal',
  title: plain('Title'),
  blocks: [divider],
  ...more,
});
const radio = (more: object) => ({
  ...input,
  element: { type: 'radio_buttons', action_id: 'answer', options: [option('1')], ...more },
});

const badMessages: Readonly<Record<string, readonly unknown[]>> = {
  '51 blocks': Array.from({ length: 51 }, () => divider),
  'a section of 3,001 characters': [{ type: 'section', text: plain('x'.repeat(3001)) }],
  'a block of no known kind': [{ type: 'data_visualization' }],
  'a header of 151 characters': [{ type: 'header', text: plain('x'.repeat(151)) }],
  'a header without words': [{ type: 'header', text: plain(' ') }],
  'a button of 76 characters': [
    { type: 'actions', elements: [{ ...button, text: plain('x'.repeat(76)) }] },
  ],
  'a button that carries 2,001 characters': [
    { type: 'actions', elements: [{ ...button, value: 'x'.repeat(2001) }] },
  ],
  '26 buttons': [
    {
      type: 'actions',
      elements: Array.from({ length: 26 }, (_, at) => ({ ...button, action_id: `${at}` })),
    },
  ],
  'two buttons of one name': [{ type: 'actions', elements: [button, button] }],
  'an element of rich text without words': [rich('')],
  'a section of rich text without elements': [
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] },
  ],
  'a link that is no page': [
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [{ type: 'link', url: 'javascript:1', text: 'press' }],
        },
      ],
    },
  ],
  'two tables': [table, table],
  'a table of 101 rows': [
    { type: 'table', rows: Array.from({ length: 101 }, () => table.rows[0]) },
  ],
  'a table of 21 columns': [
    { type: 'table', rows: [Array.from({ length: 21 }, () => ({ type: 'raw_text', text: 'a' }))] },
  ],
  'an empty cell': [{ type: 'table', rows: [[{ type: 'raw_text', text: '' }]] }],
  '11 elements of a context': [
    { type: 'context', elements: Array.from({ length: 11 }, () => plain('x')) },
  ],
  'an input': [input],
  'a member that Slack does not know': [{ ...divider, colour: 'red' }],
  'more words than all blocks may hold': Array.from({ length: 6 }, () => rich('x'.repeat(2000))),
};

const badViews: Readonly<Record<string, unknown>> = {
  'a modal of 101 blocks': modal({ blocks: Array.from({ length: 101 }, () => divider) }),
  'a title of 25 characters': modal({ title: plain('x'.repeat(25)) }),
  'a submit of 25 characters': modal({ submit: plain('x'.repeat(25)) }),
  'metadata of 3,001 characters': modal({ private_metadata: 'x'.repeat(3001) }),
  'a callback id of 256 characters': modal({ callback_id: 'x'.repeat(256) }),
  'an input without submit': modal({ blocks: [input] }),
  'two inputs of one name': modal({ submit: plain('Send'), blocks: [input, input] }),
  'a label of 2,001 characters': modal({
    submit: plain('Send'),
    blocks: [{ ...input, label: plain('x'.repeat(2001)) }],
  }),
  '11 radio buttons': modal({
    submit: plain('Send'),
    blocks: [radio({ options: Array.from({ length: 11 }, (_, at) => option(`${at}`)) })],
  }),
  'an option of 76 characters': modal({
    submit: plain('Send'),
    blocks: [radio({ options: [{ ...option('1'), text: plain('x'.repeat(76)) }] })],
  }),
  'an option whose value has 76 characters': modal({
    submit: plain('Send'),
    blocks: [radio({ options: [option('x'.repeat(76))] })],
  }),
  'two options of one value': modal({
    submit: plain('Send'),
    blocks: [radio({ options: [option('1'), option('1')] })],
  }),
  'a start that is no option': modal({
    submit: plain('Send'),
    blocks: [radio({ initial_option: option('2') })],
  }),
  'a start of 3,001 characters': modal({
    submit: plain('Send'),
    blocks: [{ ...input, element: { ...input.element, initial_value: 'x'.repeat(3001) } }],
  }),
  'a start that is longer than what may be typed': modal({
    submit: plain('Send'),
    blocks: [{ ...input, element: { ...input.element, initial_value: 'xxxx', max_length: 3 } }],
  }),
  'a start that is no day': modal({
    submit: plain('Send'),
    blocks: [
      {
        ...input,
        element: { type: 'datepicker', action_id: 'answer', initial_date: '2026-02-30' },
      },
    ],
  }),
  'a table in a modal': modal({ blocks: [table] }),
  'a Home tab with a title': { type: 'home', title: plain('Home'), blocks: [divider] },
  'a view of no known kind': { type: 'page', blocks: [divider] },
};

describe('the checker of what Slack takes', () => {
  it('has nothing against a message and a modal within the limits', () => {
    const elements = Array.from({ length: 25 }, (_, at) => ({ ...button, action_id: `${at}` }));
    const blocks = [
      { type: 'header', text: plain('x'.repeat(150)) },
      rich('x'.repeat(3000)),
      table,
      { type: 'actions', elements },
    ];

    const message = checkMessage({ text: 'Words', blocks });
    const view = checkView(
      modal({ submit: plain('x'.repeat(24)), blocks: [input, { ...radio({}), block_id: 'way' }] }),
    );

    expect(message).toEqual([]);
    expect(view).toEqual([]);
  });

  it.each(Object.entries(badMessages))('refuses in a message: %s', (_, blocks) => {
    expect(checkMessage({ text: 'Words', blocks })).not.toEqual([]);
  });

  it.each(Object.entries(badViews))('refuses: %s', (_, view) => {
    expect(checkView(view)).not.toEqual([]);
  });

  it.each(['', ' ', 'x'.repeat(4001)])(
    'refuses a message without words beside it, or too many',
    (text) => {
      expect(checkMessage({ text, blocks: [divider] })).not.toEqual([]);
    },
  );
});

describe('the budget of a card', () => {
  it('keeps a card within what Slack takes', () => {
    const { title, label, action, parts, lines, columns, buttons, bytes } = smallestBudget;
    const mostMore = Math.floor(parts / 2);

    expect(title).toBeLessThanOrEqual(slackLimits.header);
    expect(label).toBeLessThanOrEqual(slackLimits.buttonText);
    expect(action).toBeLessThanOrEqual(slackLimits.buttonValue);
    expect(parts + ['title', 'source', 'buttons'].length).toBeLessThanOrEqual(
      slackLimits.messageBlocks,
    );
    expect(lines + ['heading'].length).toBeLessThanOrEqual(slackLimits.tableRows);
    expect(columns).toBeLessThanOrEqual(slackLimits.tableColumns);
    expect(buttons + mostMore).toBeLessThanOrEqual(slackLimits.actions);
    expect(bytes).toBeLessThanOrEqual(slackLimits.messageWords);
    expect(ADDRESS_MAX).toBeLessThanOrEqual(slackLimits.address);
  });
});
