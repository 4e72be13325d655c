import { z } from 'zod';
import { answerId, optionsId } from '#channels/slack/render/field.ts';
import { chosen } from '#channels/slack/render/options.ts';
import type { Field, Form } from '#foundation/cards/form.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/**
 * What was typed into a page, by field id, from the `values` of its view's state. A field that was not in the modal is
 * absent; one that was left empty is empty, so that it overrides what was typed before. Nothing is checked but the shape.
 */
export async function readModal(
  form: Form,
  page: number,
  values: unknown,
  personOf: (slackUser: string) => Promise<string>,
): Promise<Readonly<Record<string, unknown>>> {
  const answers: [string, unknown][] = [];
  for (const field of form.pages[page]?.fields ?? []) {
    const state = stateOf(values, field);
    if (state !== undefined) answers.push([field.id, await answerIn(state, field, personOf)]);
  }
  return Object.fromEntries(answers);
}

/**
 * The errors that Slack can show in the modal that is open, by block: of fields of this page. With the `values` that
 * came from it only of those that were in it, for Slack refuses an error at a block that is not there.
 */
export function errorsToBlocks(
  form: Form,
  page: number,
  errors: Readonly<Record<string, string>>,
  values?: unknown,
): Record<string, string> {
  const shown = (form.pages[page]?.fields ?? []).filter(
    (field) => values === undefined || stateOf(values, field) !== undefined,
  );
  return Object.fromEntries(
    shown.filter(({ id }) => Object.hasOwn(errors, id)).map(({ id }) => [id, errors[id] ?? '']),
  );
}

const Choice = z.object({ value: z.string() });

/** What Slack holds of one input; each kind fills in one of these, with null while it is empty. */
const InputState = z.object({
  value: z.union([z.string(), z.number()]).nullish().catch(undefined),
  selected_option: Choice.nullish().catch(undefined),
  selected_options: z.array(Choice).max(1000).nullish().catch(undefined),
  selected_date: z.string().nullish().catch(undefined),
  selected_user: z.string().nullish().catch(undefined),
});
type InputState = z.infer<typeof InputState>;

function stateOf(values: unknown, field: Field): InputState | undefined {
  const block = ownMember(values, field.id);
  const state = InputState.safeParse(ownMember(block, answerId) ?? ownMember(block, optionsId));
  return state.success ? state.data : undefined;
}

async function answerIn(
  state: InputState,
  field: Field,
  personOf: (slackUser: string) => Promise<string>,
): Promise<unknown> {
  switch (field.kind) {
    case 'text':
    case 'paragraph':
      return String(state.value ?? '');
    case 'number':
      return String(state.value ?? '');
    case 'choice':
    case 'yes-no-not-sure': {
      const sent = state.selected_option?.value;
      return sent === undefined ? '' : chosen(field, sent);
    }
    case 'choices':
      return (state.selected_options ?? []).map(({ value }) => chosen(field, value));
    case 'date':
      return state.selected_date ?? '';
    case 'person':
      return state.selected_user ? await personOf(state.selected_user) : '';
    default:
      return unreachable(field);
  }
}

function ownMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
