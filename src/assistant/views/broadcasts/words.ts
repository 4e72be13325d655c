import type { Tone } from '#foundation/cards/card.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { AudiencePart } from '#office/broadcasts/audience.ts';
import type { Broadcast, BroadcastContent, BroadcastKind } from '#office/broadcasts/broadcast.ts';
import type { BroadcastState } from '#office/broadcasts/lifecycle.ts';

export const kindNames: Readonly<Record<BroadcastKind, string>> = {
  'policy-change': 'Policy change',
  deadline: 'Deadline',
  news: 'News',
};

export function stateInWords(state: BroadcastState): string {
  switch (state) {
    case 'draft':
      return 'a draft';
    case 'awaiting-approval':
      return 'waits for a second person';
    case 'scheduled':
      return 'goes out when its time has come';
    case 'sending':
      return 'is going out';
    case 'paused':
      return 'is paused';
    case 'sent':
      return 'has gone out';
    case 'cancelled':
      return 'is cancelled';
    default:
      return unreachable(state);
  }
}

export function toneOf(state: BroadcastState): Tone {
  if (state === 'sent') return 'good';
  return state === 'awaiting-approval' || state === 'paused' ? 'caution' : 'neutral';
}

/** Whom it goes to, and whom not. */
export function audienceInWords({ to, except }: BroadcastContent['audience']): string {
  const all = to.map(partInWords).join(', and ');
  return except.length === 0 ? all : `${all}, but not ${except.map(partInWords).join(', nor ')}`;
}

function partInWords(part: AudiencePart): string {
  switch (part.kind) {
    case 'everyone':
      return 'everybody whom I know';
    case 'reviewers':
      return part.group === undefined ? 'all reviewers' : `reviewers of ${part.group}`;
    case 'product':
      return `the people of ${part.name}`;
    case 'component':
      return `whoever asked for ${part.purl}`;
    case 'license':
      return `whoever asked for something under ${part.id}`;
    case 'channel':
      return `the channel ${part.name}`;
    case 'members':
      return `the members of ${part.name}`;
    case 'topic':
      return `subscribers of “${part.topic}”`;
    case 'acknowledged':
      return `whoever acknowledged BC-${part.number}`;
    case 'not-acknowledged':
      return `whoever got BC-${part.number} and has not acknowledged it`;
    default:
      return unreachable(part);
  }
}

const platformNames: Readonly<Record<string, string>> = {
  slack: 'Slack',
  teams: 'Teams',
  persona: 'the web chat',
};

export function platformsInWords(platforms: readonly string[]): string {
  return platforms.map((platform) => platformNames[platform] ?? platform).join(' and ');
}

export function peopleInWords(people: number): string {
  return people === 1 ? 'one person' : `${people.toLocaleString('en-GB')} people`;
}

/** When it goes out. */
export function timeInWords({ sendAt, isUrgent }: BroadcastContent): string {
  const when =
    sendAt === undefined
      ? 'At once'
      : `${dayInWords(sendAt.slice(0, 10))}, ${sendAt.slice(11)} on each one’s own clock`;
  return isUrgent
    ? `${when}, also at night and on weekends`
    : `${when}, but not at night or on a weekend`;
}

/** A day written as `2026-03-02`. */
export function dayInWords(day: string): string {
  const date = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', date);
}

export function nameAndTitle({ number, content }: Pick<Broadcast, 'number' | 'content'>): string {
  return `BC-${number} · ${content.title}`;
}
