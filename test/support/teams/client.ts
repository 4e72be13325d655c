import { cardType, checkCard } from './card-checker.ts';
import type { ShownMessage } from './double/shown.ts';
import { isRecord, listOf, type Payload } from './fixtures.ts';
import type { Who } from './people.ts';
import type { Exchange } from './sender.ts';
import type { TeamsDouble } from './teams-double.ts';
import { actionsOf } from './words.ts';

/** A dialog as a person sees it. */
export interface OpenDialog {
  readonly title: string;
  readonly card: Payload;
  /** The message whose button opened it; or the command on a message that did. */
  readonly openedBy:
    | { readonly kind: 'message'; readonly message: ShownMessage }
    | { readonly kind: 'command'; readonly invoke: Payload };
}

/** What the clients of people show, beyond what the bot sent to everybody. */
export interface Clients {
  /** The card as this person sees it: an answer to a press of theirs shows another until the message is changed. */
  shownTo(who: Who, message: ShownMessage): unknown;
  dialog(): OpenDialog | undefined;
  /** What was said in place of a dialog, last. */
  dialogNote(): string | undefined;
  /** Deals with what a press on a message was answered. */
  takeCard(who: Who, message: ShownMessage, body: unknown): void;
  /** Deals with what asking for a dialog, or sending one, was answered. */
  takeDialog(answered: Pick<Exchange, 'status' | 'body'>, openedBy: OpenDialog['openedBy']): void;
}

export function createClients(double: TeamsDouble): Clients {
  const own = new Map<string, { readonly of: Payload; readonly card: unknown }>();
  let dialog: OpenDialog | undefined;
  let note: string | undefined;

  function keyOf(who: Who, { conversation, id }: ShownMessage): string {
    return `${who} ${conversation} ${id}`;
  }

  function complainOf(where: string, card: unknown): void {
    for (const complaint of checkCard(card)) double.complain(`${where}: ${complaint}`);
  }

  return {
    shownTo(who, message) {
      const seen = own.get(keyOf(who, message));
      return seen?.of === message.activity ? seen.card : cardOf(message);
    },
    dialog: () => dialog,
    dialogNote: () => note,
    takeCard(who, message, body) {
      if (!isRecord(body) || body.type !== cardType) return;
      complainOf('a card in answer to a press', body.value);
      // The message may have been changed meanwhile; what it is now is what the answer stands on.
      const now = double
        .messages(message.conversation)
        .find((one) => keyOf(who, one) === keyOf(who, message));
      own.set(keyOf(who, message), { of: (now ?? message).activity, card: body.value });
    },
    takeDialog({ status, body }, openedBy) {
      // What fails is said beside the dialog, which stays as it is.
      if (status !== 200) return;
      const task = isRecord(body) && isRecord(body.task) ? body.task : {};
      dialog = undefined;
      note = undefined;
      if (task.type === 'message') {
        note = String(task.value);
        if (note.trim() === '') double.complain('a dialog that says nothing');
      } else if (task.type === 'continue' && isRecord(task.value)) {
        const { title, card } = task.value;
        if (!isRecord(card) || card.contentType !== cardType || !isRecord(card.content)) {
          double.complain('a dialog without a card');
          return;
        }
        complainOf('a dialog', card.content);
        for (const complaint of complaintsOfDialog(card.content)) double.complain(complaint);
        dialog = { title: String(title ?? ''), card: card.content, openedBy };
      }
    },
  };
}

/** The card of a message; undefined where it has none. */
export function cardOf({ activity }: ShownMessage): unknown {
  return listOf(activity.attachments)
    .filter(isRecord)
    .find(({ contentType }) => contentType === cardType)?.content;
}

/** In a dialog an Action.Submit sends it, and nothing else is possible. */
function complaintsOfDialog(card: Payload): readonly string[] {
  return actionsOf(card).flatMap(({ type, title, data }) => [
    ...(type === 'Action.Execute' ? [`a dialog: “${title}” is an Action.Execute`] : []),
    ...(isRecord(data) && data.msteams !== undefined
      ? [`a dialog: “${title}” has data for Teams, which does nothing there`]
      : []),
  ]);
}
