import type { types } from '@slack/bolt';
import { slackLimits } from '#channels/slack/limits.ts';
import { drawField } from '#channels/slack/render/field.ts';
import { drawOptions } from '#channels/slack/render/options.ts';
import { boldWords, drawWords, plain, wordsBlock } from '#channels/slack/render/words.ts';
import { answersSoFar } from '#foundation/cards/check-answers.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { type Form, isShown } from '#foundation/cards/form.ts';
import { visible } from '#foundation/cards/text.ts';

/** One page of a form, as it stands. */
export interface FormState {
  readonly form: Form;
  /** From 0. */
  readonly page: number;
  /** What was typed so far, on this page and the others, by field id; unchecked. */
  readonly kept: Readonly<Record<string, unknown>>;
  /** What to mend, by field id. */
  readonly errors: Readonly<Record<string, string>>;
  /** Slack users by person id, to show who was chosen. */
  readonly people?: ReadonlyMap<string, string>;
}

/** What brings the modal back to us. */
export interface ModalFrame {
  readonly callbackId: string;
  readonly metadata: string;
}

/**
 * The page as a modal. Each field is a block with the field's id. A field that depends on another of the page is there
 * once it is asked; the one it depends on sends a `block_actions` at each change, to draw the page again.
 */
export function formToModal(state: FormState, frame: ModalFrame): types.ModalView {
  const { form } = state;
  const at = Math.min(Math.max(0, state.page), form.pages.length - 1);
  const last = at === form.pages.length - 1;
  const title = cutWords(visible(form.title), slackLimits.viewTitle);
  const label = last ? visible(form.submitLabel) : 'Next';
  const submit = cutWords(label, slackLimits.viewButton);
  return {
    type: 'modal',
    callback_id: frame.callbackId,
    private_metadata: frame.metadata,
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    blocks: [
      ...(title === visible(form.title) ? [] : wordsBlock(boldWords(form.title))),
      ...heading(form, at),
      ...wordsBlock(drawWords(form.pages[at]?.intro ?? '')),
      ...fields(state, at),
      ...(submit === label ? [] : whatSubmitDoes(submit, label)),
      ...(at === 0 ? [] : [backButton]),
    ],
  };
}

/** What a menu offers that asks us for its options: those that have in them what was typed. */
export function optionsFor(
  form: Form,
  page: number,
  fieldId: string,
  words: string,
): readonly types.PlainTextOption[] {
  const field = form.pages[page]?.fields.find(({ id }) => id === fieldId);
  if (field === undefined) return [];
  const sought = words.trim().toLowerCase();
  return drawOptions(field)
    .map(({ drawn }) => drawn)
    .filter(({ text, description }) =>
      `${text.text}${description?.text ?? ''}`.toLowerCase().includes(sought),
    )
    .slice(0, slackLimits.options);
}

const backButton: types.ActionsBlock = {
  type: 'actions',
  elements: [{ type: 'button', action_id: 'form.back', text: plain('Back'), value: 'back' }],
};

function heading({ pages }: Form, at: number): types.KnownBlock[] {
  const title = boldWords(pages[at]?.title ?? '');
  if (pages.length === 1) return wordsBlock(title);
  const step = `Page ${at + 1} of ${pages.length}`;
  return wordsBlock([...title, ...drawWords(title.length === 0 ? step : ` · ${step}`)]);
}

function fields({ form, kept, errors, people = new Map() }: FormState, at: number) {
  const onPage = form.pages[at]?.fields ?? [];
  const decisive = new Set(onPage.map(({ showWhen }) => showWhen?.field));
  const answers = answersSoFar(form, kept);
  const asked = onPage.filter((field) => isShown(field, answers));
  return asked.flatMap((field): types.KnownBlock[] => [
    ...(Object.hasOwn(errors, field.id) ? problem(errors[field.id] ?? '') : []),
    drawField({
      field,
      kept: Object.hasOwn(kept, field.id) ? kept[field.id] : undefined,
      decides: decisive.has(field.id),
      people,
    }),
  ]);
}

/** Directly above its field, in words that say that something is wrong. */
function problem(error: string): types.KnownBlock[] {
  return wordsBlock([...boldWords('Needs another look: '), ...drawWords(error)]);
}

function whatSubmitDoes(submit: string, label: string): types.KnownBlock[] {
  return [{ type: 'context', elements: [plain(`“${submit}” below: ${label}`)] }];
}
