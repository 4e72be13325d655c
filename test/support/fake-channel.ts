import type { Card } from '#foundation/cards/card.ts';
import type { Changed, Channel, Sending, Sent } from '#foundation/delivery/channel.ts';

/** A platform in memory: what stands in its conversations, and what it answers next. */
export interface FakeChannel extends Channel {
  /** By message name, in order of arrival. */
  readonly standing: Map<string, Card>;
  readonly sends: { readonly to: string; readonly title: string; readonly sending: Sending }[];
  readonly changes: string[];
  /** Answers of the next calls, the first one first; afterwards all goes well. */
  readonly next: (() => Promise<Answer>)[];
}

/** Whatever is asked: `unreachable` is no answer to a change, `gone` none to a sending. */
export type Answer = Sent | Changed;

export function fakeChannel(platform = 'test', showsInbox = false): FakeChannel {
  const standing = new Map<string, Card>();
  const sends: FakeChannel['sends'] = [];
  const changes: string[] = [];
  const next: FakeChannel['next'] = [];
  return {
    platform,
    showsInbox,
    standing,
    sends,
    changes,
    next,
    async lookUp() {
      return undefined;
    },
    async find() {
      return undefined;
    },
    async membersOf() {
      return undefined;
    },
    async send(to, card, sending) {
      sends.push({ to: to.externalId, title: card.title, sending });
      const answer = await next.shift()?.();
      if (answer !== undefined) return answer as Sent;
      const message = `${platform}:${to.externalId}/${sends.length}`;
      standing.set(message, card);
      return { kind: 'sent', message };
    },
    async change(message, change) {
      changes.push(message);
      const answer = await next.shift()?.();
      if (answer !== undefined) return answer as Changed;
      const card = standing.get(message);
      if (card === undefined) return { kind: 'gone' };
      standing.set(message, change(card));
      return { kind: 'changed' };
    },
  };
}
