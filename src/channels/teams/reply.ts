import type { CardReply, DocumentReply, EditReply, FormReply, Reply } from '#assistant/turn.ts';
import { openFormCard } from '#assistant/views/forms/form-cards.ts';
import {
  answeredPrivatelyCard,
  askShorterCard,
  notedCard,
  openChatCard,
  sentAloneCard,
} from '#assistant/views/help/place-cards.ts';
import { askConsent, DocumentContext } from '#channels/teams/calls/files.ts';
import { postCard } from '#channels/teams/calls/messages.ts';
import type { ConnectorAt } from '#channels/teams/connect/connector.ts';
import { isPlaceGone, TeamsBusy, TeamsRefusal } from '#channels/teams/connect/teams-error.ts';
import type { FormDialogs } from '#channels/teams/conversation/form-dialogs.ts';
import { accountIn, isShared, type Outlet } from '#channels/teams/conversation/outlet.ts';
import type { InPersonal } from '#channels/teams/conversation/personal.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import type { SentCard } from '#foundation/delivery/sent-cards.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** Sends what Steward says to where it was asked; gives the cards that can be changed later. */
export type SendReplies = (
  replies: readonly Reply[],
  outlet: Outlet,
) => Promise<readonly SentCard[]>;

export interface RepliesOptions {
  readonly log: Log;
  readonly connectorAt: ConnectorAt;
  readonly inPersonal: InPersonal;
  readonly dialogs: Pick<FormDialogs, 'keep'>;
  readonly change: Channel['change'];
}

export function createReplies(options: RepliesOptions): SendReplies {
  const { log, connectorAt, inPersonal, dialogs, change } = options;

  async function sendCard(reply: CardReply, outlet: Outlet): Promise<SentCard> {
    const { place } = outlet;
    const { card } = reply;
    if (outlet.isAlone) return postAlone(card, outlet);
    if (!isShared(place)) return postIn(place.conversation, place.serviceUrl, card);
    if (isForOneOnly(reply, outlet)) {
      try {
        return await postAlone(card, outlet);
      } catch (cause) {
        if (!isPlaceGone(cause)) throw cause;
        // Steward may be in the team and not with them. What is not for others is not shown to them all the same.
        if (outlet.isConfidential) throw new NotReached();
      }
    }
    try {
      return await postIn(place.conversation, place.serviceUrl, card);
    } catch (cause) {
      if (!isPlaceGone(cause)) throw cause;
      log.info({ reason: cause instanceof TeamsRefusal ? cause.reason : '' }, 'answered alone');
      return postAlone(card, outlet);
    }
  }

  async function postIn(conversation: string, serviceUrl: string, card: Card): Promise<SentCard> {
    return postCard(await connectorAt(serviceUrl), conversation, card);
  }

  function postAlone(card: Card, outlet: Outlet): Promise<SentCard> {
    return inPersonal(accountIn(outlet), (connector, { id }) => postCard(connector, id, card));
  }

  /** A card that cannot be changed any more is answered by another one, so that no press is met by silence. */
  async function editCard({ card, edit }: EditReply, outlet: Outlet) {
    const changed = await change(card, edit);
    if (changed.kind === 'later') throw new TeamsBusy('too many calls', changed.afterMs);
    return changed.kind === 'changed' ? [] : [await sendCard(said(edit(notedCard())), outlet)];
  }

  /** Teams opens a form only in answer to a press that says so; this one was another. */
  async function offerForm(reply: FormReply, outlet: Outlet): Promise<SentCard> {
    const { form, key } = await dialogs.keep(reply, outlet);
    return sendCard(said(openFormCard(form.title, key)), outlet);
  }

  async function offerDocument(reply: DocumentReply, outlet: Outlet): Promise<readonly SentCard[]> {
    const context = DocumentContext.safeParse(outlet.content).data;
    if (context === undefined) return [await sendCard(said(askShorterCard()), outlet)];
    try {
      await inPersonal(accountIn(outlet), (connector, { id }) =>
        askConsent(connector, id, reply, context),
      );
      return note(sentAloneCard(), outlet);
    } catch (cause) {
      if (isPlaceGone(cause) && (isShared(outlet.place) || outlet.isAlone)) throw new NotReached();
      throw cause;
    }
  }

  /** What others may read of what was said to one of them alone. */
  async function note(card: Card, { place, isAlone }: Outlet): Promise<readonly SentCard[]> {
    return isShared(place) && !isAlone
      ? [await postIn(place.conversation, place.serviceUrl, card)]
      : [];
  }

  async function send(reply: Reply, outlet: Outlet): Promise<readonly SentCard[]> {
    switch (reply.kind) {
      case 'card':
        return [{ ...(await sendCard(reply, outlet)), shows: reply.shows }];
      case 'edit':
        return editCard(reply, outlet);
      case 'form':
        return [await offerForm(reply, outlet)];
      case 'document':
        return offerDocument(reply, outlet);
      default:
        return unreachable(reply);
    }
  }

  return async (replies, outlet) => {
    const sent: SentCard[] = [];
    try {
      for (const reply of replies) sent.push(...(await send(reply, outlet)));
      return outlet.isConfidential
        ? [...sent, ...(await note(answeredPrivatelyCard(), outlet))]
        : sent;
    } catch (cause) {
      if (!(cause instanceof NotReached) || outlet.isAlone) throw cause;
      return [...sent, ...(await note(openChatCard(), outlet))];
    }
  };
}

/** Somebody to be told alone has no conversation with Steward. */
export class NotReached extends TeamsRefusal {
  constructor() {
    super(403, 'NotReached');
  }
}

/** All of it where a product is named; also what only whoever pressed a button has use for. */
function isForOneOnly({ outcome }: CardReply, { isConfidential, isPressed }: Outlet): boolean {
  if (isConfidential) return true;
  return isPressed && (outcome.kind === 'said' || outcome.kind === 'no-answer');
}

function said(card: Card): CardReply {
  return { kind: 'card', card, outcome: { kind: 'said' } };
}
