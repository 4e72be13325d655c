import { readFormAnswers } from '#assistant/forms/form-pages.ts';
import {
  closeForm,
  type FormKey,
  findOpenForm,
  keepTyped,
  type OpenForm,
} from '#assistant/forms/open-forms.ts';
import type { Respond } from '#assistant/turn.ts';
import type { SlackPeople } from '#channels/slack/calls/people.ts';
import { SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import type { Workspaces } from '#channels/slack/calls/workspaces.ts';
import {
  drawForm,
  drawPage,
  noteModal,
  replaceModal,
} from '#channels/slack/conversation/modals.ts';
import {
  type Outlet,
  readMetadata,
  senderIn,
  threadOf,
} from '#channels/slack/conversation/outlet.ts';
import { errorsToBlocks, readModal } from '#channels/slack/read-form.ts';
import { arrivalOf } from '#channels/slack/receive/arrival.ts';
import type { FormHeard, Heard, Sender } from '#channels/slack/receive/heard.ts';
import { optionsFor } from '#channels/slack/render-form.ts';
import type { SendReplies } from '#channels/slack/reply.ts';
import type { Intake, Try } from '#foundation/delivery/intake/intake.ts';
import type { SentCard } from '#foundation/delivery/sent-cards.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { type Log, placesOf } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';

export interface FormsOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly respond: Respond;
  readonly people: SlackPeople;
  readonly workspaces: Workspaces;
  readonly sendReplies: SendReplies;
  /** Sees that each submission is dealt with once. */
  readonly intake: Pick<Intake<Heard>, 'dealNow' | 'track'>;
}

/** Modals that are open. */
export interface Forms {
  /** What the acknowledgement says, within two seconds. */
  answer(heard: FormHeard, body: unknown): Promise<unknown>;
  /** Goes on with a submission whose process ended; there is nothing left to acknowledge. */
  goOn(heard: Extract<FormHeard, { kind: 'submit' }>, how: Try): Promise<readonly SentCard[]>;
}

type Modal = FormHeard['view'];

/** How far a submission has come. */
interface Progress {
  /** What was typed is kept. */
  isSaved: boolean;
  /** The modal has its answer already: what comes now takes its place. */
  isLate: boolean;
  /** The person was told that it was not saved, and sends it again: this one must not be sent too. */
  isRefused: boolean;
}
/** Undefined closes the modal. */
type Acknowledgement = Readonly<Record<string, unknown>> | undefined;

/** Slack takes a modal's answer for three seconds; ours goes out before that. */
const ANSWER_MS = 1_800;

