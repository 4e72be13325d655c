/**
 * Who sent something, and to which installation of ours: it finds the token. Who somebody is must not be judged by it,
 * for where a channel is shared with another company Slack may name the workspace of theirs.
 */
export interface Sender {
  readonly teamId: string | undefined;
  readonly enterpriseId: string | undefined;
  /** Installed for a whole organisation: the token is the organisation's. */
  readonly isOrganisation: boolean;
  readonly userId: string;
}

/** Where a conversation is. */
export interface Place {
  readonly channel: string;
  /** `ts` of the message under which the conversation goes on. */
  readonly thread?: string;
  /** `shared`: others read along. */
  readonly kind: 'direct' | 'shared';
}

export interface SlackFile {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Where Slack keeps it; fetched with our token, from Slack's own hosts only. */
  readonly address: string | undefined;
}

/** What Slack told us, as far as we look at it. */
export type Heard =
  | {
      readonly kind: 'message';
      readonly from: Sender;
      readonly place: Place;
      /** `ts` of the message. */
      readonly message: string;
      readonly text: string;
      readonly files: readonly SlackFile[];
    }
  | {
      readonly kind: 'press';
      readonly from: Sender;
      /** Undefined on the Home tab and in a modal. */
      readonly place: Place | undefined;
      /** `ts` of the message with the button; undefined where it cannot be changed later. */
      readonly message: string | undefined;
      readonly button: string;
      readonly value: string;
      readonly trigger: string;
      readonly respondAt: string | undefined;
      readonly isOnHome: boolean;
    }
  | {
      readonly kind: 'words';
      /** A command, or a message on which "Ask Steward" was chosen: answered to the person alone. */
      readonly from: Sender;
      readonly channel: string;
      readonly text: string;
      readonly respondAt: string | undefined;
    }
  | { readonly kind: 'shortcut'; readonly from: Sender; readonly trigger: string }
  | {
      readonly kind: 'home-opened';
      readonly from: Sender;
      readonly tab: 'home' | 'messages';
      readonly channel: string;
    }
  | {
      readonly kind: 'removed';
      readonly from: Omit<Sender, 'userId'>;
      /** When; what was installed later stays. */
      readonly at: Date;
    }
  | FormHeard;

/** Something about an open modal: answered at once, in the acknowledgement. */
export type FormHeard =
  | {
      readonly kind: 'submit';
      readonly from: Sender;
      readonly view: ModalHeard;
    }
  | {
      /** A field on which others depend was changed, or "Back" was pressed. */
      readonly kind: 'turn-page';
      readonly from: Sender;
      readonly view: ModalHeard;
      readonly isBack: boolean;
    }
  | {
      readonly kind: 'options';
      readonly from: Sender;
      readonly view: ModalHeard;
      readonly field: string;
      readonly typed: string;
    };

export interface ModalHeard {
  readonly id: string;
  readonly hash: string;
  readonly callbackId: string;
  /** What we put into it when it was opened. */
  readonly metadata: string;
  /** `state.values`, unchecked. */
  readonly values: unknown;
}

export function isAboutForm(heard: Heard): heard is FormHeard {
  return heard.kind === 'submit' || heard.kind === 'turn-page' || heard.kind === 'options';
}
