import { type ComponentChild, h } from 'preact';
import { typedAnswers } from '#channels/web/forms/hidden-answers.ts';
import { checkDate } from '#foundation/cards/check-values.ts';
import { type Field, type Option, optionsOf } from '#foundation/cards/form.ts';
import { visible } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** A field with all that stands around it. */
export interface DrawnField {
  readonly field: Field;
  /** As it was typed; unchecked. */
  readonly kept: unknown;
  readonly error: string | undefined;
  readonly isShown: boolean;
  /** Whether it is shown depends on a field of the same page, so that it must be there to be unfolded. */
  readonly depends: boolean;
  readonly people: readonly { readonly id: string; readonly name: string }[] | undefined;
}

/** More options than these are read faster in a list that unfolds. */
const MOST_RADIOS = 7;

/** The field with its label, hint and error; nothing when it can not come up on this page. */
export function drawField(drawn: DrawnField): ComponentChild {
  const { field } = drawn;
  if (!drawn.isShown && !drawn.depends) return null;
  const shared = {
    class: drawn.error === undefined ? 'field' : 'field wrong',
    'data-field': field.id,
    hidden: !drawn.isShown,
    ...(drawn.depends ? { 'data-show-when': JSON.stringify(field.showWhen) } : {}),
  };
  return isGroup(field)
    ? h('fieldset', { ...shared, ...described(drawn), role: groupRole(field) }, [
        h('legend', { dir: 'auto' }, labelWords(field)),
        hint(field),
        problem(drawn),
        boxes(drawn),
      ])
    : h('div', shared, [
        h('label', { for: inputId(field), dir: 'auto' }, labelWords(field)),
        hint(field),
        problem(drawn),
        input(drawn),
      ]);
}

function input(drawn: DrawnField): ComponentChild {
  const { field } = drawn;
  const [typed = ''] = typedAnswers(drawn.kept);
  const shared = {
    id: inputId(field),
    name: field.id,
    dir: 'auto' as const,
    autocomplete: 'off',
    ...described(drawn),
  };
  switch (field.kind) {
    case 'text':
      return h('input', {
        ...shared,
        type: 'text',
        ...(field.format === 'url' ? { inputmode: 'url' } : {}),
        value: typed,
      });
    case 'paragraph':
      return h('textarea', { ...shared, rows: 4, value: typed });
    case 'number':
      // Not a number input: that one forgets what was typed when it is no number.
      return h('input', { ...shared, type: 'text', inputmode: 'decimal', value: typed });
    case 'date': {
      // A date input forgets what is no day, and then nobody sees what was wrong.
      const isDay = checkDate(typed, {}).kind !== 'wrong';
      const limits = {
        ...(field.earliest === undefined ? {} : { min: field.earliest }),
        ...(field.latest === undefined ? {} : { max: field.latest }),
      };
      return h('input', {
        ...shared,
        ...(isDay ? { type: 'date', ...limits } : { type: 'text' }),
        value: typed,
      });
    }
    case 'person':
      return drawn.people === undefined
        ? h('input', { ...shared, type: 'text', value: typed })
        : select(
            shared,
            drawn.people.map(({ id, name }) => ({ value: id, label: name })),
            typed,
          );
    case 'choice':
    case 'choices':
    case 'yes-no-not-sure':
      return select(shared, optionsOf(field), typed);
    default:
      return unreachable(field);
  }
}

function select(
  attributes: Readonly<Record<string, unknown>>,
  options: readonly Option[],
  chosen: string,
): ComponentChild {
  const all = [{ value: '', label: 'Choose one' }, ...options];
  return h(
    'select',
    attributes,
    all.map(({ value, label }) =>
      h('option', { value, selected: value === chosen }, visible(label)),
    ),
  );
}

function boxes(drawn: DrawnField): readonly ComponentChild[] {
  const { field } = drawn;
  const several = field.kind === 'choices';
  const typed = typedAnswers(drawn.kept);
  // What was chosen can be taken back, which a radio button alone does not allow.
  const none = several || field.required ? [] : [{ value: '', label: 'No answer' }];
  return [...optionsOf(field), ...none].map(({ value, label }) =>
    h('label', { class: 'option', dir: 'auto' }, [
      h('input', {
        type: several ? 'checkbox' : 'radio',
        name: field.id,
        value,
        checked: typed.includes(value) || (value === '' && typed.length === 0),
      }),
      h('span', null, visible(label)),
    ]),
  );
}

function isGroup(field: Field): boolean {
  if (field.kind === 'choices' || field.kind === 'yes-no-not-sure') return true;
  return field.kind === 'choice' && field.options.length <= MOST_RADIOS;
}

function groupRole(field: Field): 'group' | 'radiogroup' {
  return field.kind === 'choices' ? 'group' : 'radiogroup';
}

function described({ field, error }: DrawnField): Readonly<Record<string, string>> {
  const by = [
    ...(field.hint === undefined ? [] : [`${inputId(field)}-hint`]),
    ...(error === undefined ? [] : [`${inputId(field)}-error`]),
  ].join(' ');
  // A group of checkboxes can neither be required nor invalid as a whole; its words say so.
  const says = field.kind !== 'choices';
  return {
    ...(by === '' ? {} : { 'aria-describedby': by }),
    ...(says && field.required ? { 'aria-required': 'true' } : {}),
    ...(says && error !== undefined ? { 'aria-invalid': 'true' } : {}),
  };
}

function labelWords(field: Field): readonly ComponentChild[] {
  return [
    visible(field.label),
    field.required ? null : h('span', { class: 'optional' }, ' (optional)'),
  ];
}

function hint(field: Field): ComponentChild {
  if (field.hint === undefined) return null;
  return h('p', { class: 'hint', id: `${inputId(field)}-hint`, dir: 'auto' }, visible(field.hint));
}

function problem({ field, error }: DrawnField): ComponentChild {
  if (error === undefined) return null;
  return h(
    'p',
    { class: 'field-error', id: `${inputId(field)}-error`, dir: 'auto' },
    visible(error),
  );
}

/** Of its own, so that it never meets an id of the page around the form. */
function inputId(field: Field): string {
  return `field-${field.id}`;
}
