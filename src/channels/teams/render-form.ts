import { teamsLimits } from '#channels/teams/limits.ts';
import type { Pressed } from '#channels/teams/pressed.ts';
import type { AdaptiveCard, CardElement, SubmitAction } from '#channels/teams/render/adaptive.ts';
import { actionTitle } from '#channels/teams/render/buttons.ts';
import { drawField, type TeamsPerson } from '#channels/teams/render/field.ts';
import {
  boldRuns,
  plain,
  plainRun,
  runsOf,
  withLook,
  wordsBlock,
} from '#channels/teams/render/words.ts';
import { answersSoFar } from '#foundation/cards/check-answers.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { type Form, isShown } from '#foundation/cards/form.ts';

/** One page of a form, as it stands. */
export interface FormState {
  readonly form: Form;
  /** From 0. */
  readonly page: number;
  /** What was typed so far, on this page and the others, by field id; unchecked. */
  readonly kept: Readonly<Record<string, unknown>>;
  /** What to mend, by field id. */
  readonly errors: Readonly<Record<string, string>>;
  /** By person id, to show who was chosen. */
  readonly people?: ReadonlyMap<string, TeamsPerson>;
  /** The page is shown again because something more is asked on it. */
  readonly asked?: boolean;
}

export interface FormDialog {
  readonly title: string;
  readonly card: AdaptiveCard;
  /** Ids of the fields that are on it. */
  readonly shown: readonly string[];
}

/** What brings the page back to us. */
export type DialogFrame = Pick<Pressed & { steward: 'page' }, 'context' | 'dialog'>;

/** The page as a dialog's card. A field that depends on another of the page is there once it is asked. */
export function formToDialog(state: FormState, frame: DialogFrame): FormDialog {
  const { form, kept, errors, people = new Map() } = state;
  const at = Math.min(Math.max(0, state.page), form.pages.length - 1);
  const page = form.pages[at];
  const answers = answersSoFar(form, kept);
  const asked = (page?.fields ?? []).filter((field) => isShown(field, answers));
  const shown = asked.map(({ id }) => id);
  const title = cutWords(plain(form.title), teamsLimits.dialogTitle);
  const body: CardElement[] = [
    ...(title === plain(form.title) ? [] : wordsBlock(boldRuns(form.title))),
    ...heading(form, at),
    ...(state.asked === true ? oneMore() : []),
    ...wordsBlock(runsOf(page?.intro ?? '', 'all')),
    ...asked.flatMap((field) =>
      drawField({
        field,
        kept: Object.hasOwn(kept, field.id) ? kept[field.id] : undefined,
        error: Object.hasOwn(errors, field.id) ? errors[field.id] : undefined,
        people,
      }),
    ),
    ...whatSubmitDoes(form, at),
  ];
  const { context, dialog } = frame;
  const sent = { form: form.name, context, dialog, page: at, shown };
  return {
    title,
    card: { type: 'AdaptiveCard', version: '1.5', body, actions: actions(form, sent) },
    shown,
  };
}

type Sent = Omit<Pressed & { steward: 'page' }, 'steward' | 'go'>;

function actions(form: Form, sent: Sent): readonly SubmitAction[] {
  const last = sent.page === form.pages.length - 1;
  const next: SubmitAction = {
    ...go('next', last ? form.submitLabel : 'Next', sent),
    style: 'positive',
  };
  return sent.page === 0 ? [next] : [next, go('back', 'Back', sent)];
}

/** All of a label that a button has no room for. */
function whatSubmitDoes(form: Form, at: number): CardElement[] {
  const label = plain(form.submitLabel);
  const title = actionTitle(label);
  if (at < form.pages.length - 1 || title === label) return [];
  return wordsBlock(withLook([plainRun(`“${title}” below: ${label}`)], { isSubtle: true }));
}

function go(way: 'next' | 'back', label: string, sent: Sent): SubmitAction {
  const data: Pressed = { steward: 'page', ...sent, go: way };
  return { type: 'Action.Submit', title: actionTitle(label), data };
}

function heading({ pages }: Form, at: number): CardElement[] {
  const title = boldRuns(pages[at]?.title ?? '');
  if (pages.length === 1) return wordsBlock(withLook(title, { size: 'medium' }));
  const step = `Page ${at + 1} of ${pages.length}`;
  return wordsBlock([
    ...withLook(title, { size: 'medium' }),
    ...withLook([plainRun(title.length === 0 ? step : ` · ${step}`)], { isSubtle: true }),
  ]);
}

function oneMore(): CardElement[] {
  const words = 'There is more to answer here, because of what you chose.';
  return wordsBlock(withLook([plainRun(words)], { weight: 'bolder' }));
}
