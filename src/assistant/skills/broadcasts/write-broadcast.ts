import { z } from 'zod';
import {
  type Answered,
  answered,
  type Broadcasting,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import { showDesk } from '#assistant/skills/broadcasts/desk.ts';
import { forOspo } from '#assistant/skills/broadcasts/for-ospo.ts';
import { readBroadcastForm } from '#assistant/skills/broadcasts/read-broadcast-form.ts';
import { groupNames } from '#assistant/skills/requests/request-parts.ts';
import {
  broadcastForm,
  correctForm,
  filledWith,
} from '#assistant/views/broadcasts/broadcast-form.ts';
import {
  noSuchBroadcastCard,
  onlyOspoBroadcastsCard,
} from '#assistant/views/broadcasts/refused-cards.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import type { Answers, Form } from '#foundation/cards/form.ts';
import { idOf, newId } from '#foundation/kernel/ids.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import type { Db } from '#foundation/store/database.ts';
import { findBroadcast } from '#office/broadcasts/broadcast.ts';
import { changedHandbook, SeenChange } from '#office/broadcasts/handbook/handbook-change.ts';
import { hasBegun, isOnTheDesk } from '#office/broadcasts/lifecycle.ts';
import type { Written } from '#office/broadcasts/write.ts';

/** What a form for a broadcast carries: which one is changed, and as it was seen. */
const Context = z.object({ id: z.uuid(), seen: z.int().min(1) });

/** What a form for a new broadcast carries that was offered because the handbook has changed. */
const AboutHandbook = SeenChange.extend({ about: z.literal('handbook') });

/** Opens the form in which the OSPO writes to many, with what is known filled in. */
export function openWrite(
  about: 'policy' | 'handbook' | undefined,
  broadcasting: Broadcasting,
): Promise<Answered> {
  return forOspo(broadcasting, async (db) => {
    if (about === 'handbook') return openAboutHandbook(db, broadcasting);
    const kept = about === 'policy' ? await draftOfPolicy(db, broadcasting) : undefined;
    const form = newForm(broadcasting);
    return answered({ kind: 'form', form, context: null, ...(kept && { kept }) });
  });
}

/** What changed in the policy, in words that everybody understands. */
async function draftOfPolicy(
  db: Db,
  { policy, forms, clock }: Broadcasting,
): Promise<Answers | undefined> {
  const [{ policyChange }, { policyDraft }] = await Promise.all([
    import('#assistant/notices/policy-offer.ts'),
    import('#assistant/views/broadcasts/policy-offer-card.ts'),
  ]);
  const change = await policyChange(db, { policy, forms, on: clock.now() });
  return change && policyDraft(change);
}

/** With what changed in the handbook, in plain words; once somebody has dealt with it, there is nothing to write about. */
async function openAboutHandbook(db: Db, broadcasting: Broadcasting): Promise<Answered> {
  const { handbookDoneCard, handbookDraft } = await import(
    '#assistant/views/broadcasts/handbook-offer-card.ts'
  );
  const change = await changedHandbook(db);
  if (!change) return say(handbookDoneCard());
  const { offer, sha256 } = change;
  const context: z.infer<typeof AboutHandbook> = { about: 'handbook', offer, sha256 };
  return answered({
    kind: 'form',
    form: newForm(broadcasting),
    context,
    kept: handbookDraft(change),
  });
}

/** Takes a broadcast that was written: a draft from now on, or changed. */
export function takeWritten(sent: SentForm, broadcasting: Broadcasting): Promise<Answered> {
  return forOspo(broadcasting, async (db) => {
    const change = Context.safeParse(sent.context).data;
    const form = newForm(broadcasting, change === undefined);
    const read = await readBroadcastForm(db, form, sent.answers, broadcasting);
    if (read.kind === 'invalid') {
      const { kept, errors } = read;
      return answered({ kind: 'form', form, context: sent.context, kept, errors });
    }
    const { draftBroadcast, changeDraft } = await import('#office/broadcasts/write.ts');
    const { content } = read;
    const written = change
      ? await changeDraft(db, { ...change, content }, broadcasting)
      : await draftBroadcast(db, content, broadcasting, {
          id: draftId(sent, broadcasting),
          about: AboutHandbook.safeParse(sent.context).data,
        });
    return sayWritten(written, { form, sent, kept: filledWith(content) }, broadcasting);
  });
}

/** The same when the same sending is dealt with again, because its end was not heard. */
function draftId({ sentAs }: SentForm, { personId }: Broadcasting): string {
  return sentAs === undefined ? newId() : idOf(`broadcast ${personId} ${sentAs}`);
}

/** Opens a draft to be changed, or the text of what has begun to go out to be corrected. */
export function openChange(
  id: string,
  card: string | undefined,
  broadcasting: Broadcasting,
): Promise<Answered> {
  return forOspo(broadcasting, async (db) => {
    const broadcast = await findBroadcast(db, id);
    if (!broadcast) return say(noSuchBroadcastCard(), { kind: 'no-answer' });
    const { state, version: seen, content } = broadcast;
    const context = { id, seen };
    if (isOnTheDesk(state)) {
      const form = newForm(broadcasting, false);
      return answered({ kind: 'form', form, context, kept: filledWith(content) });
    }
    if (!hasBegun(state)) return showDesk(db, broadcast, card, broadcasting);
    const { title, body } = content;
    return answered({ kind: 'form', form: correctForm, context, kept: { title, body } });
  });
}

/** Takes the corrected text of what has begun to go out. */
export function takeCorrection(sent: SentForm, broadcasting: Broadcasting): Promise<Answered> {
  return forOspo(broadcasting, async (db) => {
    const change = Context.safeParse(sent.context).data;
    if (!change) return say(staleCard(), { kind: 'no-answer' });
    const checked = checkAnswers(correctForm, sent.answers);
    if (checked.kind === 'invalid') {
      const { kept, errors } = checked;
      return answered({ kind: 'form', form: correctForm, context: sent.context, kept, errors });
    }
    const title = String(checked.values.title);
    const body = String(checked.values.body);
    const { correctBroadcast } = await import('#office/broadcasts/write.ts');
    const written = await correctBroadcast(db, { ...change, title, body }, broadcasting);
    return sayWritten(written, { form: correctForm, sent, kept: { title, body } }, broadcasting);
  });
}

function newForm({ office, policy, places, clock }: Broadcasting, isNew = true): Form {
  const today = clock.now().toISOString().slice(0, 10);
  const { topics } = office.broadcasts;
  const hasChannels = places.isAny();
  const groups = groupNames({ policy, office });
  return broadcastForm({ topics, groups, hasChannels, today }, isNew);
}

async function sayWritten(
  written: Written,
  { form, sent, kept }: { readonly form: Form; readonly sent: SentForm; readonly kept: Answers },
  broadcasting: Broadcasting,
): Promise<Answered> {
  const { db, office } = broadcasting;
  switch (written.kind) {
    case 'written':
    case 'moved-on':
      if (!db) return say(staleCard(), { kind: 'no-answer' });
      return showDesk(db, written.broadcast, sent.card, broadcasting);
    case 'changed-meanwhile': {
      // What was typed stays; whoever reads what the other wrote, and still wants it, sends it once more.
      const { id, version, content } = written.broadcast;
      const now = filledWith(content);
      const context = { id, seen: version };
      return answered({ kind: 'form', form, context, kept, errors: differences(form, now, kept) });
    }
    case 'not-found':
      return say(noSuchBroadcastCard(), { kind: 'no-answer' });
    case 'not-ospo':
      return say(onlyOspoBroadcastsCard(contactFor(office, 'broadcasts')));
    default:
      return unreachable(written);
  }
}

/** Beside each field in which it differs from what somebody else wrote meanwhile. */
function differences(form: Form, now: Answers, typed: Answers): Readonly<Record<string, string>> {
  const fields = form.pages.flatMap((page) => page.fields);
  const differing = fields.filter(({ id }) => String(now[id] ?? '') !== String(typed[id] ?? ''));
  const [first] = fields;
  const shown = differing.length > 0 ? differing : first ? [first] : [];
  return Object.fromEntries(
    shown.map(({ id }) => [
      id,
      `Somebody changed this broadcast meanwhile; here it says “${String(now[id] ?? 'nothing').slice(0, 200)}”. Send again to save what you wrote.`,
    ]),
  );
}
