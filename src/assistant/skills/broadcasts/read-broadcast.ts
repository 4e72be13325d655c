import { z } from 'zod';
import {
  type Answered,
  answered,
  type Broadcasting,
  onCard,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import { broadcastCard, unreadCard } from '#assistant/views/broadcasts/broadcast-card.ts';
import { confirmForm } from '#assistant/views/broadcasts/broadcast-form.ts';
import {
  nothingToConfirmCard,
  notYourBroadcastCard,
  nowhereForBroadcastsCard,
  subscribedCard,
} from '#assistant/views/broadcasts/refused-cards.ts';
import { subscriptionsCard } from '#assistant/views/broadcasts/subscriptions-card.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Broadcast } from '#office/broadcasts/broadcast.ts';

/** Shows somebody a broadcast that went to them. */
export async function readOne(id: string, broadcasting: Broadcasting): Promise<Answered> {
  const { db, personId, office } = broadcasting;
  if (!db) return say(nowhereForBroadcastsCard());
  const [{ findBroadcast }, { acknowledgedAt, isRecipient }] = await Promise.all([
    import('#office/broadcasts/broadcast.ts'),
    import('#office/broadcasts/readers/acknowledge.ts'),
  ]);
  const broadcast = await findBroadcast(db, id);
  if (!broadcast || !(await isRecipient(db, id, personId))) return say(notYourBroadcastCard());
  const at = await acknowledgedAt(db, id, personId);
  return say(broadcastCard(broadcast, { from: office.name, acknowledgedAt: at }));
}

/** What somebody still has to confirm. */
export async function listUnread(broadcasting: Broadcasting): Promise<Answered> {
  const { db, personId, office } = broadcasting;
  if (!db) return say(nowhereForBroadcastsCard());
  const { unreadBy } = await import('#office/broadcasts/readers/remind.ts');
  return say(unreadCard(await unreadBy(db, personId), office.name));
}

/** Takes that somebody has read it; where a question stands before that, it is asked. */
export async function pressAcknowledge(
  id: string,
  card: string | undefined,
  broadcasting: Broadcasting,
): Promise<Answered> {
  const { db, personId, clock, office } = broadcasting;
  if (!db) return say(nowhereForBroadcastsCard());
  const { acknowledge } = await import('#office/broadcasts/readers/acknowledge.ts');
  const done = await acknowledge(db, id, { personId, clock, card });
  switch (done.kind) {
    case 'acknowledged':
      return onCard(
        card,
        broadcastCard(done.broadcast, { from: office.name, acknowledgedAt: done.at }),
      );
    case 'asked':
      return ask(done.broadcast);
    case 'not-wanted':
      return say(nothingToConfirmCard(done.broadcast));
    case 'wrong-answer':
    case 'not-theirs':
      return say(notYourBroadcastCard());
    default:
      return unreachable(done);
  }
}

function ask(broadcast: Broadcast): Answered {
  const form = confirmForm(broadcast);
  if (!form) return say(nothingToConfirmCard(broadcast));
  return answered({ kind: 'form', form, context: { id: broadcast.id } });
}

const Context = z.object({ id: z.uuid() });

/** Takes the answer to the question. A wrong one may be tried again, once it was read again. */
export async function takeConfirmation(
  sent: SentForm,
  broadcasting: Broadcasting,
): Promise<Answered> {
  const { db, personId, clock, office } = broadcasting;
  const context = Context.safeParse(sent.context).data;
  if (!db || !context) return say(staleCard(), { kind: 'no-answer' });
  const { findBroadcast } = await import('#office/broadcasts/broadcast.ts');
  const broadcast = await findBroadcast(db, context.id);
  const form = broadcast && confirmForm(broadcast);
  if (!form) return say(staleCard(), { kind: 'no-answer' });
  const checked = checkAnswers(form, sent.answers);
  if (checked.kind === 'invalid') {
    const { kept, errors } = checked;
    return answered({ kind: 'form', form, context, kept, errors });
  }
  const { acknowledge } = await import('#office/broadcasts/readers/acknowledge.ts');
  const answer = Number(checked.values.answer);
  const done = await acknowledge(db, context.id, { personId, clock, answer, card: sent.card });
  switch (done.kind) {
    case 'acknowledged': {
      const reading = { from: office.name, acknowledgedAt: done.at };
      return onCard(sent.card, broadcastCard(done.broadcast, reading));
    }
    case 'wrong-answer':
      return answered({
        kind: 'form',
        form,
        context,
        kept: checked.values,
        errors: {
          answer: 'That is not it. Please read the text again; you can try as often as you like.',
        },
      });
    case 'asked':
      return ask(done.broadcast);
    case 'not-wanted':
      return say(nothingToConfirmCard(done.broadcast));
    case 'not-theirs':
      return say(notYourBroadcastCard());
    default:
      return unreachable(done);
  }
}

/** What somebody hears of, to be changed. */
export async function showSubscriptions(broadcasting: Broadcasting): Promise<Answered> {
  const { db, personId, office } = broadcasting;
  if (!db) return say(nowhereForBroadcastsCard());
  const { subscriptionsOf } = await import('#office/broadcasts/readers/subscriptions.ts');
  return say(subscriptionsCard(office.broadcasts.topics, await subscriptionsOf(db, personId)));
}

/** Takes what somebody wants to hear of, or does not. */
export async function pressSubscription(
  change: { readonly topic: string; readonly wanted: boolean },
  card: string | undefined,
  broadcasting: Broadcasting,
): Promise<Answered> {
  const { db, office } = broadcasting;
  if (!db) return say(nowhereForBroadcastsCard());
  const { topics } = office.broadcasts;
  const isKnown = change.topic === 'news' || Object.hasOwn(topics, change.topic);
  if (!isKnown) return showSubscriptions(broadcasting);
  const { subscribe, subscriptionsOf } = await import(
    '#office/broadcasts/readers/subscriptions.ts'
  );
  const changed = await subscribe(db, change, broadcasting);
  const label = change.topic === 'news' ? 'news' : (topics[change.topic] ?? change.topic);
  const said = say(subscribedCard(label, change.wanted, changed));
  if (card === undefined) return said;
  const { personId } = broadcasting;
  const now = subscriptionsCard(topics, await subscriptionsOf(db, personId));
  // Pressed on the list it changes there; pressed on news it is said beside them.
  return {
    replies: [
      { kind: 'edit', card, edit: (before) => (before.title === now.title ? now : before) },
      ...said.replies,
    ],
  };
}
