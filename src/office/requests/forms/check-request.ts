import {
  answersSoFar,
  type CheckedAnswers,
  checkAnswers,
} from '#foundation/cards/check-answers.ts';
import type { Answer, Form } from '#foundation/cards/form.ts';
import type { Db } from '#foundation/store/database.ts';
import type { FormField } from '#office/requests/forms/form-field.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import { licenseError } from '#office/requests/forms/named-license.ts';
import { packageError } from '#office/requests/forms/named-package.ts';

/**
 * Reads what was sent for a form: as `checkAnswers` does, and beyond it that what is named as a package, a license or
 * a person is one. People come back by their ids, all else as it was typed. Asks nobody outside.
 */
export async function checkRequest(
  form: RequestForm,
  shown: Form,
  answers: unknown,
  db: Db,
): Promise<CheckedAnswers> {
  const checked = checkAnswers(shown, answers);
  const isOk = checked.kind === 'ok';
  // What is wrong is told at once, not one kind after the other.
  const inOrder = isOk ? checked.values : answersSoFar(shown, answers);
  const values = new Map(Object.entries(inOrder));
  const errors = new Map(isOk ? [] : Object.entries(checked.errors));
  for (const field of form.pages.flatMap(({ fields }) => fields)) {
    const answer = values.get(field.id);
    if (answer === undefined) continue;
    const named = await readNamed(field, String(answer), db);
    if (named?.error !== undefined) errors.set(field.id, named.error);
    if (named?.value !== undefined) values.set(field.id, named.value);
  }
  if (errors.size === 0) return { kind: 'ok', values: Object.fromEntries(values) };
  const kept = isOk ? checked.values : checked.kept;
  return { kind: 'invalid', errors: Object.fromEntries(errors), kept };
}

interface Named {
  readonly error?: string | undefined;
  /** In the place of what was typed. */
  readonly value?: Answer;
}

async function readNamed(field: FormField, words: string, db: Db): Promise<Named | undefined> {
  switch (field.type) {
    case 'purl':
      return { error: packageError(words) };
    case 'spdx':
      return { error: licenseError(words) };
    case 'user': {
      // Loaded when needed: the database's side takes long, and most questions are asked without.
      const { findNamedPerson } = await import('#office/requests/forms/named-person.ts');
      const person = await findNamedPerson(db, words);
      return person.kind === 'person' ? { value: person.personId } : { error: person.error };
    }
    default:
      return undefined;
  }
}
