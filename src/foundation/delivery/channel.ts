import type { Card } from '#foundation/cards/card.ts';
import type { Rate } from '#foundation/delivery/bulk/rate.ts';
import type { ChannelPlaces } from '#foundation/delivery/places.ts';
import type { AccountName } from '#foundation/people/accounts.ts';
import type { Directory } from '#foundation/people/directory.ts';

/** A platform on which Steward tells people something without having been asked just then. */
export interface Channel extends Directory {
  /** Whether what waits for somebody is shown in an inbox of its own, so that it need not be sent too. */
  readonly showsInbox: boolean;
  /** How fast many may be told something; undefined: as fast as it goes. */
  readonly rate?: Rate;
  /** Sends a card to somebody's direct conversation. Throws `unavailable` when it is worth another try. */
  send(to: AccountName, card: Card, sending: Sending): Promise<Sent>;
  /** Where several people are told something at once; undefined where a platform has no such places. */
  readonly places?: ChannelPlaces;
  /** Changes a card where it stands. Throws `unavailable` when it is worth another try. */
  change(message: MessageName, change: (card: Card) => Card): Promise<Changed>;
}

/** `platform:place`, such as `slack:T1/D1/1712.0001`. */
export type MessageName = string;

export function platformOf(message: MessageName): string {
  return message.slice(0, message.indexOf(':'));
}

export interface Sending {
  /** The same for each try to send this, so that a try whose outcome is unknown can be found. */
  readonly key: string;
  /** An earlier try may have arrived: look before sending again, where the platform allows it. */
  readonly isRetry: boolean;
}

export type Sent =
  | { readonly kind: 'sent'; readonly message: MessageName }
  /** They have left, or have blocked or removed Steward. */
  | { readonly kind: 'unreachable' }
  /** The platform asks for patience; milliseconds. */
  | { readonly kind: 'later'; readonly afterMs: number };

export type Changed =
  | { readonly kind: 'changed' }
  /** Deleted, too old to be changed, or never there. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'later'; readonly afterMs: number };
