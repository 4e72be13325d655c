import type { CardReply, DocumentReply, EditReply, FormReply, Reply } from '#assistant/turn.ts';
import { openFormCard } from '#assistant/views/forms/form-cards.ts';
import { answeredPrivatelyCard, notedCard } from '#assistant/views/help/place-cards.ts';
import { uploadDocument } from '#channels/slack/calls/files.ts';
import { postCard, postUnseen } from '#channels/slack/calls/messages.ts';
import { respondAt } from '#channels/slack/calls/respond-at.ts';
import { isPlaceGone, SlackBusy, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import { type DirectChannel, inDirect } from '#channels/slack/conversation/direct.ts';
import { drawForm, showModal } from '#channels/slack/conversation/modals.ts';
import { type Outlet, teamOf } from '#channels/slack/conversation/outlet.ts';
import type { Place } from '#channels/slack/receive/heard.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import type { SentCard } from '#foundation/delivery/sent-cards.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';

/** Sends what Steward says to where it was asked; gives the cards that can be changed later. */
export type SendReplies = (
  replies: readonly Reply[],
  outlet: Outlet,
) => Promise<readonly SentCard[]>;

export interface RepliesOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly directChannel: DirectChannel;
  readonly change: Channel['change'];
  /** The only origin to which answers to commands go. */
  readonly hooks: string;
}

export function createReplies(options: RepliesOptions): SendReplies {
  const { db, clock, log, directChannel, change, hooks } = options;

  async function sendCard(
    reply: CardReply,
    outlet: Outlet,
    place: Place | undefined,
    key: string,
  ): Promise<SentCard | undefined> {
    if (isForOneOnly(reply, outlet)) {
      const wasShown = await showToOne(reply.card, outlet);
      if (wasShown) return undefined;
    }
    if (place !== undefined && !outlet.isAlone) {
      try {
        return await post(reply.card, outlet, place, key);
      } catch (cause) {
        if (!isPlaceGone(cause) || place.kind === 'direct') throw cause;
        log.info(
          { reason: cause instanceof SlackRefusal ? cause.reason : '' },
          'answered directly',
        );
      }
    }
    return post(reply.card, outlet, undefined, key);
  }

  async function post(
    card: Card,
    { workspace, from, isRetry }: Outlet,
    place: Place | undefined,
    key: string,
  ): Promise<SentCard> {
    const team = teamOf(from);
    const at = (channel: string): Promise<SentCard> =>
      postCard(workspace, team, card, { channel, thread: place?.thread, key, isRetry });
    if (place !== undefined) return at(place.channel);
    return inDirect(directChannel, { workspace, team, user: from.userId }, at);
  }

  /** False where Slack does not let us, so that a direct message has to do. */
  async function showToOne(card: Card, outlet: Outlet): Promise<boolean> {
    const { workspace, from, place } = outlet;
    try {
      if (outlet.respondAt !== undefined) await respondAt(outlet.respondAt, card, hooks);
      else if (place?.kind === 'shared') await postUnseen(workspace, from.userId, card, place);
      else return false;
      return true;
    } catch (cause) {
      if (cause instanceof SlackRefusal) return false;
      throw cause;
    }
  }

  /** A card that cannot be changed any more is answered by another one, so that no press is met by silence. */
  async function editCard(
    { card, edit }: EditReply,
    outlet: Outlet,
    place: Place | undefined,
    key: string,
  ): Promise<SentCard | undefined> {
    const changed = await change(card, edit);
    if (changed.kind === 'later') throw new SlackBusy('too many calls', changed.afterMs);
    if (changed.kind === 'changed') return undefined;
    return sendCard(said(edit(notedCard())), outlet, place, key);
  }

  async function openModal(reply: FormReply, outlet: Outlet): Promise<SentCard | undefined> {
    const { view, open } = await drawForm({ db, clock }, reply, outlet);
    if (outlet.trigger !== undefined) {
      try {
        await showModal(outlet.workspace, outlet.trigger, view);
        return undefined;
      } catch (cause) {
        // Slack opens it for three seconds after the press only; what was typed is kept, so a button opens it later.
        if (!(cause instanceof SlackRefusal)) throw cause;
      }
    }
    const card = openFormCard(open.form.title, open.key);
    return sendCard(said(card), outlet, outlet.place, `${outlet.key}/form`);
  }

  async function upload(reply: DocumentReply, outlet: Outlet, place: Place | undefined) {
    const { workspace, from } = outlet;
    if (place !== undefined && !outlet.isAlone) {
      try {
        return await uploadDocument(workspace, reply, place);
      } catch (cause) {
        if (!isPlaceGone(cause) || place.kind === 'direct') throw cause;
      }
    }
    const to = { workspace, team: teamOf(from), user: from.userId };
    return inDirect(directChannel, to, (channel) => uploadDocument(workspace, reply, { channel }));
  }

  return async (replies, outlet) => {
    const sent: SentCard[] = [];
    const isHushed = outlet.isConfidential && outlet.place?.kind === 'shared';
    const place = isHushed ? undefined : outlet.place;
    for (const [at, reply] of replies.entries()) {
      const key = `${outlet.key}/${at}`;
      switch (reply.kind) {
        case 'card':
          sent.push(...shown(reply, await sendCard(reply, { ...outlet, place }, place, key)));
          break;
        case 'edit':
          sent.push(...some(await editCard(reply, { ...outlet, place }, place, key)));
          break;
        case 'form':
          sent.push(...some(await openModal(reply, outlet)));
          break;
        case 'document':
          await upload(reply, outlet, place);
          break;
      }
    }
    if (isHushed) {
      const note = said(answeredPrivatelyCard());
      sent.push(...some(await sendCard(note, outlet, outlet.place, `${outlet.key}/note`)));
    }
    return sent;
  };
}

/** After a command all of it; in a channel also what only whoever pressed a button has use for. */
function isForOneOnly({ outcome }: CardReply, outlet: Outlet): boolean {
  if (outlet.isAlone) return true;
  if (outlet.place?.kind !== 'shared') return false;
  const isAside = outcome.kind === 'said' || outcome.kind === 'no-answer';
  return outlet.isPressed && isAside;
}

function said(card: Card): CardReply {
  return { kind: 'card', card, outcome: { kind: 'said' } };
}

/** What nobody can change later cannot be drawn anew. */
function shown({ shows }: CardReply, sent: SentCard | undefined): readonly SentCard[] {
  return some(sent).map((card) => ({ ...card, shows }));
}

function some<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
