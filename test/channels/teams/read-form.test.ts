import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDialog } from '#channels/teams/read-form.ts';
import { formToDialog } from '#channels/teams/render-form.ts';
import { answersSoFar, checkAnswers } from '#foundation/cards/check-answers.ts';
import { type Answer, type Form, fieldsOf } from '#foundation/cards/form.ts';
import { atMostSeconds } from '../../foundation/cards/any-card.ts';
import { anyForm, anyKept } from '../../foundation/cards/any-form.ts';
import { useForm } from '../../support/sample-forms.ts';
import { untouched } from '../../support/teams/dialog-values.ts';

const frame = { context: 'a-context', dialog: 'a-dialog' };
const people = new Map([
  ['person-1', { id: 'aad-1', name: 'Ada' }],
  ['person-2', { id: 'aad-2', name: 'Bob' }],
]);

describe('what comes back from a dialog', () => {
  it('is what was in it when it is sent untouched', async () => {
    const anyFilled = anyForm.chain((form) =>
      fc.tuple(fc.constant(form), fc.nat(form.pages.length - 1), anyKept(form)),
    );
    await fc.assert(
      fc.asyncProperty(anyFilled, async ([form, page, typed]) => {
        const kept = inOrder(form, typed);

        const { card, shown } = formToDialog({ form, page, kept, errors: {}, people }, frame);
        const back = await readDialog(form, page, untouched(card), shown, personOf);

        expect(Object.keys(back)).toEqual(shown);
        expect(answersSoFar(form, { ...kept, ...back })).toEqual(answersSoFar(form, kept));
      }),
      { ...atMostSeconds, numRuns: 100 },
    );
  });

  it('holds each kind of answer as the check takes it', async () => {
    const values = {
      steward: 'page',
      'field:release': '2026-05-01',
      'field:lead': 'aad-1',
      'field:contract': 'K-17',
    };

    const answers = await readDialog(useForm, 2, values, ['release', 'lead', 'contract'], personOf);

    expect(answers).toEqual({ release: '2026-05-01', lead: 'person-1', contract: 'K-17' });
  });

  it('takes a number as its digits and as it is', async () => {
    const read = (value: unknown) =>
      readDialog(useForm, 0, { 'field:customers': value }, ['customers'], personOf);

    expect(await read('12')).toEqual({ customers: '12' });
    expect(await read(12)).toEqual({ customers: '12' });
  });

  it('is empty where nothing was typed, and absent where nothing was asked', async () => {
    const values = { 'field:package': '', 'field:customers': '12' };

    const answers = await readDialog(useForm, 0, values, ['package', 'way'], personOf);

    expect(answers).toEqual({ package: '', way: '' });
  });

  it('parts what was chosen at its commas, and is an empty list where nothing was', async () => {
    const read = (value: unknown) =>
      readDialog(useForm, 1, { 'field:parts': value }, ['parts'], personOf);

    expect(await read('shipped,internal')).toEqual({ parts: ['shipped', 'internal'] });
    expect(await read('')).toEqual({ parts: [] });
    expect(await read(undefined)).toEqual({ parts: [] });
  });

  it('takes an answer back', async () => {
    const values = { 'field:modified': 'no-answer' };

    expect(await readDialog(useForm, 1, values, ['modified'], personOf)).toEqual({ modified: '' });
  });

  it('is refused by the check, not here, when it was never offered', async () => {
    const answers = await readDialog(useForm, 0, { 'field:way': 'forged' }, ['way'], personOf);

    const checked = checkAnswers(useForm, answers);
    expect(checked).toMatchObject({ errors: { way: 'Please choose one of the options.' } });
  });

  it('is read where the values of options hold commas or are not unique', async () => {
    const form: Form = {
      ...useForm,
      pages: [
        {
          title: '',
          fields: [
            {
              id: 'parts',
              kind: 'choices',
              label: 'Parts',
              options: [
                { value: 'a,b', label: 'Both' },
                { value: 'same', label: 'One' },
                { value: 'same', label: 'Other' },
              ],
            },
          ],
        },
      ],
    };
    const kept = { parts: ['a,b', 'same'] };

    const { card, shown } = formToDialog({ form, page: 0, kept, errors: {} }, frame);

    expect(await readDialog(form, 0, untouched(card), shown, personOf)).toEqual(kept);
  });

  it.each<unknown>([undefined, null, 'text', [], { 'field:way': null }, { 'field:way': {} }])(
    'is empty when it has another shape: %j',
    async (values) => {
      const answers = await readDialog(useForm, 0, values, ['package', 'way'], personOf);

      expect(answers).toEqual({ package: '', way: '' });
    },
  );

  it('never throws and knows only the fields of the page, whatever was sent', async () => {
    const anyValues = fc.dictionary(
      fc.constantFrom('field:package', 'field:way', 'package', 'field:__proto__', '__proto__'),
      fc.anything(),
    );
    const anyShown = fc.array(fc.constantFrom('package', 'way', 'release', '__proto__', 'other'));
    await fc.assert(
      fc.asyncProperty(anyValues, anyShown, async (values, shown) => {
        const answers = await readDialog(useForm, 0, values, shown, personOf);

        const known = Object.keys(answers).filter((id) => ['package', 'way'].includes(id));
        expect(Object.keys(answers)).toEqual(known);
      }),
      { ...atMostSeconds, numRuns: 200 },
    );
  });
});

/** Only what is in order, and what a field of ours can hold: texts to its length, people whom we know. */
function inOrder(form: Form, typed: Readonly<Record<string, unknown>>) {
  const answers = answersSoFar(form, typed);
  return Object.fromEntries(
    fieldsOf(form).flatMap(({ id, kind }): [string, Answer][] => {
      const answer = answers[id];
      if (answer === undefined || (typeof answer === 'string' && answer.length > 4000)) return [];
      return kind === 'person' && !people.has(String(answer)) ? [] : [[id, answer]];
    }),
  );
}

async function personOf(aadObjectId: string): Promise<string> {
  const [person] = [...people].find(([, { id }]) => id === aadObjectId) ?? [];
  return person ?? '';
}
