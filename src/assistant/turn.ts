import type { Card } from '#foundation/cards/card.ts';
import type { Verdict } from '#knowledge/policy/judgement.ts';

/** Something a person said or pressed, as a channel heard it. */
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
  | { readonly kind: 'action'; readonly action: unknown };

/** What Steward says back. */
export interface Reply {
  readonly card: Card;
  /** What it comes to, for scripts: a verdict, a question back, or that there is no answer. */
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** It depends on something that the card asks for. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'said' }
  | { readonly kind: 'no-answer' };

/** The whole of Steward, as a channel sees it. Never throws: what fails is answered with a card. */
export type Respond = (turn: Turn) => Promise<readonly Reply[]>;
