import {
  audienceFields,
  type Offered,
  shownFor,
} from '#assistant/views/broadcasts/audience-fields.ts';
import { kindNames } from '#assistant/views/broadcasts/words.ts';
import type { Answers, Field, Form } from '#foundation/cards/form.ts';
import type { AudiencePart } from '#office/broadcasts/audience.ts';
import {
  type Broadcast,
  type BroadcastContent,
  BroadcastKind,
} from '#office/broadcasts/broadcast.ts';

export const broadcastFormName = 'broadcast';
export const correctFormName = 'broadcast-correct';
export const confirmFormName = 'broadcast-confirm';

/** In which the OSPO writes to many. */
export function broadcastForm(offered: Offered, isNew = true): Form {
  return {
    name: broadcastFormName,
    title: isNew ? 'Write a broadcast' : 'Change a broadcast',
    submitLabel: 'Save the draft',
    pages: [
      {
        title: 'What',
        intro: 'It becomes a draft. You see whom it reaches before anything is sent.',
        fields: [
          {
            id: 'kind',
            kind: 'choice',
            label: 'Kind',
            hint: 'News can be muted; the others cannot.',
            required: true,
            options: BroadcastKind.options.map((value) => ({ value, label: kindNames[value] })),
          },
          { id: 'title', kind: 'text', label: 'Title', required: true, maxLength: 120 },
          {
            id: 'body',
            kind: 'paragraph',
            label: 'Text',
            hint: 'Markdown: **bold**, - lists, [links](https://example.org). Say what changed for the reader, and what to do.',
            required: true,
            maxLength: BODY_MOST,
          },
          {
            id: 'section',
            kind: 'text',
            label: 'Section of the handbook to read',
            hint: 'Its heading, or words from it.',
            maxLength: 200,
          },
        ],
      },
      { title: 'To whom', fields: audienceFields(offered) },
      { title: 'How', fields: howFields(offered) },
    ],
  };
}

/** Characters; so that it stands whole on a card on every platform. */
export const BODY_MOST = 2500;

function howFields({ today }: Offered): readonly Field[] {
  return [
    {
      id: 'confirm',
      kind: 'choice',
      label: 'Must people confirm that they have read it?',
      required: true,
      options: [
        { value: 'no', label: 'No' },
        { value: 'yes', label: 'Yes' },
        { value: 'question', label: 'Yes, by answering a question' },
      ],
    },
    {
      ...shownFor('confirm', 'yes', 'question'),
      id: 'by',
      kind: 'date',
      label: 'By when?',
      earliest: today,
    },
    {
      ...shownFor('confirm', 'yes', 'question'),
      id: 'remind',
      kind: 'number',
      label: 'Days between two reminders',
      hint: 'Left empty, nobody is reminded by itself.',
      min: 1,
      max: 90,
    },
    {
      ...shownFor('confirm', 'question'),
      id: 'question',
      kind: 'text',
      label: 'Question',
      required: true,
      maxLength: 300,
    },
    {
      ...shownFor('confirm', 'question'),
      id: 'answers',
      kind: 'paragraph',
      label: 'Answers to choose from',
      hint: 'Two to six, one on each line; put a * before the right one.',
      required: true,
      maxLength: 1000,
    },
    {
      id: 'when',
      kind: 'choice',
      label: 'When?',
      required: true,
      options: [
        { value: 'now', label: 'As soon as I press Send' },
        { value: 'at', label: 'At a time' },
      ],
    },
    {
      ...shownFor('when', 'at'),
      id: 'day',
      kind: 'date',
      label: 'On which day?',
      required: true,
      earliest: today,
    },
    {
      ...shownFor('when', 'at'),
      id: 'time',
      kind: 'text',
      label: 'At what time?',
      hint: 'On the clock of each of them, such as 09:00.',
      required: true,
      maxLength: 5,
    },
    {
      id: 'urgent',
      kind: 'choices',
      label: 'Is it urgent?',
      options: [{ value: 'urgent', label: 'Yes: it arrives also at night and on weekends' }],
    },
  ];
}

