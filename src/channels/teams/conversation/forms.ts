import { readFormAnswers } from '#assistant/forms/form-pages.ts';
import { closeForm, findOpenForm, keepTyped, type OpenForm } from '#assistant/forms/open-forms.ts';
import type { Respond } from '#assistant/turn.ts';
import { openFormCard } from '#assistant/views/forms/form-cards.ts';
import type { TeamsPeople } from '#channels/teams/calls/people.ts';
import type { Asides } from '#channels/teams/conversation/asides.ts';
import { closedDialog, type Dialog, noteDialog } from '#channels/teams/conversation/dialog.ts';
import type { FormDialogs } from '#channels/teams/conversation/form-dialogs.ts';
import { type Outlet, pressedOutlet, threadOf } from '#channels/teams/conversation/outlet.ts';
import { readDialog } from '#channels/teams/read-form.ts';
import type { PageHeard } from '#channels/teams/receive/heard.ts';
import type { SendReplies } from '#channels/teams/reply.ts';
import { answersSoFar } from '#foundation/cards/check-answers.ts';
import { isShown } from '#foundation/cards/form.ts';
import type { Arrival } from '#foundation/delivery/intake/arrivals.ts';
import type { Intake, Try } from '#foundation/delivery/intake/intake.ts';
import type { SentCard } from '#foundation/delivery/sent-cards.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { inTime } from '#foundation/kernel/in-time.ts';
import { type Log, placesOf } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';

export interface FormsOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly respond: Respond;
  readonly people: TeamsPeople;
  readonly dialogs: FormDialogs;
  readonly asides: Asides;
  readonly sendReplies: SendReplies;
  /** Sees that each form is sent once. */
  readonly intake: Pick<Intake<unknown>, 'dealNow' | 'track'>;
}

/** Forms that are open in dialogs. */
export interface Forms {
  /** What the dialog becomes; until `until`, by `performance.now()`. */
  answer(heard: PageHeard, arrival: Arrival, until: number): Promise<Dialog>;
  /** Goes on with a form whose process ended while it was sent; nobody waits any more. */
  goOn(heard: PageHeard, how: Try): Promise<readonly SentCard[]>;
}

/** How far a page has come. */
interface Progress {
  /** What was typed is kept. */
  isSaved: boolean;
  /** The dialog has its answer already. */
  isLate: boolean;
  /** The person was told that it was not saved, and sends it again: this one must not be sent too. */
  isRefused: boolean;
}

/** What became of a page; `open` when there is something to do in the form still. */
interface Dealt {
  readonly dialog: Dialog;
  readonly open?: { readonly form: OpenForm; readonly outlet: Outlet };
}

