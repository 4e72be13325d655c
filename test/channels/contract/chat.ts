import type { Respond } from '#assistant/turn.ts';
import type { Channel, MessageName } from '#foundation/delivery/channel.ts';
import type { Place } from '#foundation/delivery/places.ts';
import type { AccountName } from '#foundation/people/accounts.ts';

/** A channel as a person meets it, whatever it is made of. What somebody does resolves when it is dealt with. */
export interface Chat extends Partial<Abilities> {
  /** In a conversation with Steward alone. */
  say(text: string): Promise<void>;
  /** What Steward wrote into it, oldest first, as it stands now. */
  cards(): Promise<readonly SeenCard[]>;
}

/** What a channel may be unable to do by its nature. */
export interface Abilities {
  readonly presses: { press(card: SeenCard, label: string): Promise<void> };
  readonly forms: {
    /** The one that is open. */
    form(): Promise<SeenForm | undefined>;
    /** Fills in the page that is open, a choice by its value, and goes on: to the next page, or sends the last. */
    fill(answers: Readonly<Record<string, string>>): Promise<void>;
    /** Goes to the page before, with what is filled in by then. */
    goBack(answers: Readonly<Record<string, string>>): Promise<void>;
  };
  readonly files: { send(name: string, text: string): Promise<void> };
  readonly documents: { shown(): Promise<readonly { title: string; text: string }[]> };
  readonly sends: {
    readonly channel: Channel;
    /** Whoever speaks in the conversation. */
    readonly to: AccountName;
  };
  readonly directory: {
    readonly channel: Channel;
    readonly member: { readonly email: string; readonly externalId: string };
    /** Known to the platform, and not of our organisation. */
    readonly outsider: string;
    readonly group: { readonly id: string; readonly members: readonly string[] };
  };
  readonly places: {
    readonly channel: Channel;
    /** One that Steward is in, with the external ids of those who are there. */
    readonly place: Place;
    readonly members: readonly string[];
    /** All its words, by message, oldest first. */
    shown(): readonly string[];
    /** Nobody can write there any more. */
    archive(): void;
  };
  readonly aging: { makeOld(message: MessageName): Promise<void> };
  readonly faults: {
    breakDown(): void;
    mend(): void;
    /** So long after that what was left is tried again, also by another process. */
    goOn(): Promise<void>;
  };
  /** It can look for what it has said. Needs `faults`. */
  readonly looksBack: {
    /** The next message arrives, and that it did is not heard. */
    loseAnswer(): void;
  };
}

export interface SeenCard {
  /** All its words. */
  readonly text: string;
  readonly buttons: readonly string[];
  /** The harness's own. */
  readonly handle: unknown;
}

export interface SeenForm {
  /** All its words, with what is wrong. */
  readonly text: string;
  /** What each field holds now. */
  readonly held: Readonly<Record<string, string>>;
}

export interface Lack {
  readonly abilities: readonly (keyof Abilities)[];
  readonly because: string;
  /** What the channel does in its place: a sentence, and how it is seen. */
  readonly instead: string;
  check(start: (respond: Respond) => Promise<Chat>): Promise<void>;
}

export interface Harness {
  start(respond: Respond): Promise<Chat>;
  readonly lacks: readonly Lack[];
}

export function able<A extends keyof Abilities>(chat: Chat, ability: A): Abilities[A] {
  // The compiler cannot follow a partial type by a key that is open.
  const found = chat[ability] as Abilities[A] | undefined;
  if (found === undefined) throw new Error(`the harness says neither how nor why not: ${ability}`);
  return found;
}

export async function lastOf(chat: Chat): Promise<SeenCard> {
  const last = (await chat.cards()).at(-1);
  if (last === undefined) throw new Error('there is no card');
  return last;
}