/** A broadcast as its form is filled with it. */
export function filledWith(content: BroadcastContent): Answers {
  const { kind, title, body, section, audience, acknowledgement, sendAt, isUrgent } = content;
  const { to, except } = audience;
  const named = (parts: readonly AudiencePart[], wanted: AudiencePart['kind']) =>
    parts.filter((part) => part.kind === wanted);
  const groups = to.flatMap((part) =>
    part.kind === 'reviewers' && part.group !== undefined ? [part.group] : [],
  );
  const answers = acknowledgement?.question?.answers.map((answer, at) =>
    at === acknowledgement.question?.right ? `* ${answer}` : answer,
  );
  const kept: Record<string, Answers[string] | undefined> = {
    kind,
    title,
    body,
    section: section?.title,
    to: [...new Set(to.map((part) => part.kind))],
    channels: namesIn(to),
    group: groups.length === 0 ? undefined : groups,
    product: named(to, 'product').flatMap((part) => (part.kind === 'product' ? part.name : []))[0],
    component: to.flatMap((part) => (part.kind === 'component' ? part.purl : []))[0],
    license: to.flatMap((part) => (part.kind === 'license' ? part.id : []))[0],
    topic: to.flatMap((part) => (part.kind === 'topic' ? part.topic : []))[0],
    earlier: earlierIn(to, 'not-acknowledged'),
    except: except.length === 0 ? undefined : [...new Set(except.map((part) => part.kind))],
    exceptProduct: except.flatMap((part) => (part.kind === 'product' ? part.name : []))[0],
    exceptEarlier: earlierIn(except, 'acknowledged'),
    confirm: acknowledgement === undefined ? 'no' : acknowledgement.question ? 'question' : 'yes',
    by: acknowledgement?.by,
    remind: acknowledgement?.remindAfterDays,
    question: acknowledgement?.question?.text,
    answers: answers?.join('\n'),
    when: sendAt === undefined ? 'now' : 'at',
    day: sendAt?.slice(0, 10),
    time: sendAt?.slice(11),
    urgent: isUrgent ? ['urgent'] : undefined,
  };
  return Object.fromEntries(
    Object.entries(kept).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])),
  );
}

/** Of channels, each once: a channel may be told and its members too. */
function namesIn(parts: readonly AudiencePart[]): string | undefined {
  const names = parts.flatMap((part) =>
    part.kind === 'channel' || part.kind === 'members' ? [part.name] : [],
  );
  return names.length === 0 ? undefined : [...new Set(names)].join('\n');
}

function earlierIn(
  parts: readonly AudiencePart[],
  kind: 'acknowledged' | 'not-acknowledged',
): string | undefined {
  const [number] = parts.flatMap((part) => (part.kind === kind ? part.number : []));
  return number === undefined ? undefined : `BC-${number}`;
}

/** In which the OSPO corrects what has begun to go out. */
export const correctForm: Form = {
  name: correctFormName,
  title: 'Correct a broadcast',
  submitLabel: 'Correct it everywhere',
  pages: [
    {
      title: '',
      intro: 'What was sent is changed where it stands, and says that it was corrected.',
      fields: [
        { id: 'title', kind: 'text', label: 'Title', required: true, maxLength: 120 },
        { id: 'body', kind: 'paragraph', label: 'Text', required: true, maxLength: BODY_MOST },
      ],
    },
  ],
};

/** The question that is answered before somebody has confirmed. */
export function confirmForm({ content }: Pick<Broadcast, 'content'>): Form | undefined {
  const question = content.acknowledgement?.question;
  if (!question) return undefined;
  return {
    name: confirmFormName,
    title: 'Confirm that you have read it',
    submitLabel: 'Answer and confirm',
    pages: [
      {
        title: '',
        intro: content.title,
        fields: [
          {
            id: 'answer',
            kind: 'choice',
            label: question.text,
            required: true,
            options: question.answers.map((label, at) => ({ value: String(at), label })),
          },
        ],
      },
    ],
  };
}
