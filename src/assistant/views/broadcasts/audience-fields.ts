import type { Field, Option } from '#foundation/cards/form.ts';
import type { Broadcasting } from '#foundation/people/office.ts';

/** What a broadcast's form offers to choose from. */
export interface Offered {
  readonly topics: Broadcasting['topics'];
  /** Reviewer groups by what people call them. */
  readonly groups: Readonly<Record<string, string>>;
  /** Whether a platform runs that has channels. */
  readonly hasChannels: boolean;
  /** The first day that can be chosen, `YYYY-MM-DD`. */
  readonly today: string;
}

/** To whom it goes, and to whom not. */
export function audienceFields({ topics, groups, hasChannels }: Offered): readonly Field[] {
  const reviewers = Object.entries(groups).map(([value, label]) => ({ value, label }));
  const subscribed = Object.entries(topics).map(([value, label]) => ({ value, label }));
  return [
    {
      id: 'to',
      kind: 'choices',
      label: 'Who gets it?',
      required: true,
      options: [
        { value: 'everyone', label: 'Everybody whom I know' },
        ...(hasChannels ? channelOptions : []),
        { value: 'reviewers', label: 'Reviewers' },
        { value: 'product', label: 'The people of a product' },
        { value: 'component', label: 'Whoever asked for a component' },
        { value: 'license', label: 'Whoever asked for something under a license' },
        ...(subscribed.length > 0 ? [{ value: 'topic', label: 'Subscribers of a topic' }] : []),
        { value: 'not-acknowledged', label: 'Whoever has not confirmed an earlier one' },
      ],
    },
    {
      ...shownFor('to', 'channel', 'members'),
      id: 'channels',
      kind: 'paragraph',
      label: 'Which channels?',
      hint: 'Their names, one on each line, such as #open-source. I must be in them.',
      required: true,
      maxLength: 1000,
    },
    {
      ...shownFor('to', 'reviewers'),
      id: 'group',
      kind: 'choices',
      label: 'Which reviewers?',
      hint: 'None chosen means all.',
      options: reviewers,
    },
    {
      ...shownFor('to', 'product'),
      id: 'product',
      kind: 'text',
      label: 'Which product?',
      required: true,
      maxLength: 80,
    },
    {
      ...shownFor('to', 'component'),
      id: 'component',
      kind: 'text',
      label: 'Which component?',
      hint: 'In any version, such as npm:lodash.',
      required: true,
      maxLength: 300,
    },
    {
      ...shownFor('to', 'license'),
      id: 'license',
      kind: 'text',
      label: 'Which license?',
      hint: 'As SPDX writes it, such as GPL-3.0-only.',
      required: true,
      maxLength: 100,
    },
    ...(subscribed.length > 0 ? [topicField(subscribed)] : []),
    {
      ...shownFor('to', 'not-acknowledged'),
      id: 'earlier',
      kind: 'text',
      label: 'Which broadcast?',
      hint: 'Its number, such as BC-12.',
      required: true,
      maxLength: 20,
    },
    {
      id: 'except',
      kind: 'choices',
      label: 'Who does not get it?',
      options: [
        { value: 'reviewers', label: 'Reviewers' },
        { value: 'product', label: 'The people of a product' },
        { value: 'acknowledged', label: 'Whoever has confirmed an earlier one' },
      ],
    },
    {
      ...shownFor('except', 'product'),
      id: 'exceptProduct',
      kind: 'text',
      label: 'Without the people of which product?',
      required: true,
      maxLength: 80,
    },
    {
      ...shownFor('except', 'acknowledged'),
      id: 'exceptEarlier',
      kind: 'text',
      label: 'Without whoever confirmed which broadcast?',
      hint: 'Its number, such as BC-12.',
      required: true,
      maxLength: 20,
    },
  ];
}

const channelOptions: readonly Option[] = [
  { value: 'channel', label: 'A channel, as a post in it' },
  { value: 'members', label: 'The members of a channel, each on their own' },
];

function topicField(options: readonly Option[]): Field {
  return {
    ...shownFor('to', 'topic'),
    id: 'topic',
    kind: 'choice',
    label: 'Which topic?',
    required: true,
    options,
  };
}

/** Asked where one of these was chosen. */
export function shownFor(field: string, ...is: readonly string[]) {
  return { showWhen: { field, is } } as const;
}
