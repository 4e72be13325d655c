import type { Channel, MessageName } from '#foundation/delivery/channel.ts';
import { findSent, keepSentCard } from '#foundation/delivery/sent-cards.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Received } from './platform.ts';

/** What a platform is asked, in this process or in another. Throws when it is away. */
export interface PlatformCalls {
  receive(conversation: string, key: string): Promise<Received>;
  /** Whether a message of this key stands; platforms that do not let us read are not asked. */
  has(key: string): Promise<boolean>;
}

export interface SimulatedOptions {
  readonly platform: 'slack' | 'teams';
  readonly perSecond: number;
  readonly calls: PlatformCalls;
  readonly db: Db;
  readonly clock: Clock;
  /** Who have left. */
  readonly isGone?: (externalId: string) => boolean;
}

/** As the channels of Slack and Teams do it: one looks in the conversation before it sends again, one in what we keep. */
export function simulatedChannel(options: SimulatedOptions): Channel {
  const { platform, perSecond, calls, db, clock, isGone = () => false } = options;
  const conversationMs = platform === 'slack' ? 1000 : 2000;

  const nameOf = (externalId: string, key: string): MessageName =>
    `${platform}:${externalId}/${key}`;

  async function arrived(name: MessageName, key: string): Promise<boolean> {
    if (platform === 'slack') return calls.has(key);
    return (await findSent(db, key)) === name;
  }

  return {
    platform,
    showsInbox: false,
    rate: { perSecond, conversationMs },
    lookUp: async () => undefined,
    find: async () => undefined,
    membersOf: async () => undefined,
    async send({ externalId }, card, { key, isRetry }) {
      if (isGone(externalId)) return { kind: 'unreachable' };
      const message = nameOf(externalId, key);
      if (isRetry && (await arrived(message, key))) return { kind: 'sent', message };
      const received = await calls.receive(externalId, key);
      if (received.kind === 'later') return received;
      await keepSentCard(db, { message, card }, clock.now(), key);
      return { kind: 'sent', message };
    },
    async change(message) {
      const received = await calls.receive(message, `change of ${message}`);
      return received.kind === 'later' ? received : { kind: 'changed' };
    },
  };
}
