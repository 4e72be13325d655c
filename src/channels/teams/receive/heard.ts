/** Who sent something, as Teams vouches for it. */
export interface Sender {
  /** Of the conversation, lower case; somebody from elsewhere may be in it. */
  readonly tenantId: string;
  /** Of them in conversations with us (`29:…`). */
  readonly userId: string;
  /** Of the directory; undefined for somebody who is in none, as a passer-by in a meeting. */
  readonly aadObjectId: string | undefined;
  /** Of the clock of what they wrote with, as they say. */
  readonly timeZone?: string | undefined;
}

/** Where a conversation is. */
export interface Place {
  /** As Teams names it, with the thread where it is in a channel. */
  readonly conversation: string;
  readonly scope: 'personal' | 'group' | 'channel';
  /** Where Teams takes what is said there. */
  readonly serviceUrl: string;
  /** The team that the channel is of. */
  readonly team: string | undefined;
}

export interface TeamsFile {
  readonly name: string;
  /** Where it lies; whoever has the address may have the file, for some minutes. */
  readonly address: string | undefined;
}

interface By {
  readonly from: Sender;
  readonly place: Place;
}

/** What Teams told us and waits for no more than to hear that we have it. */
export type Heard =
  | (By & {
      readonly kind: 'message';
      readonly text: string;
      readonly files: readonly TeamsFile[];
    })
  | PressHeard
  | PageHeard
  | ConsentHeard
  | (By & { readonly kind: 'installed' })
  | { readonly kind: 'removed'; readonly place: Place };

/** A button of a card. */
export type PressHeard = By & {
  readonly kind: 'press';
  /** Id of the message with the button; undefined where there is none. */
  readonly message: string | undefined;
  /** The action as JSON; unchecked. */
  readonly action: string;
  readonly isOnHome: boolean;
  /** As `PageHeard.isAside`; the answer is for them alone. */
  readonly isAside: boolean;
};

/** A page of a form. */
export type PageHeard = By & {
  readonly kind: 'page';
  readonly form: string;
  readonly context: string;
  readonly dialog: string;
  readonly page: number;
  readonly go: 'next' | 'back';
  readonly shown: readonly string[];
  /** The dialog was opened beside a conversation in which Steward may have no say: it is answered in the dialog. */
  readonly isAside: boolean;
  /** What Teams sent with it, answers and all; unchecked. */
  readonly values: unknown;
};

/** Whether we may put a file into somebody's own space. */
export type ConsentHeard = By & {
  readonly kind: 'consent';
  /** Id of the message that asked. */
  readonly message: string | undefined;
  /** What we asked with; unchecked. */
  readonly context: unknown;
  /** Undefined when they declined. */
  readonly upload:
    | {
        readonly address: string;
        readonly contentUrl: string;
        readonly name: string;
        readonly uniqueId: string;
        readonly fileType: string;
      }
    | undefined;
};

/** What is answered in the answer to the request, while somebody waits. */
export type Asked =
  | PressHeard
  | PageHeard
  | ConsentHeard
  /** How a card looks now. */
  | (By & { readonly kind: 'refresh'; readonly message: string | undefined })
  /** A button that leads to a form. */
  | (By & {
      readonly kind: 'open';
      readonly message: string | undefined;
      readonly action: string;
    })
  /** A button in a dialog. */
  | (By & { readonly kind: 'press-in-dialog'; readonly action: string })
  /** "Ask Steward"; `text` of the message on which it was chosen. */
  | (By & { readonly kind: 'ask-about'; readonly text: string | undefined })
  /** A package, while somebody writes. */
  | (By & { readonly kind: 'search'; readonly text: string });
