/** How much of a card there is room for. Characters are UTF-16 units, bytes are UTF-8. */
export interface Budget {
  /** Characters of the title. */
  readonly title: number;
  /** Characters of one paragraph, list entry, value, cell, note or source line. */
  readonly text: number;
  /** Characters of one label: of a button, a fact, a column, a list, a "more". */
  readonly label: number;
  /** Parts of a card, those inside "more" and the "more" itself counted. */
  readonly parts: number;
  /** Entries of one list, rows of facts or of a table. */
  readonly lines: number;
  readonly columns: number;
  readonly buttons: number;
  /** Bytes of one button's action as JSON. */
  readonly action: number;
  /** Bytes of the whole card as JSON. */
  readonly bytes: number;
}

/**
 * The smallest of all channels, so that a card reads the same everywhere.
 * Slack: header 150, section 3,000, button text 75, button value 2,000, 50 blocks a message, table
 * 100 × 20, and some 11,000 characters of words in all: that is what holds the bytes down. Teams: 24 KB a message is
 * safe, and its rendering is about half as large again as our JSON.
 */
export const smallestBudget: Budget = {
  title: 150,
  text: 2800,
  label: 75,
  parts: 24,
  lines: 50,
  columns: 10,
  buttons: 5,
  action: 1000,
  bytes: 10_000,
};
