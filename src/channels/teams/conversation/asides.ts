import { askInForm } from '#assistant/actions.ts';
import type { Reply, Respond } from '#assistant/turn.ts';
import { openChatCard, sentAloneCard } from '#assistant/views/help/place-cards.ts';
import type { TeamsPeople } from '#channels/teams/calls/people.ts';
import { closedDialog, type Dialog, dialogOf } from '#channels/teams/conversation/dialog.ts';
import type { FormDialogs } from '#channels/teams/conversation/form-dialogs.ts';
import { asideThreadOf, type Outlet, pressedOutlet } from '#channels/teams/conversation/outlet.ts';
import type { Asked } from '#channels/teams/receive/heard.ts';
import { cardsToDialog } from '#channels/teams/render-card.ts';
import { NotReached, type SendReplies } from '#channels/teams/reply.ts';

/** "Ask Steward" beside a conversation: question and answer stay in a dialog that one person sees. */
export interface Asides {
  answer(heard: Extract<Asked, { kind: 'ask-about' | 'press-in-dialog' }>): Promise<Dialog>;
  /** What Steward says, as a dialog. */
  show(replies: readonly Reply[], outlet: Outlet): Promise<Dialog>;
}

export interface AsidesOptions {
  readonly respond: Respond;
  readonly people: TeamsPeople;
  readonly dialogs: FormDialogs;
  readonly sendReplies: SendReplies;
}

export function createAsides(options: AsidesOptions): Asides {
  const { respond, people, dialogs, sendReplies } = options;

  async function show(replies: readonly Reply[], outlet: Outlet): Promise<Dialog> {
    const form = replies.find((reply) => reply.kind === 'form');
    if (form) return dialogs.open(form, outlet);
    const cards = replies.filter((reply) => reply.kind === 'card').map(({ card }) => card);
    // A file goes into their own conversation, and a card that stands somewhere is changed there.
    const others = replies.filter(({ kind }) => kind === 'edit' || kind === 'document');
    try {
      await sendReplies(others, { ...outlet, isAlone: true });
      if (others.some(({ kind }) => kind === 'document')) cards.push(sentAloneCard());
    } catch (cause) {
      if (!(cause instanceof NotReached)) throw cause;
      cards.push(openChatCard());
    }
    return cards.length === 0 ? closedDialog : dialogOf('Steward', cardsToDialog(cards));
  }

  return {
    show,
    async answer(heard) {
      const { from, place } = heard;
      const personId = await people.personOf(from, place);
      const content = contentOf(heard);
      const replies = await respond({ personId, thread: asideThreadOf(from), content });
      return show(replies, pressedOutlet({ from, personId, place, card: undefined, content }));
    },
  };
}

/** Without a message to ask about it begins with what to ask. */
function contentOf(heard: Extract<Asked, { kind: 'ask-about' | 'press-in-dialog' }>) {
  if (heard.kind === 'press-in-dialog') return { kind: 'action', action: heard.action } as const;
  const { text = '' } = heard;
  return text === ''
    ? ({ kind: 'action', action: JSON.stringify(askInForm.with({})) } as const)
    : ({ kind: 'text', text } as const);
}
