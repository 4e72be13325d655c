import type { Card } from '#foundation/cards/card.ts';
import type { Form } from '#foundation/cards/form.ts';
import type { Text } from '#foundation/cards/text.ts';
import type { Shown } from '#foundation/delivery/notice.ts';
import type { Verdict } from '#knowledge/policy/judgement.ts';

/** Something a person said, pressed, filled in or handed over, as a channel heard it. */
export interface Turn {
  /** Person id, from the people room; never a platform's id. */
  readonly personId: string;
  /** Where the conversation is: memory of subject and use is kept per person and thread. */
  readonly thread: string;
  readonly content: TurnContent;
}

export type TurnContent =
  | { readonly kind: 'text'; readonly text: string }
  /** A button's action, exactly as the channel received it: unchecked. */
  | {
      readonly kind: 'action';
      readonly action: unknown;
      /** The channel's name for the card that was pressed, so that it can be edited later. */
      readonly card?: string;
    }
  /** A form that was sent: its name, what it was opened with, and the answers; all unchecked. */
  | {
      readonly kind: 'form';
      readonly form: string;
      readonly context: unknown;
      readonly answers: unknown;
      /** The channel's name for this sending: the same when it is dealt with again, because its end was not heard. */
      readonly sentAs?: string;
      /** The channel's name for the card on which the form was opened; of this person, which the channel checks. */
      readonly card?: string;
    }
  /** A file, already within the channel's limits; without text where it is none. */
  | { readonly kind: 'file'; readonly name: string; readonly text?: string };

/** What Steward says back. */
export type Reply = CardReply | EditReply | FormReply | DocumentReply;

export interface CardReply {
  readonly kind: 'card';
  readonly card: Card;
  /** What it comes to, for scripts: a verdict, a question back, or that there is no answer. */
  readonly outcome: Outcome;
  /** What it shows, and to whom: where it stands it is drawn anew when that changes. */
  readonly shows?: Shown;
}

/** Changes the card that was pressed, or on which the form was opened. */
export interface EditReply {
  readonly kind: 'edit';
  /** The channel's name for it, as it came with the press or the form. */
  readonly card: string;
  /** Pure: what the card becomes, from what it is. */
  readonly edit: (card: Card) => Card;
}

/** Opens a form, or shows it again with what is wrong and everything that was typed. */
export interface FormReply {
  readonly kind: 'form';
  readonly form: Form;
  /** Comes back with the answers; JSON. */
  readonly context: unknown;
  readonly kept?: Readonly<Record<string, unknown>>;
  readonly errors?: Readonly<Record<string, string>>;
  /** The page from which more is asked than when it was sent, from 0: it opens there. */
  readonly moreFrom?: number;
}

/** A long text to read and search, such as a license. */
export interface DocumentReply {
  readonly kind: 'document';
  readonly title: string;
  readonly text: string;
  readonly source: Text;
}

export type Outcome =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** It depends on something that the card asks for. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'said' }
  | { readonly kind: 'no-answer' };

/** What is said while a turn takes its time: "Looking up left-pad in the npm registry". */
export type Working = (what: string) => void;

/** The whole of Steward, as a channel sees it. Never throws: what fails is answered with a card. */
export type Respond = (turn: Turn, working?: Working) => Promise<readonly Reply[]>;
