import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedbackForm } from '#assistant/views/feedback/feedback-form.ts';
import { teamsLimits } from '#channels/teams/limits.ts';
import { Pressed } from '#channels/teams/pressed.ts';
import { type FormState, formToDialog } from '#channels/teams/render-form.ts';
import type { Field, Form } from '#foundation/cards/form.ts';
import { atMostSeconds } from '../../foundation/cards/any-card.ts';
import { anyForm, anyKept } from '../../foundation/cards/any-form.ts';
import { broadcastForms } from '../../support/sample-broadcasts.ts';
import { namedSampleForms, sampleForms, useForm } from '../../support/sample-forms.ts';
import { requestForms } from '../../support/sample-request-forms.ts';
import { checkCard } from '../../support/teams/card-checker.ts';
import { readingOf } from '../../support/teams/card-words.ts';
import { complaintsOfMicrosoft } from '../../support/teams/microsoft-parser.ts';
import { actionsOf, buttonsOf, inputsOf, wordsOf } from '../../support/teams/words.ts';

const frame = { context: 'a-context', dialog: 'a-dialog' };
const about = { title: 'Yes — nothing to do', subject: 'left-pad', policy: '2026.1' };
const samples: readonly (readonly [string, FormState])[] = [
  ...[...namedSampleForms, ...broadcastForms, ...requestForms].map(
    ([name, state]) => [name, { ...state, people: new Map() }] as const,
  ),
  ['feedback', { form: feedbackForm(about), page: 0, kept: {}, errors: {} }],
];

