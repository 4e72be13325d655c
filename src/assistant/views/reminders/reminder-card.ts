import {
  unreadButtons,
  unreadCard,
  unreadEntries,
} from '#assistant/views/broadcasts/broadcast-card.ts';
import {
  type DueRequest,
  dueButtons,
  dueCard,
  dueParts,
} from '#assistant/views/requests/due-card.ts';
import { dayInWords } from '#assistant/views/requests/parts/answer-rows.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Broadcast } from '#office/broadcasts/broadcast.ts';

/** What somebody is reminded of. */
export interface Reminded {
  /** The longest overdue first. */
  readonly due: readonly DueRequest[];
  readonly unread: readonly Broadcast[];
}

/** Of both on one card; it has five buttons at most. */
const REQUESTS_MOST = 3;
const BROADCASTS_MOST = 2;

/** All that somebody is reminded of on a day, in one message; `2026-03-02` is such a day, by which requests are due. */
export function reminderCard(
  { due, unread }: Reminded,
  { dueDay, from }: { readonly dueDay: string; readonly from: string },
): Card {
  if (due.length === 0 && unread.length === 0) return nothingLeft;
  if (unread.length === 0) return dueCard(due, dueDay);
  if (due.length === 0) return unreadCard(unread, from);
  const on = dayInWords(dueDay);
  const requests =
    due.length === 1 ? `One request is due by ${on}` : `${due.length} requests are due by ${on}`;
  const texts = unread.length === 1 ? 'one text to confirm' : `${unread.length} texts to confirm`;
  return {
    tone: 'caution',
    title: `${requests}, and you have ${texts}`,
    parts: [
      ...dueParts(due, { most: REQUESTS_MOST, title: 'To decide' }),
      { kind: 'list', title: 'To read and confirm', entries: unreadEntries(unread) },
    ],
    source: `From ${from} · you are reminded once a day at most`,
    buttons: [...dueButtons(due, REQUESTS_MOST), ...unreadButtons(unread, BROADCASTS_MOST)],
  };
}

const nothingLeft: Card = {
  tone: 'good',
  title: 'Nothing is left of this reminder',
  parts: [
    {
      kind: 'paragraph',
      text: 'All of it is decided or confirmed, or waits for somebody else.',
    },
  ],
  buttons: [],
};
