/**
 * What Teams lets through of a card and a form, and what we hold to where nothing is said. Characters are UTF-16 units.
 * Cards keep within them by our budget and by how they are drawn, forms by what the renderer does.
 */
export interface TeamsLimits {
  /**
   * Bytes of a card as JSON, in UTF-8. Nothing is documented for a card alone; others report that one of more than 28 KB
   * was refused (github.com/pnp/prompt-pulse, issue 43), and we stay below that.
   */
  readonly cardBytes: number;
  /**
   * Bytes of all that is sent at once, as UTF-16: about 100 KB are let through, and no more than 80 KB are recommended
   * (learn.microsoft.com, "Format your bot messages").
   */
  readonly payloadBytes: number;
  /** For whom a card is drawn anew by itself (learn.microsoft.com, "User Specific Views"). */
  readonly refreshUsers: number;
  /** Buttons in one row; Teams keeps the others behind three dots. */
  readonly actions: number;
  /** Of a button's words; none is documented. A longer one takes the whole width of a card, and is cut on a phone. */
  readonly actionTitle: number;
  /** Of the words beside a card, in notifications and for clients that show no cards; none is documented. */
  readonly text: number;
  /** The same where the card itself takes nearly all there is. */
  readonly shortText: number;
  /**
   * Of what a text field begins with; none is documented. More than any answer of ours may have, so that what is too
   * long can be shortened, and little enough that several on a page are within `payloadBytes`.
   */
  readonly input: number;
  /** Of a dialog's title; none is documented. About what its bar has room for. */
  readonly dialogTitle: number;
  /**
   * Milliseconds between messages in one conversation. Teams lets through 7 in 1 second, 8 in 2, 60 in 30 and 1800 in an
   * hour (learn.microsoft.com, "Optimize your bot: rate limiting"); one every two seconds is within all of them.
   */
  readonly conversationMs: number;
  /**
   * Messages a second to all of a tenant, unless a setting says otherwise: 30 in older pages of learn.microsoft.com, 50
   * in newer answers of Microsoft's.
   */
  readonly perTenant: number;
}

export const teamsLimits: TeamsLimits = {
  cardBytes: 24_000,
  payloadBytes: 80_000,
  refreshUsers: 60,
  actions: 6,
  actionTitle: 75,
  text: 1000,
  shortText: 200,
  input: 4000,
  dialogTitle: 64,
  conversationMs: 2000,
  perTenant: 30,
};
