import type { ShownBlock } from './double/shown.ts';
import { isRecord, type Payload } from './fixtures.ts';

/** A modal as a person sees it. */
export interface OpenModal {
  readonly id: string;
  readonly view: ModalBody;
  /** Beside the fields, by block. */
  readonly errors: Readonly<Record<string, string>>;
  /** What was typed into it: Slack keeps that while the block stays, also when the view is updated. */
  readonly typed: Filled;
}

export interface ModalBody {
  readonly title?: { readonly text: string };
  readonly blocks: readonly ShownBlock[];
}

/** What a person fills in, by block: words, a day, a number, the label of an option or several. */
export type Filled = Readonly<Record<string, string | readonly string[]>>;

/** The state that Slack sends for it; what is not filled in stands as it was drawn. */
export function stateOf(view: ModalBody, filled: Filled): Payload {
  const values: Record<string, Payload> = {};
  for (const block of view.blocks) {
    const { block_id: id, element } = block;
    if (block.type !== 'input' || typeof id !== 'string' || !isRecord(element)) continue;
    const given = Object.hasOwn(filled, id) ? filled[id] : undefined;
    values[id] = { [String(element.action_id)]: stateOfInput(element, given) };
  }
  return { values };
}

/** What a field holds now, as its person reads it; undefined when it is not there. */
export function heldBy({ view, typed }: OpenModal, id: string): unknown {
  const block = view.blocks.find(({ block_id }) => block_id === id);
  if (!isRecord(block?.element)) return undefined;
  return held(stateOfInput(block.element, Object.hasOwn(typed, id) ? typed[id] : undefined));
}

function held(state: Payload): unknown {
  const option = isRecord(state.selected_option) ? labelOf(state.selected_option) : undefined;
  const several = Array.isArray(state.selected_options)
    ? state.selected_options.map((one) => labelOf(one))
    : undefined;
  return option ?? several ?? state.value ?? state.selected_date ?? state.selected_user ?? '';
}

function stateOfInput(element: Payload, given: string | readonly string[] | undefined): Payload {
  const type = String(element.type);
  switch (type) {
    case 'radio_buttons':
    case 'static_select':
    case 'external_select': {
      const chosen = given === undefined ? element.initial_option : optionOf(element, given);
      return { type, selected_option: chosen ?? null };
    }
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select': {
      const labels = typeof given === 'string' ? [given] : given;
      const chosen = labels?.map((label) => optionOf(element, label)) ?? element.initial_options;
      return { type, selected_options: chosen ?? [] };
    }
    case 'datepicker':
      return { type, selected_date: given ?? element.initial_date ?? null };
    case 'users_select':
      return { type, selected_user: given ?? element.initial_user ?? null };
    default:
      return { type, value: given ?? element.initial_value ?? null };
  }
}

function optionOf(element: Payload, label: string | readonly string[]): Payload {
  const options: readonly unknown[] = Array.isArray(element.options) ? element.options : [];
  const found = options.find((option) => labelOf(option) === label);
  if (!isRecord(found)) throw new Error(`there is no option “${label}” to choose`);
  return found;
}

function labelOf(option: unknown): string | undefined {
  if (!isRecord(option) || !isRecord(option.text)) return undefined;
  return String(option.text.text);
}
