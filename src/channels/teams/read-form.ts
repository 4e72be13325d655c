import { fieldId } from '#channels/teams/pressed.ts';
import { chosen } from '#channels/teams/render/options.ts';
import type { Field, Form } from '#foundation/cards/form.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/**
 * What was typed into a page, by field id, from the `values` that came with the press. A field that was not on it is
 * absent; one that was left empty is empty, so that it overrides what was typed before. Nothing is checked but the shape.
 */
export async function readDialog(
  form: Form,
  page: number,
  values: unknown,
  shown: readonly string[],
  personOf: (aadObjectId: string) => Promise<string>,
): Promise<Readonly<Record<string, unknown>>> {
  const answers: [string, unknown][] = [];
  for (const field of form.pages[page]?.fields ?? []) {
    if (!shown.includes(field.id)) continue;
    const sent = sentFor(values, field);
    answers.push([field.id, await answerIn(sent, field, personOf)]);
  }
  return Object.fromEntries(answers);
}

async function answerIn(
  sent: string,
  field: Field,
  personOf: (aadObjectId: string) => Promise<string>,
): Promise<unknown> {
  switch (field.kind) {
    case 'text':
    case 'paragraph':
    case 'number':
    case 'date':
      return sent;
    case 'choice':
    case 'yes-no-not-sure':
      return sent === '' ? '' : chosen(field, sent);
    case 'choices':
      return sent
        .split(',')
        .filter((one) => one !== '')
        .map((one) => chosen(field, one));
    case 'person':
      return sent === '' ? '' : await personOf(sent);
    default:
      return unreachable(field);
  }
}

/** Teams leaves out an input that is empty, or sends it empty; numbers it sends as their digits, or as they are. */
function sentFor(values: unknown, { id }: Field): string {
  if (typeof values !== 'object' || values === null) return '';
  const sent: unknown = Object.getOwnPropertyDescriptor(values, fieldId(id))?.value;
  if (typeof sent === 'number') return String(sent);
  return typeof sent === 'string' ? sent : '';
}
