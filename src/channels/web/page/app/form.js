// A form in a dialog: drawn and checked by the server, page by page, with what is typed kept as it is typed.
import { browserStore } from '/app/drafts.js';
import { drawn } from '/app/message.js';
import { postDraft, postForm, TooSlow } from '/app/server.js';

/** Milliseconds after the last key until a draft is kept on the server. */
const KEEP_AFTER = 600;

export function createFormDialog({ dialog, onSent }) {
  const content = document.getElementById('form-content');
  const problem = document.getElementById('form-problem');
  let open;
  let timer;

  dialog.querySelector('.close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    void keepDraft();
    open = undefined;
    content.replaceChildren();
  });
  content.addEventListener('submit', (event) => {
    event.preventDefault();
    void go(event.submitter?.value ?? 'next');
  });
  content.addEventListener('input', () => {
    showConditional(content);
    browserStore.write(keyOf(open), answersIn(content));
    clearTimeout(timer);
    timer = setTimeout(keepDraft, KEEP_AFTER);
  });

  function show(view) {
    Object.assign(open, { form: view.name, context: view.context, page: view.page });
    problem.hidden = true;
    content.replaceChildren(drawn(view.html));
    dialog.setAttribute('aria-label', view.title);
    showConditional(content);
    focusFirst(content);
    content.scrollTop = 0;
  }

  /** Sends this page. Nothing typed is lost whatever the answer is: the page stays until there is another. */
  async function go(where) {
    if (open === undefined || open.busy) return;
    const form = open;
    setBusy(form, true);
    try {
      const { persona, card, context, page } = form;
      // The same id until it is taken: sent twice, it acts once.
      form.id ??= crypto.randomUUID();
      const answers = answersIn(content);
      const answer = await postForm({
        persona,
        id: form.id,
        form: form.form,
        context,
        ...(card && { card }),
        page,
        go: where,
        answers,
      });
      form.id = undefined;
      if (answer.form) {
        if (open === form) show(answer.form);
        return;
      }
      clearTimeout(timer);
      browserStore.write(keyOf(form), undefined);
      if (open === form) close();
      onSent(answer);
    } catch (error) {
      complain(error);
    } finally {
      setBusy(form, false);
    }
  }

  function complain(error) {
    problem.textContent = wordsOf(error);
    problem.hidden = false;
  }

  function setBusy(form, now) {
    form.busy = now;
    for (const button of content.querySelectorAll('button')) {
      button.setAttribute('aria-busy', String(now));
    }
  }

  function close() {
    clearTimeout(timer);
    open = undefined;
    dialog.close();
  }

  async function keepDraft() {
    clearTimeout(timer);
    if (open === undefined || content.childElementCount === 0) return;
    const form = open;
    const { persona, context } = form;
    try {
      await postDraft({ persona, form: form.form, context, answers: answersIn(content) });
      browserStore.write(keyOf(form), undefined);
    } catch {
      // It stays in this browser, and is kept on the server with the next key.
    }
  }

  return {
    open(view, { persona, card }) {
      open = { persona, card };
      show(view);
      restore(content, browserStore.read(keyOf(open)));
      showConditional(content);
      if (!dialog.open) dialog.showModal();
      focusFirst(content);
    },
  };
}

function wordsOf(error) {
  if (error.reference || error.status) return error.message;
  return error instanceof TooSlow
    ? 'No answer came within a minute. Your answers are kept; please send them again.'
    : 'Steward cannot be reached. Your answers are kept; please send them again in a moment.';
}

/** As typed, by field; several for a field of checkboxes, whatever number is checked. */
function answersIn(content) {
  const form = content.querySelector('form');
  const answers = {};
  for (const { name, type } of form?.elements ?? []) {
    if (name === '' || type === 'submit' || Object.hasOwn(answers, name)) continue;
    const values = new FormData(form).getAll(name);
    const several = type === 'checkbox' || (type === 'hidden' && values.length > 1);
    answers[name] = several ? values : (values[0] ?? '');
  }
  return answers;
}

/** Puts back what was typed while the server was away. */
function restore(content, answers) {
  if (answers === null) return;
  for (const field of content.querySelectorAll('input, textarea, select')) {
    if (!Object.hasOwn(answers, field.name)) continue;
    const value = answers[field.name];
    if (field.type === 'checkbox') field.checked = value.includes(field.value);
    else if (field.type === 'radio') field.checked = value === field.value;
    else field.value = value;
  }
}

/** Fields that depend on another of this page unfold and fold. Folded ones keep what is in them. */
function showConditional(content) {
  const answers = answersIn(content);
  for (const field of content.querySelectorAll('[data-show-when]')) {
    const { field: other, is } = JSON.parse(field.dataset.showWhen);
    const asked = content.querySelector(`[data-field="${CSS.escape(other)}"]`);
    const given = asked?.hidden ? [] : [answers[other] ?? ''].flat();
    field.hidden = !given.some((value) => is.includes(value));
  }
}

function focusFirst(content) {
  const first =
    content.querySelector('.wrong :is(input, textarea, select):not([type="hidden"])') ??
    content.querySelector(':is(input, textarea, select):not([type="hidden"])') ??
    content.querySelector('button');
  first?.focus();
}

function keyOf({ persona, form, context }) {
  return `draft:${persona}:${form}:${JSON.stringify(context)}`;
}
