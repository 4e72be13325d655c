import { holdsPhrase } from '#assistant/understand/words.ts';

/** What somebody wants of what was said to many, where a few set words say it. */
export type BroadcastWish =
  /** To write to many, or what was written to many. */
  | { readonly kind: 'broadcasts' }
  /** The one of this number. */
  | { readonly kind: 'broadcast'; readonly number: number }
  /** What they still have to confirm. */
  | { readonly kind: 'unread' }
  /** What they hear of. */
  | { readonly kind: 'subscriptions' };

const WORDS_MOST = 8;
const padding = new Set(
  'please show me open see the a an my of i what for to any all there is are'.split(' '),
);
const unreadPhrases = [
  'should i read',
  'must i read',
  'do i have to read',
  'need to read',
  'unread broadcasts',
  'unread announcements',
  'must reads',
  'left to read',
  'to confirm',
];
const BROADCAST = /^(?:broadcast|announcement)s?$/;
const broadcastWords = new Set('write send new draft list our latest make start'.split(' '));
const subscriptionWords = new Set(
  'subscriptions subscription subscribe unsubscribe mute unmute news topics notifications stop sending'.split(
    ' ',
  ),
);

/** "broadcasts", "BC-12", "what should I read", "my subscriptions", "mute news" and nothing else. */
export function readBroadcastWish(words: readonly string[]): BroadcastWish | undefined {
  if (words.length === 0 || words.length > WORDS_MOST) return undefined;
  const rest = words.filter((word) => !padding.has(word));
  const number = /^bc(?:-| )?(\d{1,9})$/.exec(rest.join(' '))?.[1];
  if (number !== undefined) return { kind: 'broadcast', number: Number(number) };
  const isOfAll = rest.some((word) => BROADCAST.test(word));
  if (isOfAll && rest.every((word) => broadcastWords.has(word) || BROADCAST.test(word))) {
    return { kind: 'broadcasts' };
  }
  if (holdsPhrase(words, unreadPhrases)) return { kind: 'unread' };
  const isAbout = rest.some((word) => /^(?:un)?(?:subscri|mute)/.test(word));
  const isAll = rest.every((word) => subscriptionWords.has(word));
  return isAbout && isAll ? { kind: 'subscriptions' } : undefined;
}
