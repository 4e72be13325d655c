import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type DrawnField, drawField } from '#channels/web/forms/draw-field.ts';
import { drawWords } from '#channels/web/forms/draw-words.ts';
import { hiddenAnswers } from '#channels/web/forms/hidden-answers.ts';
import { answersSoFar } from '#foundation/cards/check-answers.ts';
import { type Answers, type Form, fieldsOf, isShown } from '#foundation/cards/form.ts';
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
  /** Whom a field for a person offers; without them the field takes words. */
  readonly people?: readonly { readonly id: string; readonly name: string }[];
}

/**
 * The page as a `<form class="form">`. Each answer is in an input with the field's id as its name; those of the other
 * pages are in hidden ones, so that all answers are sent each time. The buttons are named `go`, with the values `back`,
 * `next` and `send`. A field that depends on another of its page is there, hidden, with the condition in `data-show-when`.
 */
export function renderForm(state: FormState): string {
  const { form } = state;
  const at = Math.min(Math.max(0, state.page), form.pages.length - 1);
  const page = form.pages[at];
  if (!page) return '';
  const answers = answersSoFar(form, state.kept);
  const onPage = page.fields.map((field) => field.id);
  const problems = onPage.filter((id) => Object.hasOwn(state.errors, id)).length;
  return renderToString(
    h('form', { class: 'form', 'data-form': form.name, 'data-page': at, novalidate: true }, [
      h('h2', { class: 'form-title', dir: 'auto' }, visible(form.title)),
      pageHeading(form, at),
      problems === 0 ? null : problemLine(problems),
      page.intro === undefined
        ? null
        : h('p', { class: 'form-intro', dir: 'auto' }, drawWords(page.intro)),
      page.fields.map((field) => drawField(drawn(state, field, answers, onPage))),
      hiddenAnswers(
        fieldsOf(form).filter((field) => !onPage.includes(field.id)),
        state.kept,
      ),
      goButtons(form, at),
    ]),
  );
}

function drawn(
  state: FormState,
  field: Form['pages'][number]['fields'][number],
  answers: Answers,
  onPage: readonly string[],
): DrawnField {
  const { id } = field;
  return {
    field,
    kept: Object.hasOwn(state.kept, id) ? state.kept[id] : undefined,
    error: Object.hasOwn(state.errors, id) ? state.errors[id] : undefined,
    isShown: isShown(field, answers),
    // On another page the condition cannot change while this one is filled in.
    depends: field.showWhen !== undefined && onPage.includes(field.showWhen.field),
    people: state.people,
  };
}

function pageHeading(form: Form, at: number): ComponentChild {
  const title = form.pages[at]?.title ?? '';
  if (form.pages.length === 1) {
    return title === '' ? null : h('h3', { class: 'form-page', dir: 'auto' }, visible(title));
  }
  return h('div', { class: 'form-page' }, [
    h('h3', { dir: 'auto' }, visible(title)),
    h('p', { class: 'form-step' }, `Page ${at + 1} of ${form.pages.length}`),
  ]);
}

function problemLine(problems: number): ComponentChild {
  const what = problems === 1 ? 'One answer needs' : `${problems} answers need`;
  return h('p', { class: 'form-problem', role: 'alert' }, `${what} another look.`);
}

function goButtons(form: Form, at: number): ComponentChild {
  const last = at === form.pages.length - 1;
  return h('div', { class: 'form-buttons' }, [
    h(
      'button',
      {
        type: 'submit',
        name: 'go',
        value: last ? 'send' : 'next',
        class: 'button primary',
        dir: 'auto',
      },
      last ? visible(form.submitLabel) : 'Next',
    ),
    at === 0
      ? null
      : h('button', { type: 'submit', name: 'go', value: 'back', class: 'button' }, 'Back'),
  ]);
}
