import type { Payload } from '../fixtures.ts';

/** A message of the bot. */
export interface ShownMessage {
  readonly id: string;
  readonly conversation: string;
  /** As it stands now. */
  readonly activity: Payload;
  readonly edited: boolean;
}

/** What the bot showed, and where. */
export interface Shown {
  readonly messages: readonly ShownMessage[];
  /** Activities that only say that an answer is on its way. */
  readonly typing: readonly { readonly conversation: string; readonly activity: Payload }[];
  add(conversation: string, id: string, activity: Payload): void;
  /** False where there is none. */
  update(conversation: string, id: string, activity: Payload): boolean;
  delete(conversation: string, id: string): boolean;
}

export function createShown(): Shown {
  const messages: ShownMessage[] = [];
  const typing: { conversation: string; activity: Payload }[] = [];

  function indexOf(conversation: string, id: string): number {
    return messages.findIndex((one) => one.conversation === conversation && one.id === id);
  }

  return {
    messages,
    typing,
    add(conversation, id, activity) {
      if (activity.type === 'typing') typing.push({ conversation, activity });
      else messages.push({ id, conversation, activity, edited: false });
    },
    update(conversation, id, activity) {
      const at = indexOf(conversation, id);
      if (at !== -1) messages[at] = { id, conversation, activity, edited: true };
      return at !== -1;
    },
    delete(conversation, id) {
      const at = indexOf(conversation, id);
      if (at !== -1) messages.splice(at, 1);
      return at !== -1;
    },
  };
}

/** Ids of messages as Teams gives them: milliseconds, each later than the one before. */
export function messageIds(): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now());
    return String(last);
  };
}
