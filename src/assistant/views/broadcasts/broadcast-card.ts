import { acknowledge, changeSubscription, readBroadcast, showSection } from '#assistant/actions.ts';
import { markdownParts } from '#assistant/views/broadcasts/markdown-parts.ts';
import { dayInWords, kindNames } from '#assistant/views/broadcasts/words.ts';
import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import type { Button, Card, Part } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Broadcast } from '#office/broadcasts/broadcast.ts';

export interface Reading {
  /** What the office is called. */
  readonly from: string;
  /** When they said that they have read it. */
  readonly acknowledgedAt?: Date | undefined;
  /** Nobody gets it like this: its buttons would do nothing. */
  readonly isPreview?: boolean;
  /** It stands where several read it: nobody's own answer is taken there. */
  readonly isInChannel?: boolean;
}

/** A broadcast as everybody gets it. */
export function broadcastCard(
  broadcast: Pick<Broadcast, 'id' | 'content' | 'correctedAt'>,
  { from, acknowledgedAt, isPreview = false, isInChannel = false }: Reading,
): Card {
  const { content, correctedAt } = broadcast;
  const { kind, title, body, acknowledgement } = content;
  return {
    tone: kind === 'deadline' && acknowledgedAt === undefined ? 'caution' : 'neutral',
    title,
    parts: [
      ...markdownParts(body),
      ...(isInChannel ? elsewherePart(broadcast) : askPart(broadcast, acknowledgedAt)),
    ],
    source: [
      `${kindNames[kind]} from ${from}`,
      correctedAt === undefined ? '' : ` · corrected ${universalTime(correctedAt)}`,
      isPreview ? ' · this is a preview, nobody is waiting for an answer' : '',
    ],
    buttons: [
      ...(acknowledgement && acknowledgedAt === undefined && !isInChannel
        ? [readButton(broadcast)]
        : []),
      ...(content.section === undefined
        ? []
        : [
            {
              label: cutWords(`Read “${content.section.title}”`, 70),
              action: showSection.with({ section: content.section.id }),
            },
          ]),
      ...(kind === 'news' && !isInChannel
        ? [
            {
              label: 'No more news',
              action: changeSubscription.with({ topic: 'news', wanted: false }),
            },
          ]
        : []),
    ],
  };
}

function elsewherePart({
  content: { acknowledgement },
}: Pick<Broadcast, 'content'>): readonly Part[] {
  if (!acknowledgement) return [];
  const text = 'Whoever is asked to confirm it has it as a message of their own.';
  return [{ kind: 'note', tone: 'neutral', text }];
}

function askPart(
  { content: { acknowledgement } }: Pick<Broadcast, 'content'>,
  acknowledgedAt: Date | undefined,
): readonly Part[] {
  if (!acknowledgement) return [];
  if (acknowledgedAt !== undefined) {
    return [
      {
        kind: 'note',
        tone: 'good',
        text: `You confirmed on ${universalTime(acknowledgedAt)} that you have read this.`,
      },
    ];
  }
  const by = acknowledgement.by === undefined ? '' : ` by ${dayInWords(acknowledgement.by)}`;
  const how =
    acknowledgement.question === undefined
      ? 'that you have read this'
      : 'that you have read this; it takes one answer';
  return [{ kind: 'note', tone: 'caution', text: `Please confirm${by} ${how}.` }];
}

function readButton({ id, content }: Pick<Broadcast, 'id' | 'content'>): Button {
  const isAsked = content.acknowledgement?.question !== undefined;
  return {
    label: isAsked ? 'Answer and confirm' : 'I have read this',
    action: acknowledge.with({ id }),
    style: 'primary',
    ...(isAsked && { opens: 'form' }),
  };
}

const BUTTONS_MOST = 4;

/** All that somebody has not acknowledged yet, in one message. */
export function unreadCard(unread: readonly Broadcast[], from: string): Card {
  if (unread.length === 0) {
    return {
      tone: 'good',
      title: 'You have read all that is to be confirmed',
      parts: [{ kind: 'paragraph', text: 'Thank you. Nothing waits for you.' }],
      source: from,
      buttons: [],
    };
  }
  return {
    tone: 'caution',
    title:
      unread.length === 1 ? 'Please read and confirm' : `Please read and confirm ${unread.length}`,
    parts: [{ kind: 'list', entries: unreadEntries(unread) }],
    source: `From ${from} · you are reminded once a day at most`,
    buttons: unreadButtons(unread),
  };
}

/** Each with what it is, and by which day. */
export function unreadEntries(unread: readonly Broadcast[]): readonly string[] {
  return unread.map(({ content: { title, kind, acknowledgement } }) =>
    acknowledgement?.by === undefined
      ? `${title} (${kindNames[kind].toLowerCase()})`
      : `${title} (${kindNames[kind].toLowerCase()}; by ${dayInWords(acknowledgement.by)})`,
  );
}

export function unreadButtons(
  unread: readonly Broadcast[],
  most = BUTTONS_MOST,
): readonly Button[] {
  return unread.slice(0, most).map(({ id, content }) => ({
    label: cutWords(`Read “${content.title}”`, 70),
    action: readBroadcast.with({ id }),
  }));
}