export function createForms(options: FormsOptions): Forms {
  const { db, clock, log, respond, people, workspaces, sendReplies, intake } = options;

  async function find(from: Sender, view: Modal) {
    const frame = readMetadata(view.metadata);
    if (!frame) return undefined;
    const personId = await people.personOf(from);
    const key: FormKey = { personId, form: view.callbackId, context: frame.context };
    const open = await findOpenForm(db, key);
    return open && { open, frame, personId };
  }

  /** What was typed, with what was typed on other pages. */
  async function typedIn(open: OpenForm, page: number, view: Modal, from: Sender) {
    const typed = await readModal(open.form, page, view.values, (userId) =>
      people.personOf({ ...from, userId }, { isActing: false }),
    );
    return { ...open.kept, ...typed };
  }

  async function submit(
    from: Sender,
    view: Modal,
    body: unknown,
    progress: Progress,
  ): Promise<Acknowledgement> {
    const opened = await find(from, view);
    if (!opened) return showing(noteModal('Already sent', ALREADY));
    const { open, frame, personId } = opened;
    const answers = await typedIn(open, frame.page, view, from);
    const go = frame.page >= open.form.pages.length - 1 ? 'send' : 'next';
    const step = readFormAnswers(open.form, { page: frame.page, go, answers });
    await keepTyped(db, open, answers, clock.now());
    progress.isSaved = true;
    if (step.kind === 'show') {
      const shown = errorsToBlocks(open.form, frame.page, step.errors, view.values);
      const isHere = step.page === frame.page && Object.keys(shown).length > 0;
      if (isHere && !progress.isLate) return errors(shown);
      const kept = { ...open, kept: answers };
      return showing(await drawPage(db, kept, step.page, frame.place, step.errors));
    }
    const arrival = arrivalOf(body, clock.now());
    if (!arrival || progress.isRefused) return undefined;
    const found = { open, frame, personId, from, view };
    // Sent twice, by a client or after a restart: whoever was first deals with it.
    const done = await intake.dealNow(arrival, (how) => send(found, answers, how, progress));
    return done === 'known' ? undefined : done;
  }

  async function send(
    found: NonNullable<Awaited<ReturnType<typeof find>>> & {
      readonly from: Sender;
      readonly view: Modal;
    },
    answers: unknown,
    how: Try,
    progress: Progress,
  ): Promise<{ result: Acknowledgement; cards: readonly SentCard[] }> {
    const { open, frame, personId, view } = found;
    const { form, context, card } = open;
    const workspace = await workspaces.find(found.from);
    const from = senderIn(workspace, found.from);
    const replies = await respond({
      personId,
      thread: threadOf(from, frame.place),
      content: {
        kind: 'form',
        form: form.name,
        context,
        answers,
        sentAs: how.id,
        ...(card !== undefined && { card }),
      },
    });
    const outlet: Outlet = {
      workspace,
      from,
      personId,
      place: frame.place,
      respondAt: undefined,
      isAlone: false,
      isConfidential: false,
      isPressed: true,
      trigger: undefined,
      card,
      key: how.id,
      isRetry: how.attempt > 1,
    };
    const again = replies.find((reply) => reply.kind === 'form');
    if (again) {
      const drawn = await drawForm({ db, clock }, again, outlet);
      const shown = errorsToBlocks(form, frame.page, again.errors ?? {}, view.values);
      const isHere =
        !progress.isLate && again.form.name === form.name && Object.keys(shown).length > 0;
      return { result: isHere ? errors(shown) : showing(drawn.view), cards: [] };
    }
    const cards = await sendReplies(replies, outlet);
    await closeForm(db, open.key);
    return { result: undefined, cards };
  }

  function failed(cause: unknown): 'failed' {
    log.warn(placesOf(cause), 'a form could not be dealt with');
    return 'failed';
  }

  /** The rest of a submission that took too long to be answered in time, in the modal that may still be open. */
  async function finishLater(from: Sender, view: Modal, work: Promise<Acknowledgement>) {
    try {
      const late = await work;
      const shown = modalOf(late) ?? noteModal('Done', 'Your answers have arrived.');
      await replaceModal(await workspaces.find(from), { id: view.id }, shown);
    } catch (cause) {
      // Closed meanwhile, or Slack is away: what was sent is taken up again by its row.
      const isClosed = cause instanceof SlackRefusal;
      log[isClosed ? 'debug' : 'warn']({}, 'a modal could not be told how it went');
    }
  }

  async function turnPage(heard: Extract<FormHeard, { kind: 'turn-page' }>): Promise<void> {
    const { from, view, isBack } = heard;
    const found = await find(from, view);
    if (!found) return;
    const { open, frame } = found;
    const kept = await typedIn(open, frame.page, view, from);
    await keepTyped(db, open, kept, clock.now());
    const page = isBack ? Math.max(0, frame.page - 1) : frame.page;
    const shown = await drawPage(db, { ...open, kept }, page, frame.place);
    try {
      await replaceModal(await workspaces.find(from), { id: view.id, hash: view.hash }, shown);
    } catch (cause) {
      // Something newer stands there already.
      if (!(cause instanceof SlackRefusal)) throw cause;
    }
  }

  return {
    async answer(heard, body) {
      const { from, view } = heard;
      switch (heard.kind) {
        case 'submit': {
          const progress: Progress = { isSaved: false, isLate: false, isRefused: false };
          const work = submit(from, view, body, progress);
          const first = await Promise.race([work.catch(failed), late()]);
          if (first !== 'late' && first !== 'failed') return first;
          progress.isLate = true;
          if (!progress.isSaved) {
            progress.isRefused = true;
            return cannotSave(view.values);
          }
          if (first === 'late') intake.track(finishLater(from, view, work));
          return showing(noteModal('Saved, still checking', first === 'late' ? LATE : FAILED));
        }
        case 'turn-page':
          // Slack shows nothing of the acknowledgement: the page comes by itself.
          intake.track(
            turnPage(heard).catch((cause: unknown) => {
              log.warn(placesOf(cause), 'a page was not drawn');
            }),
          );
          return undefined;
        case 'options': {
          const found = await find(from, view).catch(() => undefined);
          if (!found) return { options: [] };
          const { open, frame } = found;
          return { options: optionsFor(open.form, frame.page, heard.field, heard.typed) };
        }
      }
    },
    async goOn({ from, view }, how) {
      const found = await find(from, view);
      if (!found) return [];
      const progress: Progress = { isSaved: true, isLate: true, isRefused: false };
      const { cards } = await send({ ...found, from, view }, found.open.kept, how, progress);
      return cards;
    },
  };
}

const ALREADY = 'This form was sent already, or has been open for too long. Please open it again.';
const LATE = 'Your answers are saved. This takes longer than usual; you will hear from me here.';
const FAILED =
  'Your answers are saved, and something broke on our side. I try again by myself; if you hear nothing, open the form again: your answers are still in it.';
const CANNOT_SAVE =
  'Steward cannot save this just now. Your answers are still here: please send them again in a minute.';

function showing(view: unknown): Acknowledgement {
  return { response_action: 'update', view };
}

function errors(byBlock: Readonly<Record<string, string>>): Acknowledgement {
  return { response_action: 'errors', errors: byBlock };
}

/** Keeps the modal open, with all that was typed. */
function cannotSave(values: unknown): Acknowledgement {
  const [first] = Object.keys(typeof values === 'object' && values !== null ? values : {});
  return first === undefined
    ? showing(noteModal('Not saved', CANNOT_SAVE))
    : errors({ [first]: CANNOT_SAVE });
}

function modalOf(acknowledgement: Acknowledgement) {
  return acknowledgement?.response_action === 'update'
    ? (acknowledgement.view as ReturnType<typeof noteModal>)
    : undefined;
}

function late(): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), ANSWER_MS).unref());
}