export function createForms(options: FormsOptions): Forms {
  const { db, clock, log, respond, people, dialogs, asides, sendReplies, intake } = options;

  async function find(heard: PageHeard) {
    const { from, place, form, context } = heard;
    const personId = await people.personOf(from, place);
    const open = await findOpenForm(db, { personId, form, context });
    return open && { open, personId, heard };
  }

  async function deal(heard: PageHeard, arrival: Arrival, progress: Progress): Promise<Dealt> {
    const found = await find(heard);
    if (!found) return { dialog: noteDialog(ALREADY) };
    const { from, page, shown, dialog } = heard;
    const typed = await readDialog(found.open.form, page, heard.values, shown, (aadObjectId) =>
      people.personNamed(aadObjectId, from),
    );
    const kept = { ...found.open.kept, ...typed };
    await keepTyped(db, found.open, kept, clock.now());
    progress.isSaved = true;
    const open = { ...found.open, kept };
    const still = { form: open, outlet: outletOf({ ...found, open }) };
    const show = async (at: number, more: { errors?: Problems; asked?: boolean } = {}) => ({
      dialog: await dialogs.draw(from, { open, page: at, dialog, ...more }),
      open: still,
    });
    if (heard.go === 'back') return show(Math.max(0, page - 1));

    const isLast = page >= open.form.pages.length - 1;
    const go = isLast ? 'send' : 'next';
    const unseen = unseenOn(open, page, shown);
    if (unseen.length > 0) {
      const step = readFormAnswers(open.form, { page, go: 'next', answers: kept });
      const errors = step.kind === 'show' && step.page === page ? step.errors : {};
      return show(page, { errors: without(errors, unseen), asked: true });
    }
    const step = readFormAnswers(open.form, { page, go, answers: kept });
    if (step.kind === 'show') return show(step.page, { errors: step.errors });
    if (progress.isRefused) return { dialog: closedDialog };
    const isAwaited = () => !progress.isLate;
    const done = await intake.dealNow(arrival, (how) => send({ ...found, open }, how, isAwaited));
    return done === 'known' ? { dialog: closedDialog } : done;
  }

  async function send(
    found: NonNullable<Awaited<ReturnType<typeof find>>>,
    how: Try,
    isAwaited: () => boolean,
  ): Promise<{ result: Dealt; cards: readonly SentCard[] }> {
    const { open, heard } = found;
    const { form, context, card, kept } = open;
    const outlet = outletOf(found);
    const content = { kind: 'form', form: form.name, context, answers: kept } as const;
    const replies = await respond({
      personId: outlet.personId,
      thread: threadOf(heard.place),
      content: { ...content, sentAs: how.id, ...(card !== undefined && { card }) },
    });
    const again = replies.find((reply) => reply.kind === 'form');
    if (again && isAwaited()) {
      const dialog = await dialogs.open(again, outlet);
      return { result: { dialog, open: { form: open, outlet } }, cards: [] };
    }
    if (heard.isAside && isAwaited()) {
      const dialog = await asides.show(replies, outlet);
      await closeForm(db, open.key);
      return { result: { dialog }, cards: [] };
    }
    const cards = await sendReplies(replies, outlet);
    // What is to be mended stays open, and was offered in the conversation.
    if (!again) await closeForm(db, open.key);
    return { result: { dialog: closedDialog }, cards };
  }

  /** A dialog that has its answer cannot be changed any more: what is to be mended is offered in the conversation. */
  async function finishLater(work: Promise<Dealt>): Promise<void> {
    try {
      const { open } = await work;
      if (!open) return;
      const card = openFormCard(open.form.form.title, open.form.key);
      await sendReplies([{ kind: 'card', card, outcome: { kind: 'said' } }], open.outlet);
    } catch (cause) {
      // What was sent is taken up again by its row.
      log.warn(placesOf(cause), 'how a form went could not be told');
    }
  }

  /** The same page with all that was typed, and why it stays. */
  async function cannotSave(heard: PageHeard): Promise<Dialog> {
    const open = dialogs.byHeart(heard);
    // Then Teams says that Steward is away, and leaves the dialog as it is.
    if (!open) throw notSaved();
    const { page, shown, dialog } = heard;
    const people = new Map<string, { readonly id: string; readonly name: string }>();
    const typed = await readDialog(open.form, page, heard.values, shown, async (aadObjectId) => {
      people.set(aadObjectId, { id: aadObjectId, name: 'The person you chose' });
      return aadObjectId;
    });
    const [first = ''] = shown;
    const kept = { ...open.kept, ...typed };
    const errors = { [first]: CANNOT_SAVE };
    return dialogs.drawByHeart({ open: { ...open, kept }, page, dialog, errors }, people);
  }

  return {
    async answer(heard, arrival, until) {
      const progress: Progress = { isSaved: false, isLate: false, isRefused: false };
      const work = deal(heard, arrival, progress);
      const first = await inTime(work, until, log);
      if (first !== 'late' && first !== 'failed') return first.dialog;
      progress.isLate = true;
      if (!progress.isSaved) {
        progress.isRefused = true;
        return cannotSave(heard);
      }
      if (first === 'late') intake.track(finishLater(work));
      return noteDialog(first === 'late' ? LATE : FAILED);
    },
    async goOn(heard, how) {
      const found = await find(heard);
      if (!found) return [];
      const { cards } = await send(found, how, () => false);
      return cards;
    },
  };
}

type Problems = Readonly<Record<string, string>>;

const ALREADY = 'This form was sent already, or has been open for too long. Please open it again.';
const LATE = 'Your answers are saved. This takes longer than usual; you will hear from me here.';
const FAILED =
  'Your answers are saved, and something broke on our side. I try again by myself; if you hear nothing, open the form again: your answers are still in it.';
const CANNOT_SAVE =
  'Steward cannot save this just now. Your answers are still here: please send them again in a minute.';

function notSaved(): StewardError {
  return new StewardError('unavailable', 'a form could not be saved', { advice: CANNOT_SAVE });
}

function outletOf({
  open,
  personId,
  heard,
}: {
  readonly open: OpenForm;
  readonly personId: string;
  readonly heard: PageHeard;
}): Outlet {
  const { from, place } = heard;
  const { form, context, card, kept } = open;
  const content = { kind: 'form', form: form.name, context, answers: kept } as const;
  const isAlone = heard.isAside;
  return pressedOutlet({ from, personId, place, card, content, isAlone });
}

/** Fields of the page that are asked by now, and were not on it. */
function unseenOn({ form, kept }: OpenForm, page: number, shown: readonly string[]) {
  const answers = answersSoFar(form, kept);
  return (form.pages[page]?.fields ?? [])
    .filter((field) => isShown(field, answers) && !shown.includes(field.id))
    .map(({ id }) => id);
}

function without(errors: Problems, ids: readonly string[]): Problems {
  return Object.fromEntries(Object.entries(errors).filter(([id]) => !ids.includes(id)));
}
