/**
 * What Slack lets through of a card and a form. Characters are UTF-16 units. The names in brackets are of @slack/types
 * 3.2.0, where the number is written. Cards keep within them by our budget, forms by what the renderer does.
 */
export interface SlackLimits {
  /** Blocks of a message, and of a modal or the Home tab (docs.slack.dev, reference "Blocks"). */
  readonly messageBlocks: number;
  readonly viewBlocks: number;
  /**
   * Characters of all words in the blocks of one message: undocumented, answered with `msg_blocks_too_long`. Slack's own
   * people say 12,000 less what the containers take, and 11,341 were refused (github.com/slackapi/bolt-js, issues 2509
   * and 2867). Our budget for a card keeps below this.
   */
  readonly messageWords: number;
  /** The text beside the blocks: 40,000 are posted, but more than 4,000 cannot be changed later (`chat.update`). */
  readonly text: number;
  /** Of a header (HeaderBlock). */
  readonly header: number;
  /** Of one text in a context block (PlainTextElement). */
  readonly textObject: number;
  /** Rows of a table, the heading counted, and its columns (TableBlock); a message takes one table. */
  readonly tableRows: number;
  readonly tableColumns: number;
  /** Elements of an actions block (ActionsBlock). */
  readonly actions: number;
  /** Of a button (Button). */
  readonly buttonText: number;
  readonly buttonValue: number;
  /** Of an input's label and hint (InputBlock). */
  readonly label: number;
  readonly hint: number;
  /** Of an option's words, second line and value (PlainTextOption; elsewhere Slack says 150 for a value). */
  readonly optionText: number;
  readonly optionDescription: number;
  readonly optionValue: number;
  /** Radio buttons or checkboxes (RadioButtons, Checkboxes), and options of a menu (StaticSelect). */
  readonly boxes: number;
  readonly options: number;
  /** Of a text field, both what it starts with and what may be typed (PlainTextInput). */
  readonly input: number;
  /** Of a modal's title, submit and close (ModalView). */
  readonly viewTitle: number;
  readonly viewButton: number;
  /** Of an address that a button or a link opens (Button). */
  readonly address: number;
  /** Milliseconds between messages in one channel: one a second (docs.slack.dev, "Rate limits", chat.postMessage). */
  readonly conversationMs: number;
  /**
   * Messages a second to all of a workspace, unless a setting says otherwise: Slack has such a limit and does not say
   * which ("several hundred a minute", docs.slack.dev, "Rate limits").
   */
  readonly perWorkspace: number;
}

export const slackLimits: SlackLimits = {
  messageBlocks: 50,
  viewBlocks: 100,
  messageWords: 11_000,
  text: 4000,
  header: 150,
  textObject: 3000,
  tableRows: 100,
  tableColumns: 20,
  actions: 25,
  buttonText: 75,
  buttonValue: 2000,
  label: 2000,
  hint: 2000,
  optionText: 75,
  optionDescription: 75,
  optionValue: 75,
  boxes: 10,
  options: 100,
  input: 3000,
  viewTitle: 24,
  viewButton: 24,
  address: 3000,
  conversationMs: 1000,
  perWorkspace: 5,
};
