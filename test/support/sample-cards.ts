import { z } from 'zod';
import { defineAction } from '#foundation/cards/action.ts';
import type { Card } from '#foundation/cards/card.ts';
import { code, emphasis, link, strong } from '#foundation/cards/text.ts';

/** Presses on sample cards: the name of the card that the answer is. */
export const showSample = defineAction('sample.show@1', z.object({ card: z.string().max(40) }));

/** Every part, every tone, and texts that try to be more than text. */
export const sampleCards = {
  yes: {
    tone: 'good',
    title: 'Yes, nothing to do',
    parts: [
      {
        kind: 'paragraph',
        text: [
          strong('left-pad 1.3.0'),
          ' (npm) is under WTFPL: permissive, no conditions. Fine for internal, hosted and shipped products.',
        ],
      },
      {
        kind: 'note',
        tone: 'neutral',
        text: ['Deprecated by its author; ', code('String.prototype.padStart'), ' does the same.'],
      },
    ],
    source: [
      'Policy 2026.1 ',
      link('§5', 'https://handbook.example/licenses#use'),
      ' · license as declared, archive not read · npm registry, just now',
    ],
    buttons: [
      { label: 'Why', action: showSample.with({ card: 'review' }) },
      { label: 'Not helpful', action: showSample.with({ card: 'broken' }) },
    ],
  },

  obligations: {
    tone: 'caution',
    title: 'Yes, with four obligations',
    parts: [
      {
        kind: 'paragraph',
        text: 'LGPL-2.1-only, linked dynamically, in a desktop app that is sold.',
      },
      {
        kind: 'list',
        title: 'What to do',
        entries: [
          'Keep the notice, and say that the library is used.',
          ['Give its source, or a ', emphasis('written offer'), ' for three years.'],
          'Let customers swap in their own build of it.',
          'Your terms must not forbid reverse engineering for that.',
        ],
      },
      {
        kind: 'more',
        label: 'Why',
        parts: [
          { kind: 'paragraph', text: 'Weak copyleft reaches the library and your changes to it.' },
          { kind: 'facts', rows: [{ label: 'Rule', value: 'Policy 2026.1 §7' }] },
        ],
      },
    ],
    source: 'Statically linked it would need Legal. Policy 2026.1 §7',
    buttons: [
      { label: 'Start a request', action: showSample.with({ card: 'review' }), style: 'primary' },
      { label: 'Explain', action: showSample.with({ card: 'yes' }) },
    ],
  },

  review: {
    tone: 'caution',
    title: 'Needs review by Legal',
    parts: [
      {
        kind: 'facts',
        rows: [
          { label: 'License', value: [code('AGPL-3.0-or-later'), ', as declared'] },
          { label: 'Use', value: 'Hosted, modified, behind an API' },
          { label: 'Vulnerabilities', value: 'None listed in OSV at 09:40' },
        ],
      },
      {
        kind: 'table',
        columns: ['Use', 'Verdict', 'Because'],
        rows: [
          ['Internal, unmodified', [strong('Allowed')], 'Nobody outside uses it'],
          ['Hosted, unmodified', [strong('Needs review')], 'Its own program, or linked?'],
          ['Hosted, modified', [strong('Needs review')], 'Users must be offered the source'],
        ],
      },
      {
        kind: 'note',
        tone: 'caution',
        text: 'The answer changes the day you ship it to customers.',
      },
    ],
    source: 'Policy 2026.1 §8 · deps.dev, 2 hours ago',
    buttons: [
      { label: 'Start a request', action: showSample.with({ card: 'yes' }), style: 'primary' },
      { label: 'What we would have to do', action: showSample.with({ card: 'obligations' }) },
      { label: 'Withdraw', action: showSample.with({ card: 'no' }), style: 'danger' },
    ],
  },

  no: {
    tone: 'bad',
    title: 'No, not in the App Store',
    parts: [
      {
        kind: 'paragraph',
        text: "Its terms add restrictions that GPL-3.0 doesn't allow,\nand the whole app would have to be offered under GPL-3.0.",
      },
      { kind: 'note', tone: 'bad', text: '2 known vulnerabilities, one critical: fixed in 4.2.1.' },
      { kind: 'note', tone: 'good', text: 'In an internal tool it would be a yes.' },
    ],
    source: 'Policy 2026.1 §7',
    buttons: [{ label: 'Ask for an exception', action: showSample.with({ card: 'review' }) }],
  },

  broken: {
    tone: 'neutral',
    title: 'Something broke on our side',
    parts: [
      { kind: 'paragraph', text: 'Please try again. If it persists, tell the OSPO: ref 7F3KQ2.' },
    ],
    buttons: [],
  },

  markup: {
    tone: 'neutral',
    title: '<script>window.hacked = 1</script> & "quotes"',
    parts: [
      {
        kind: 'paragraph',
        text: '<img src=x onerror="window.hacked = 1"> *not bold* <!channel> &amp;',
      },
      {
        kind: 'list',
        title: '</ul><b>still text</b>',
        entries: [
          [strong('<i>literal</i>'), ' ', code('`</code>`'), ' ', emphasis("' onclick='x")],
          ['Not a page: ', link('press me', 'javascript:window.hacked=1')],
          ['Not a page: ', link('press me too', 'data:text/html,<script>1</script>')],
          ['A page: ', link('"><b>x', 'https://example.org/?a="><script>1</script>&b=2')],
        ],
      },
      {
        kind: 'table',
        columns: ['<th>', 'b'],
        rows: [['<td>&lt;', [link('mail', 'mailto:a@example.org')]]],
      },
      { kind: 'more', label: '</summary>', parts: [{ kind: 'paragraph', text: '</details>' }] },
    ],
    source: '<style>*{display:none}</style>',
    buttons: [
      {
        label: '"><script>1</script>',
        action: showSample.with({ card: `'"><script>window.hacked=1</script>` }),
      },
    ],
  },

  rightToLeft: {
    tone: 'good',
    title: 'כן, עם התחייבות אחת',
    parts: [
      { kind: 'paragraph', text: ['החבילה ', code('left-pad'), ' מותרת לשימוש.'] },
      { kind: 'paragraph', text: 'An override \u202edesrever\u202c and an escape \u001b[31mred.' },
      { kind: 'facts', rows: [{ label: 'רישיון', value: 'MIT' }] },
    ],
    source: 'مكتب المصادر المفتوحة',
    buttons: [{ label: 'למה', action: showSample.with({ card: 'yes' }) }],
  },

  long: {
    tone: 'neutral',
    title: `A-title-of-one-long-word-${'x'.repeat(120)}`,
    parts: [
      { kind: 'paragraph', text: `https://example.org/${'path/'.repeat(60)}` },
      {
        kind: 'table',
        columns: ['Package', 'Version', 'License', 'Verdict', 'Because'],
        rows: [
          [
            [code('@an-organisation/a-package-with-quite-a-long-name')],
            '12.0.0-rc.1',
            'Apache-2.0 OR MIT',
            'Allowed in every use',
            'Permissive, and the office has approved it before',
          ],
        ],
      },
    ],
    buttons: [
      {
        label: 'A label as long as the label of a button may be: seventy-five characters',
        action: showSample.with({ card: 'yes' }),
      },
    ],
  },

  bare: { tone: 'good', title: 'Noted', parts: [], buttons: [] },
} satisfies Record<string, Card>;

export const namedSampleCards: readonly (readonly [string, Card])[] = Object.entries(sampleCards);
