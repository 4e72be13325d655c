import { closeForm, type FormKey, type OpenForm, openForm } from '#assistant/forms/open-forms.ts';
import type { CardReply, FormReply, Reply } from '#assistant/turn.ts';
import { appendCards, editCard, replaceAnswers } from '#channels/web/conversation/answers.ts';
import { holdChanges } from '#channels/web/conversation/changes.ts';
import { findMessage, type Message, readAnswers } from '#channels/web/conversation/history.ts';
import { isQuestion, type Question, settleQuestion } from '#channels/web/conversation/questions.ts';
import { messageIdFrom, messageName } from '#channels/web/message-name.ts';
import { standFor, standForNothing } from '#foundation/delivery/notice.ts';
import type { Db } from '#foundation/store/database.ts';

/** A turn that has been answered, as far as storing goes. */
export interface Answered {
  readonly personId: string;
  /** Absent when a button was pressed or a form sent. */
  readonly question: Question | undefined;
  readonly card: string | undefined;
  readonly sentForm: FormKey | undefined;
  readonly at: Date;
}

export interface StoredReplies {
  /** What the turn wrote or changed, and the question that it answers. */
  readonly messages: readonly Message[];
  readonly form: { readonly open: OpenForm; readonly reply: FormReply } | undefined;
}

/** Writes all that a turn brought, or nothing. Within a transaction. */
export async function storeReplies(
  tx: Db,
  answered: Answered,
  replies: readonly Reply[],
): Promise<StoredReplies> {
  const messages = [...(await storeCards(tx, answered, replies))];
  for (const reply of replies) {
    if (reply.kind !== 'edit') continue;
    const id = messageIdFrom(reply.card);
    const edited = id && (await editCard(tx, id, reply.edit, answered.at));
    if (edited) messages.push(edited);
  }
  return { messages, form: await storeForm(tx, answered, replies) };
}

async function storeCards(
  tx: Db,
  { personId, question, card, at }: Answered,
  replies: readonly Reply[],
): Promise<readonly Message[]> {
  const said = replies.filter((reply) => reply.kind === 'card');
  const cards = said.map((reply) => reply.card);
  if (question === undefined) {
    const appended = await appendCards(tx, { personId, answers: card ?? null, at }, cards);
    await standForAll(tx, said, appended, at);
    return appended;
  }

  await holdChanges(tx);
  const now = await findMessage(tx, question.id);
  if (now === undefined || !isQuestion(now)) return [];
  // It was edited while this was being answered: the answer to its new words comes from that turn.
  if (now.content.turn !== question.content.turn) {
    return [now, ...(await readAnswers(tx, now.id))];
  }
  await standForNothing(
    tx,
    (await readAnswers(tx, now.id)).map(({ id }) => messageName(id)),
  );
  const changed = await replaceAnswers(tx, { personId, answers: now.id, at }, cards);
  await standForAll(tx, said, await readAnswers(tx, now.id), at);
  return [await settleQuestion(tx, now), ...changed];
}

async function standForAll(
  tx: Db,
  replies: readonly CardReply[],
  messages: readonly Message[],
  at: Date,
): Promise<void> {
  for (const [place, { shows }] of replies.entries()) {
    const message = messages[place];
    if (shows && message) await standFor(tx, shows, messageName(message.id), at);
  }
}

async function storeForm(
  tx: Db,
  { personId, card, sentForm, at }: Answered,
  replies: readonly Reply[],
): Promise<StoredReplies['form']> {
  const reply = replies.find((one) => one.kind === 'form');
  if (sentForm !== undefined && reply?.form.name !== sentForm.form) await closeForm(tx, sentForm);
  return reply && { open: await openForm(tx, personId, reply, { card, at }), reply };
}
