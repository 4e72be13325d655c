import { askAsMeant, askWords } from '#assistant/actions.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { code, emphasis } from '#foundation/cards/text.ts';
import type { Contact, Topic } from '#foundation/people/contacts.ts';
import type { Office } from '#foundation/people/office.ts';

/** Questions that show what Steward answers; a platform offers at most four. */
export const examples: readonly string[] = [
  'can I use left-pad?',
  'can I ship GPL-3.0 code in our iOS app?',
  'MIT OR Apache-2.0, which one?',
  'who signs a CLA?',
];

export function helpCard(office: Office): Card {
  return {
    tone: 'neutral',
    title: 'Ask what you may use, and what our handbook says',
    parts: [
      {
        kind: 'paragraph',
        text: 'I answer from our policy, our handbook and published facts, and say where each answer comes from. What they do not say I ask the OSPO for you. Ask in your own words; for example:',
      },
      { kind: 'list', entries: examples.map((example) => [emphasis(example)]) },
      {
        kind: 'paragraph',
        text: 'Then go on: “and for a mobile app?”, “what about 2.0?”, “who approves that?”',
      },
      {
        kind: 'paragraph',
        text: 'Where somebody must decide: “request approval for left-pad”, then “my requests”. If you decide: “my review queue”, and “I am away from 1 to 5 December”.',
      },
    ],
    source: `${office.name} · guidance under company policy, not legal advice`,
    buttons: examples.map((example) => ({
      label: example,
      action: askWords.with({ text: example }),
    })),
  };
}

/** Understood, but handled by somebody in the OSPO. */
export function elsewhereCard(topic: Topic, contact: Contact): Card {
  return {
    tone: 'neutral',
    title: `That is for ${contact.who}`,
    parts: [
      {
        kind: 'paragraph',
        text: `${topicNames[topic]} are handled by ${contact.who}${contact.reach ? ` (${contact.reach})` : ''}. I can't do that from here.`,
      },
    ],
    buttons: [],
  };
}

/** A file that is no list of packages. */
export function fileElsewhereCard(name: string, topic: Topic | undefined, contact: Contact): Card {
  const what = topic === undefined ? 'Such files' : topicNames[topic];
  return {
    tone: 'neutral',
    title: `That file is for ${contact.who}`,
    parts: [
      {
        kind: 'paragraph',
        text: [
          code(cutWords(name, 100)),
          `: ${what.charAt(0).toLowerCase()}${what.slice(1)} are handled by ${contact.who}${contact.reach ? ` (${contact.reach})` : ''}. I can't answer those from here.`,
        ],
      },
      {
        kind: 'paragraph',
        text: 'What I read is a package.json, or a list of npm packages with one on each line.',
      },
    ],
    buttons: [],
  };
}

export function unreadableManifestCard(): Card {
  return {
    tone: 'caution',
    title: "I couldn't read that package.json",
    parts: [
      {
        kind: 'paragraph',
        text: 'It is no JSON, or names no packages where a package.json does. Nothing was looked up.',
      },
    ],
    buttons: [],
  };
}

/** Each begins a sentence: "… are handled by". */
const topicNames: Readonly<Record<Topic, string>> = {
  requests: 'Requests and approvals',
  'review-queue': 'Reviews',
  broadcasts: 'Announcements',
  figures: 'Figures and reports',
  training: 'Courses',
  handbook: 'Questions about our ways of working with open source',
  compatibility: 'Questions about putting two licenses into one work',
  'component-lists': 'Lists of components and lock files',
  'license-texts': 'License texts to be told apart',
  'other-packages': 'Packages other than npm',
};

/** `asked`: what may be a question to the handbook all the same. */
export function unclearCard(asked?: string): Card {
  return {
    tone: 'neutral',
    title: "I didn't understand that",
    parts: [
      {
        kind: 'paragraph',
        text: 'I answer whether you may use a license or an npm package, and what our handbook says about working with open source. For example:',
      },
    ],
    buttons: [
      ...(asked === undefined
        ? []
        : [
            {
              label: 'Look in our handbook',
              action: askAsMeant.with({ text: cutWords(asked, 400), meant: 'policy_question' }),
            } as const,
          ]),
      ...examples.map((example) => ({
        label: example,
        action: askWords.with({ text: example }),
      })),
    ],
  };
}

export function nothingSaidCard(): Card {
  return {
    tone: 'neutral',
    title: 'What would you like to know?',
    parts: [
      {
        kind: 'paragraph',
        text: 'I found no words in that. Ask about a license, an npm package or our handbook, for example:',
      },
    ],
    buttons: examples.map((example) => ({
      label: example,
      action: askWords.with({ text: example }),
    })),
  };
}

export function tooLongCard(length: number, limit: number, contact: Contact): Card {
  return {
    tone: 'neutral',
    title: 'That is too long for a question',
    parts: [
      {
        kind: 'paragraph',
        text: `It has ${length} characters and I read up to ${limit}. Nothing of it was looked at. Ask in a sentence or two; for a list of components or a license text ask ${contact.who}${contact.reach ? `: ${contact.reach}` : ''}.`,
      },
    ],
    buttons: [],
  };
}
