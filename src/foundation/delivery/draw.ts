import type { Card } from '#foundation/cards/card.ts';
import type { MessageName } from '#foundation/delivery/channel.ts';
import type { Matter, Recipient } from '#foundation/delivery/notice.ts';

/** What is to be drawn, for whom. */
export interface Drawing extends Matter {
  readonly recipient: Recipient;
  /** Where it stands already; without one, a card that says that all is done would be news of nothing. */
  readonly message: MessageName | undefined;
}

export type Drawn =
  | {
      readonly kind: 'card';
      readonly card: Card;
      /** It is in their inbox too, for as long as it waits: where one is shown it need not be sent. */
      readonly waits?: true;
    }
  /** Changes a card of another kind that stands. */
  | {
      readonly kind: 'edit';
      readonly edit: (card: Card) => Card;
      /** Told instead when that card is gone. */
      readonly ifGone?: { readonly told: Matter; readonly to: Recipient };
    };

/** The card as it is true now; undefined when there is nothing to tell any more. */
export type CardFor = (drawing: Drawing) => Promise<Drawn | undefined>;
