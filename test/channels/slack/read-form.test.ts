import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorsToBlocks, readModal } from '#channels/slack/read-form.ts';
import { formToModal } from '#channels/slack/render-form.ts';
import { answersSoFar, checkAnswers } from '#foundation/cards/check-answers.ts';
import { type Answer, type Form, fieldsOf } from '#foundation/cards/form.ts';
import { atMostSeconds } from '../../foundation/cards/any-card.ts';
import { anyForm, anyKept } from '../../foundation/cards/any-form.ts';
import { useForm } from '../../support/sample-forms.ts';
import { stateOf } from '../../support/slack/modal.ts';

const frame = { callbackId: 'form', metadata: '' };
const users = new Map([
  ['person-1', 'U1'],
  ['person-2', 'U2'],
]);

describe('what comes back from a modal', () => {
  it('is what was in it when it is sent untouched', async () => {
    const anyFilled = anyForm.chain((form) =>
      fc.tuple(fc.constant(form), fc.nat(form.pages.length - 1), anyKept(form)),
    );
    await fc.assert(
      fc.asyncProperty(anyFilled, async ([form, page, typed]) => {
        const kept = inOrder(form, typed);

        const modal = formToModal({ form, page, kept, errors: {}, people: users }, frame);
        const back = await readModal(form, page, untouched(modal), personOf);

        const after = answersSoFar(form, { ...kept, ...back });
        expect(after).toEqual(answersSoFar(form, kept));
      }),
      { ...atMostSeconds, numRuns: 100 },
    );
  });

  it('holds each kind of answer as the check takes it', async () => {
    const values = {
      release: { answer: { type: 'datepicker', selected_date: '2026-05-01' } },
      lead: { answer: { type: 'users_select', selected_user: 'U1' } },
      contract: { answer: { type: 'plain_text_input', value: 'K-17' } },
    };

    const answers = await readModal(useForm, 2, values, personOf);

    expect(answers).toEqual({ release: '2026-05-01', lead: 'person-1', contract: 'K-17' });
  });

  it('is empty where something was taken away, and absent where nothing was asked', async () => {
    const values = {
      package: { answer: { type: 'plain_text_input', value: null } },
      way: { answer: { type: 'radio_buttons', selected_option: null } },
    };

    const answers = await readModal(useForm, 0, values, personOf);

    expect(answers).toEqual({ package: '', way: '' });
  });

  it('takes an answer back', async () => {
    const values = { modified: { answer: { selected_option: { value: 'no-answer' } } } };

    expect(await readModal(useForm, 1, values, personOf)).toEqual({ modified: '' });
  });

  it('is refused by the check, not here, when it was never offered', async () => {
    const values = { way: { answer: { selected_option: { value: 'forged' } } } };

    const answers = await readModal(useForm, 0, values, personOf);

    const checked = checkAnswers(useForm, answers);
    expect(checked).toMatchObject({ errors: { way: 'Please choose one of the options.' } });
  });

  it('is read where the values of options are too long or not unique', async () => {
    const long = 'v'.repeat(500);
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
                { value: long, label: 'Long' },
                { value: 'same', label: 'One' },
                { value: 'same', label: 'Other' },
              ],
            },
          ],
        },
      ],
    };
    const kept = { parts: [long, 'same'] };

    const modal = formToModal({ form, page: 0, kept, errors: {} }, frame);

    expect(await readModal(form, 0, untouched(modal), personOf)).toEqual(kept);
  });

  it.each<unknown>([
    undefined,
    null,
    'text',
    [],
    { way: null },
    { way: { answer: 'hosted' } },
    { way: { answer: [] } },
    { constructor: { answer: { value: 'x' } } },
  ])('holds nothing when it has another shape: %j', async (values) => {
    const answers = await readModal(useForm, 0, values, personOf);

    expect(Object.values(answers).filter((answer) => answer !== '')).toEqual([]);
    expect(Object.keys(answers).filter((id) => id !== 'way')).toEqual([]);
  });

  it('never throws and knows only the fields of the page, whatever was sent', async () => {
    const anyValues = fc.dictionary(
      fc.constantFrom('package', 'purpose', 'way', 'customers', '__proto__', 'other'),
      fc.dictionary(fc.constantFrom('answer', 'options', 'x'), fc.anything()),
    );
    const ids = useForm.pages[0]?.fields.map(({ id }) => id) ?? [];
    await fc.assert(
      fc.asyncProperty(anyValues, async (values) => {
        const answers = await readModal(useForm, 0, values, personOf);

        expect(Object.keys(answers).filter((id) => !ids.includes(id))).toEqual([]);
      }),
      { ...atMostSeconds, numRuns: 200 },
    );
  });
});

describe('errors in a modal that is open', () => {
  const errors = { package: 'Please answer this.', customers: 'Please answer this.', lead: 'No.' };

  it('are those of the fields of the page', () => {
    expect(Object.keys(errorsToBlocks(useForm, 0, errors))).toEqual(['package', 'customers']);
  });

  it('are at fields that are there, for Slack refuses the others', () => {
    const values = { package: { answer: { value: null } }, way: { answer: {} } };

    expect(Object.keys(errorsToBlocks(useForm, 0, errors, values))).toEqual(['package']);
  });
});

/** Only what is in order, and what Slack can hold: texts to its length, people whom it knows. */
function inOrder(form: Form, typed: Readonly<Record<string, unknown>>) {
  const answers = answersSoFar(form, typed);
  return Object.fromEntries(
    fieldsOf(form).flatMap(({ id, kind }): [string, Answer][] => {
      const answer = answers[id];
      if (answer === undefined || (typeof answer === 'string' && answer.length > 3000)) return [];
      return kind === 'person' && !users.has(String(answer)) ? [] : [[id, answer]];
    }),
  );
}

/** What Slack sends when nothing was changed. */
function untouched({ blocks }: ReturnType<typeof formToModal>): unknown {
  return stateOf({ blocks: blocks.map((block) => ({ ...block })) }, {}).values;
}

async function personOf(slackUser: string): Promise<string> {
  const [person] = [...users].find(([, user]) => user === slackUser) ?? [];
  return person ?? '';
}
