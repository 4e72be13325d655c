// Where a person writes: Enter sends, the up arrow changes what was said last, and what is typed survives a reload.
import { tabStore } from '/app/drafts.js';

/** Characters from which a field that breaks lines takes seconds to draw a key; then it scrolls sideways instead. */
const LONG = 20_000;

export function createComposer({ form, question, editing, lastOwn, send }) {
  let persona;
  let edits;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = question.value;
    if (text.trim() === '') return;
    const changed = edits;
    endEdit();
    write('');
    send(text, changed);
  });

  question.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
    if (event.key === 'ArrowUp' && question.value === '') {
      const last = lastOwn();
      if (!last) return;
      event.preventDefault();
      edit(last);
    }
    if (event.key === 'Escape' && edits !== undefined) leave();
  });
  // Before the browser draws what is pasted.
  question.addEventListener('beforeinput', ({ data, dataTransfer }) => {
    const added = data ?? dataTransfer?.getData('text/plain') ?? '';
    question.classList.toggle('long', question.value.length + added.length > LONG);
  });
  question.addEventListener('input', () => {
    grow();
    keep();
  });
  editing.querySelector('button').addEventListener('click', () => {
    leave();
    question.focus();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, textarea, select, dialog')) return;
    event.preventDefault();
    question.focus();
  });

  function edit(message) {
    write(message.text);
    edits = message.id;
    editing.hidden = false;
    question.focus();
  }

  function leave() {
    endEdit();
    write('');
  }

  function endEdit() {
    edits = undefined;
    editing.hidden = true;
  }

  function write(text) {
    question.classList.toggle('long', text.length > LONG);
    question.value = text;
    grow();
    keep();
  }

  /** Rows for browsers that do not size a field by its content. */
  function grow() {
    const { value } = question;
    question.classList.toggle('long', value.length > LONG);
    question.rows = Math.min(8, value.split('\n', 8).length);
  }

  function keep() {
    if (edits === undefined) tabStore.write(keyOf(persona), question.value || undefined);
  }

  return {
    edit,
    /** Shows what was typed to this persona and not sent. */
    open(next) {
      endEdit();
      persona = next;
      write(tabStore.read(keyOf(next)) ?? '');
    },
    /** Gives back what could not be sent; what was typed meanwhile stays, below. */
    giveBack(text) {
      write(question.value === '' ? text : `${text}\n${question.value}`);
    },
    focus: () => question.focus(),
  };
}

function keyOf(persona) {
  return `typed:${persona}`;
}
