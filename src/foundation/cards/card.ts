import type { Action } from '#foundation/cards/action.ts';
import type { Text } from '#foundation/cards/text.ts';

/** How a card is meant; the title always says it in words too. */
export type Tone = 'good' | 'caution' | 'bad' | 'neutral';

/**
 * What Steward says, not how it looks. The order on every channel is
 * title → parts → source line → buttons.
 */
export interface Card {
  readonly tone: Tone;
  /** The answer itself: "Yes, with two obligations", not "Result". */
  readonly title: string;
  readonly parts: readonly Part[];
  /** Where the answer comes from and how old that is. */
  readonly source?: Text;
  /** At most five; the most likely first, a destructive one last. */
  readonly buttons: readonly Button[];
}

export type Part =
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'list'; readonly title?: string; readonly entries: readonly Text[] }
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  /** At most one on a card; becomes a list where there is no room. */
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Text[])[];
    }
  /** Good to know, or a warning beside the answer. */
  | { readonly kind: 'note'; readonly tone: Tone; readonly text: Text }
  /** Unfolds in place. */
  | { readonly kind: 'more'; readonly label: string; readonly parts: readonly SimplePart[] };

export type SimplePart = Exclude<Part, { kind: 'more' }>;

export interface Fact {
  readonly label: string;
  readonly value: Text;
}

export interface Button {
  /** Says its effect: "Approve use in Checkout". */
  readonly label: string;
  readonly action: Action;
  readonly style?: 'primary' | 'danger';
  /**
   * A press leads to a form: a platform that shows forms only in answer to a press of that kind must know before. A button
   * that does not say so may lead to one all the same; then it takes one more press.
   */
  readonly opens?: 'form';
}