describe('a page of a form as a dialog', () => {
  it.each(samples)('is drawn: %s', async (name, state) => {
    const { title, card } = formToDialog(state, frame);

    expect(checkCard(card)).toEqual([]);
    await expect(`${JSON.stringify({ title, card }, null, 1)}\n`).toMatchFileSnapshot(
      `../../golden/teams/forms/${name}.json`,
    );
  });

  it('is within the limits and comes back to us, whatever it says and whatever was typed', () => {
    const anyState = anyForm.chain((form) =>
      fc.record({
        form: fc.constant(form),
        page: fc.integer({ min: -1, max: 4 }),
        kept: anyKept(form),
        errors: fc.constant({ 'field-0': 'Please answer this.', 'field-7': '*x*', other: 'x' }),
        people: fc.constant(new Map([['person-1', { id: 'aad-1', name: '**Ada**' }]])),
        asked: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(anyState, (state) => {
        const { title, card, shown } = formToDialog(state, frame);

        expect(checkCard(card)).toEqual([]);
        expect(complaintsOfMicrosoft(card)).toEqual([]);
        expect(title.length).toBeLessThanOrEqual(teamsLimits.dialogTitle);
        expect(inputsOf(card).map(({ id }) => id)).toEqual(shown.map((id) => `field:${id}`));
        for (const { data } of actionsOf(card)) {
          expect(Pressed.parse(data)).toMatchObject({ ...frame, steward: 'page', shown });
        }
      }),
      { ...atMostSeconds, numRuns: 100 },
    );
  });

  it('is within what is sent at once when all of its texts are as long as they may be', () => {
    const fields = Array.from(
      { length: 6 },
      (_, at): Field => ({ id: `${at}`, kind: 'paragraph', label: 'Words' }),
    );
    const kept = Object.fromEntries(fields.map(({ id }) => [id, '語'.repeat(9000)]));

    const { card } = formToDialog({ form: formOf(...fields), page: 0, kept, errors: {} }, frame);

    expect(JSON.stringify(card).length * 2).toBeLessThanOrEqual(teamsLimits.payloadBytes);
  });

  it('asks for a field once the answer beside it is given, and can say why', () => {
    const fresh = formToDialog(sampleForms.fresh, frame);
    const unfolded = formToDialog({ ...sampleForms.unfolded, asked: true }, frame);

    expect(fresh.shown).toEqual(['package', 'purpose', 'way']);
    expect(unfolded.shown).toEqual(['package', 'purpose', 'way', 'customers']);
    expect(wordsOf(fresh.card)).not.toContain('There is more to answer');
    expect(wordsOf(unfolded.card)).toContain('There is more to answer here');
  });

  it('goes by answers of other pages', () => {
    const hosted = { ...sampleForms.lastPage, kept: { way: 'hosted' }, people: new Map() };

    expect(formToDialog(hosted, frame).shown).toEqual(['release', 'lead']);
  });

  it('shows each error directly above its field, with what was typed still in it', () => {
    const { card } = formToDialog(sampleForms.wrong, frame);

    const at = card.body.findIndex(({ id }) => id === 'field:package');
    expect(readingOf({ body: card.body[at - 1] })).toBe(
      'Needs another look: Please keep this to 40 characters; it has 60.',
    );
    expect(card.body[at]).toMatchObject({ value: 'x'.repeat(60) });
    expect(card.body[at]).not.toHaveProperty('maxLength');
  });

  it('shows a day that is out of its limits without them, for they would hold back every button', () => {
    const form = formOf({ id: 'day', kind: 'date', label: 'Day', latest: '2026-12-31' });

    const days = ['2026-12-31', '2027-01-01', 'next May'].map(
      (day) => inputsOf(formToDialog({ form, page: 0, kept: { day }, errors: {} }, frame).card)[0],
    );

    const frameOf = {
      type: 'Input.Date',
      id: 'field:day',
      label: 'Day (optional)',
      spacing: 'medium',
    };
    expect(days).toEqual([
      { ...frameOf, max: '2026-12-31', value: '2026-12-31' },
      { ...frameOf, value: '2027-01-01' },
      { ...frameOf, max: '2026-12-31' },
    ]);
  });

  it('says all of a title and of a label that there is no room for', () => {
    const form = {
      ...useForm,
      title: 'Ask to use a package in a product of ours that is sold to customers abroad',
      submitLabel: 'Send to the open source program office and to everybody who is in charge of it',
      pages: useForm.pages.slice(1, 2),
    };

    const { title, card } = formToDialog({ form, page: 0, kept: {}, errors: {} }, frame);

    expect(title).toBe('Ask to use a package in a product of ours that is sold to…');
    expect(buttonsOf(card)).toEqual([
      'Send to the open source program office and to everybody who is in charge…',
    ]);
    expect(wordsOf(card)).toContain(form.title);
    expect(wordsOf(card)).toContain(form.submitLabel);
  });

  it('leads on, and back from every page but the first', () => {
    const buttons = [sampleForms.fresh, sampleForms.secondPage, sampleForms.wrongDay].map((state) =>
      buttonsOf(formToDialog(state, frame).card),
    );

    expect(buttons).toEqual([['Next'], ['Next', 'Back'], ['Send to the OSPO', 'Back']]);
  });

  it('shows the person who was chosen, by name', () => {
    const ada = { id: 'aad-1', name: 'Ada Lovelace' };
    const state = {
      ...sampleForms.lastPage,
      kept: { lead: 'person-1' },
      people: new Map([['person-1', ada]]),
    };

    expect(inputsOf(formToDialog(state, frame).card)).toContainEqual(
      expect.objectContaining({
        choices: [{ title: 'Ada Lovelace', value: 'aad-1' }],
        value: 'aad-1',
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
      }),
    );
  });

  it.each([
    ['choice', 6, 'expanded'],
    ['choice', 7, 'compact'],
    ['choice', 15, 'filtered'],
    ['choices', 7, 'expanded'],
    ['choices', 15, 'compact'],
    ['choices', 16, 'filtered'],
  ] as const)('offers a %s of %i options: %s', (kind, count, style) => {
    const options = Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `${at}` }));
    const form = formOf({ id: 'one', label: 'One', kind, options });

    const { card } = formToDialog({ form, page: 0, kept: {}, errors: {} }, frame);

    expect(inputsOf(card)).toEqual([expect.objectContaining({ style })]);
  });

  it('lets a choice that is not required be taken back', () => {
    const { card } = formToDialog(sampleForms.secondPage, frame);

    const titles = inputsOf(card).map(({ choices }) => JSON.stringify(choices));
    expect(titles.map((title) => title.includes('"No answer"'))).toEqual([false, true, true]);
  });
});

function formOf(...fields: readonly Field[]): Form {
  return { name: 'one', title: 'One', submitLabel: 'Send', pages: [{ title: '', fields }] };
}
