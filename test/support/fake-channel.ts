import type { Card } from '#foundation/cards/card.ts';
import type { Changed, Channel, Sending, Sent } from '#foundation/delivery/channel.ts';

/** A platform in memory: what stands in its conversations, and what it answers next. */
export interface FakeChannel extends Channel {
  /** By message name, in order of arrival. */
  readonly standing: Map<string, Card>;
  readonly sends: { readonly to: string; readonly title: string; readonly sending: Sending }[];
  readonly changes: string[];
  /** Its places by name, with the external ids of those who are there; one that is missing was archived. */
  readonly rooms: Map<string, readonly string[]>;
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
  const rooms: FakeChannel['rooms'] = new Map();
  return {
    platform,
    showsInbox,
    standing,
    sends,
    changes,
    rooms,
    next,
    places: {
      async list() {
        return [...rooms.keys()].map((name) => ({ platform, externalId: `T1/${name}`, name }));
      },
      async membersOf(externalId) {
        return rooms.get(externalId.slice(3));
      },
      async post(externalId, card, sending) {
        sends.push({ to: externalId, title: card.title, sending });
        if (!rooms.has(externalId.slice(3))) return { kind: 'unreachable' };
        const message = `${platform}:${externalId}/${sends.length}`;
        standing.set(message, card);
        return { kind: 'sent', message };
      },
    },
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
