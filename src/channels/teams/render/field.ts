import { teamsLimits } from '#channels/teams/limits.ts';
import { fieldId } from '#channels/teams/pressed.ts';
import type {
  CardElement,
  ChoiceInput,
  DateInput,
  Input,
  TextInput,
} from '#channels/teams/render/adaptive.ts';
import { type DrawnOption, drawOptions } from '#channels/teams/render/options.ts';
import { boldRuns, plain, runsOf, withLook, wordsBlock } from '#channels/teams/render/words.ts';
import { checkDate, checkNumber } from '#foundation/cards/check-values.ts';
import { several, startOf, typed } from '#foundation/cards/fields/typed.ts';
import type { Field } from '#foundation/cards/form.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/** A person as Teams has them. */
export interface TeamsPerson {
  /** Their object id in Entra. */
  readonly id: string;
  readonly name: string;
}

export interface DrawnField {
  readonly field: Field;
  /** As it was typed; unchecked. */
  readonly kept: unknown;
  /** What is wrong with it. */
  readonly error: string | undefined;
  /** By person id. */
  readonly people: ReadonlyMap<string, TeamsPerson>;
}

/** The field with its hint, and above it what is wrong: close to each other, and apart from the next. */
export function drawField(drawn: DrawnField): CardElement[] {
  const { field, error } = drawn;
  const hint = withLook(runsOf(field.hint ?? '', 'all'), { size: 'small', isSubtle: true });
  const [first, ...others] = [
    ...(error === undefined ? [] : problem(error)),
    input(drawn),
    ...wordsBlock(hint),
  ];
  if (first === undefined) return [];
  return [
    { ...first, spacing: 'medium' },
    ...others.map((other) => ({ ...other, spacing: 'small' as const })),
  ];
}

function problem(error: string): CardElement[] {
  const runs = [...boldRuns('Needs another look: '), ...runsOf(error, 'all')];
  return wordsBlock(withLook(runs, { color: 'attention' }));
}

type Unnamed<I extends Input> = Omit<I, 'id' | 'label'>;

function input(drawn: DrawnField): Input {
  const { field, kept } = drawn;
  const frame = { id: fieldId(field.id), label: labelOf(field) };
  switch (field.kind) {
    case 'text':
    case 'paragraph':
      return { ...frame, ...words(field, kept) };
    case 'choice':
    case 'yes-no-not-sure':
      return { ...frame, ...oneOf(field, kept) };
    case 'choices':
      return { ...frame, ...someOf(field, kept) };
    case 'number': {
      const value = checkNumber(typed(kept), {});
      return {
        ...frame,
        type: 'Input.Number',
        ...(value.kind === 'value' ? { value: Number(value.value) } : {}),
      };
    }
    case 'date':
      return { ...frame, ...day(field, kept) };
    case 'person':
      return { ...frame, ...person(drawn) };
    default:
      return unreachable(field);
  }
}

// The label of an input is drawn as a text run is, literally, and is what a screen reader says when the input has the
// focus: words above it would not be. Nothing is marked as required, for a client that checks by itself lets nobody go
// back either (MicrosoftDocs/msteams-docs, issue 9460), and asks in other words than the office does.
function labelOf({ label, required }: Field): string {
  return required === true ? plain(label) : `${plain(label)} (optional)`;
}

function words(field: Field & { kind: 'text' | 'paragraph' }, kept: unknown): Unnamed<TextInput> {
  const value = startOf(typed(kept), teamsLimits.input);
  const { maxLength = Infinity } = field;
  // What was typed stays to be shortened.
  const isHeld = maxLength <= teamsLimits.input && value.length <= maxLength;
  return {
    type: 'Input.Text',
    ...(field.kind === 'paragraph' ? { isMultiline: true } : {}),
    ...(isHeld ? { maxLength } : {}),
    ...(value === '' ? {} : { value }),
  };
}

function day({ earliest, latest }: Field & { kind: 'date' }, kept: unknown): Unnamed<DateInput> {
  const value = typed(kept).trim();
  const isDay = checkDate(value, {}).kind === 'value';
  const isOutside = isDay && ((earliest ?? value) > value || (latest ?? value) < value);
  // Outside its own limits it would hold back the button that leads to the page before.
  const limits = isOutside
    ? {}
    : {
        ...(earliest === undefined ? {} : { min: earliest }),
        ...(latest === undefined ? {} : { max: latest }),
      };
  return { type: 'Input.Date', ...limits, ...(isDay ? { value } : {}) };
}

function oneOf(field: Field, kept: unknown): Unnamed<ChoiceInput> {
  const all = drawOptions(field);
  return { ...choices(all, 'Choose one'), ...start(all, several(typed(kept))) };
}

function someOf(field: Field, kept: unknown): Unnamed<ChoiceInput> {
  const all = drawOptions(field);
  return { ...choices(all, 'Choose any'), isMultiSelect: true, ...start(all, several(kept)) };
}

function choices(all: readonly DrawnOption[], placeholder: string): Unnamed<ChoiceInput> {
  const style = styleFor(all.length);
  return {
    type: 'Input.ChoiceSet',
    style,
    choices: all.map(({ drawn }) => drawn),
    wrap: true,
    ...(style === 'expanded' ? {} : { placeholder }),
  };
}

const EXPANDED_MOST = 7;
const COMPACT_MOST = 15;

function styleFor(count: number): ChoiceInput['style'] {
  if (count <= EXPANDED_MOST) return 'expanded';
  return count <= COMPACT_MOST ? 'compact' : 'filtered';
}

function person({ kept, people }: DrawnField): Unnamed<ChoiceInput> {
  const chosen = people.get(typed(kept));
  return {
    type: 'Input.ChoiceSet',
    style: 'filtered',
    choices: chosen === undefined ? [] : [{ title: plain(chosen.name), value: chosen.id }],
    'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
    placeholder: 'Search by name',
    ...(chosen === undefined ? {} : { value: chosen.id }),
  };
}

/** One option for each value that was chosen, also where two options have the same. */
function start(all: readonly DrawnOption[], kept: readonly string[]): { value?: string } {
  const values = [...new Set(kept)].flatMap(
    (value) => all.find((one) => one.value === value)?.drawn.value ?? [],
  );
  return values.length === 0 ? {} : { value: values.join(',') };
}
