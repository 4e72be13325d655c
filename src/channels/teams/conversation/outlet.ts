import type { TurnContent } from '#assistant/turn.ts';
import { accountOf } from '#channels/teams/conversation/conversations.ts';
import type { Place, Sender } from '#channels/teams/receive/heard.ts';
import type { MessageName } from '#foundation/delivery/channel.ts';

/** Where the replies to something go. */
export interface Outlet {
  readonly from: Sender;
  readonly personId: string;
  readonly place: Place;
  /** A product is named: the place hears only that it was answered. */
  readonly isConfidential: boolean;
  /** Answers a press or a form: what is of no use to others goes to the person alone. */
  readonly isPressed: boolean;
  /** Nothing is said where it was asked, but to the person alone. */
  readonly isAlone?: boolean;
  /** The card that was pressed, or on which the form was opened. */
  readonly card: MessageName | undefined;
  /** What is answered: by it a document is had again, once the person has said that they want it. */
  readonly content: TurnContent;
}

/** Of what answers a press or a form. */
export function pressedOutlet(
  on: Pick<Outlet, 'from' | 'personId' | 'place' | 'card' | 'content' | 'isAlone'>,
): Outlet {
  return { ...on, isConfidential: false, isPressed: true };
}

/** As `accounts.external_id`. */
export function accountIn({ from }: Outlet): string {
  return accountOf(from);
}

/** Memory is kept for each conversation: a chat, or a thread in a channel. */
export function threadOf({ conversation }: Place): string {
  return `teams/${conversation}`;
}

/** Of what is asked beside conversations. */
export function asideThreadOf(from: Sender): string {
  return `teams/aside/${accountOf(from)}`;
}

export function isShared({ scope }: Place): boolean {
  return scope !== 'personal';
}
