import { LRUCache } from 'lru-cache';
import type { Card } from '#foundation/cards/card.ts';
import type { Channel, Sending, Sent } from '#foundation/delivery/channel.ts';
import { StewardError } from '#foundation/kernel/errors.ts';

/** A conversation of several people, such as a channel of Slack, as its platform names it. */
export interface PlaceName {
  /** As in `AccountName.platform`. */
  readonly platform: string;
  /** The platform's own id, after its workspace or tenant as in those of accounts: `T1/C1`. */
  readonly externalId: string;
}

export interface Place extends PlaceName {
  /** As people call it there, such as `#general`. */
  readonly name: string;
}

/** The places of one platform that Steward is in. Each call throws `unavailable` when it is worth another try. */
export interface ChannelPlaces {
  list(): Promise<readonly Place[]>;
  /** External ids of those who are in it; undefined where Steward is not, or it is gone. */
  membersOf(externalId: string): Promise<readonly string[] | undefined>;
  /** Says something to all of them; `unreachable` where it is archived, or Steward is not in it any more. */
  post(externalId: string, card: Card, sending: Sending): Promise<Sent>;
}

/** The places of all platforms that run. */
export interface Places {
  /** Whether a platform runs that has any. */
  isAny(): boolean;
  /** `silent`: platforms that did not answer. */
  list(): Promise<{ readonly places: readonly Place[]; readonly silent: readonly string[] }>;
  /** Asked at most once a minute. */
  membersOf(place: PlaceName): Promise<readonly string[] | undefined>;
}

/** A card with a channel is drawn, sent and approved within moments, and each page of a roster is a call. */
const FRESH_MS = 60_000;
const KNOWN_MOST = 50;

export function placesOn(channels: () => readonly Channel[]): Places {
  const known = new LRUCache<string, Promise<readonly string[] | undefined>>({
    max: KNOWN_MOST,
    ttl: FRESH_MS,
  });
  return {
    isAny: () => channels().some(({ places }) => places !== undefined),
    async list() {
      const silent: string[] = [];
      const found = await Promise.all(
        channels().map(async ({ platform, places }) => {
          try {
            return (await places?.list()) ?? [];
          } catch (error) {
            if (!(error instanceof StewardError) || error.code !== 'unavailable') throw error;
            silent.push(platform);
            return [];
          }
        }),
      );
      return { places: found.flat(), silent };
    },
    async membersOf({ platform, externalId }) {
      const channel = channels().find((one) => one.platform === platform);
      if (channel?.places) {
        const key = `${platform}:${externalId}`;
        const told = known.get(key);
        if (told) return told;
        const asked = channel.places.membersOf(externalId);
        known.set(key, asked);
        asked.catch(() => known.delete(key));
        return asked;
      }
      throw new StewardError('unavailable', `${platform} does not run`, {
        advice: 'That platform is not connected just now. Please try again once it is.',
      });
    },
  };
}
