import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedbackForm } from '#assistant/views/feedback/feedback-form.ts';
import { formToModal, optionsFor } from '#channels/slack/render-form.ts';
import type { Field, Form } from '#foundation/cards/form.ts';
import { atMostSeconds } from '../../foundation/cards/any-card.ts';
import { anyForm, anyKept } from '../../foundation/cards/any-form.ts';
import { broadcastForms } from '../../support/sample-broadcasts.ts';
import { namedSampleForms, sampleForms, useForm } from '../../support/sample-forms.ts';
import { requestForms } from '../../support/sample-request-forms.ts';
import { checkView } from '../../support/slack/limit-checker.ts';
import { objectsIn, wordsIn } from '../../support/slack/read-blocks.ts';

const frame = { callbackId: 'form', metadata: '{"form":"use"}' };
const about = { title: 'Yes — nothing to do', subject: 'left-pad', policy: '2026.1' };
const samples = [
  ...[...namedSampleForms, ...broadcastForms, ...requestForms].map(
    ([name, state]) => [name, { ...state, people: new Map() }] as const,
  ),
  ['feedback', { form: feedbackForm(about), page: 0, kept: {}, errors: {} }] as const,
];

describe('a page of a form as a modal', () => {
  it.each(samples)('is drawn: %s', async (name, state) => {
    const modal = formToModal(state, frame);

    expect(checkView(modal)).toEqual([]);
    await expect(`${JSON.stringify(modal, null, 1)}\n`).toMatchFileSnapshot(
      `../../golden/slack/forms/${name}.json`,
    );
  });

  it('is within the limits and holds no markup, whatever the form says and whatever was typed', () => {
    const anyState = anyForm.chain((form) =>
      fc.record({
        form: fc.constant(form),
        page: fc.integer({ min: -1, max: 4 }),
        kept: anyKept(form),
        errors: fc.constant({ 'field-0': 'Please answer this.', 'field-7': '*x*', other: 'x' }),
        people: fc.constant(new Map([['person-1', 'U1']])),
      }),
    );
    fc.assert(
      fc.property(anyState, (state) => {
        const modal = formToModal(state, frame);

        expect(checkView(modal)).toEqual([]);
        expect(objectsIn(modal).filter(({ type }) => type === 'mrkdwn')).toEqual([]);
      }),
      { ...atMostSeconds, numRuns: 100 },
    );
  });

  it('asks for a field once the answer beside it is given', () => {
    const fresh = formToModal(sampleForms.fresh, frame);
    const unfolded = formToModal(sampleForms.unfolded, frame);

    expect(inputIds(fresh)).toEqual(['package', 'purpose', 'way']);
    expect(inputIds(unfolded)).toEqual(['package', 'purpose', 'way', 'customers']);
  });

  it('hears of each change to an answer that another field goes by, and of no other', () => {
    const { blocks } = formToModal(sampleForms.fresh, frame);

    const heard = objectsIn(blocks).filter(({ dispatch_action }) => dispatch_action === true);
    expect(heard.map(({ block_id }) => block_id)).toEqual(['way']);
  });

  it('goes by answers of other pages', () => {
    const hosted = { ...sampleForms.lastPage, kept: { way: 'hosted' }, people: new Map() };

    expect(inputIds(formToModal(hosted, frame))).toEqual(['release', 'lead']);
  });

  it('shows each error directly above its field, with what was typed still in it', () => {
    const { blocks } = formToModal(sampleForms.wrong, frame);

    const at = blocks.findIndex((block) => block.block_id === 'package');
    expect(wordsIn(blocks[at - 1])).toBe(
      'Needs another look: Please keep this to 40 characters; it has 60.',
    );
    expect(blocks[at]).toMatchObject({ element: { initial_value: 'x'.repeat(60) } });
  });

  it('says all of a title and of a label that the frame has no room for', () => {
    const form = {
      ...useForm,
      title: 'Ask to use a package in a product of ours',
      submitLabel: 'Send to the open source program office',
      pages: useForm.pages.slice(1, 2),
    };

    const modal = formToModal({ form, page: 0, kept: {}, errors: {} }, frame);

    expect(modal.title.text).toBe('Ask to use a package in…');
    expect(modal.submit?.text).toBe('Send to the open source…');
    expect(wordsIn(modal.blocks[0])).toBe(form.title);
    expect(wordsIn(modal.blocks.at(-1))).toContain(form.submitLabel);
  });

  it('goes back from every page but the first', () => {
    const ids = [sampleForms.fresh, sampleForms.secondPage].map((state) =>
      objectsIn(formToModal(state, frame)).filter(({ action_id }) => action_id === 'form.back'),
    );

    expect(ids.map(({ length }) => length)).toEqual([0, 1]);
  });

  it('shows the person who was chosen', () => {
    const state = {
      ...sampleForms.lastPage,
      kept: { lead: 'person-1' },
      people: new Map([['person-1', 'U012AB3CD']]),
    };

    const { blocks } = formToModal(state, frame);

    expect(objectsIn(blocks)).toContainEqual(
      expect.objectContaining({ type: 'users_select', initial_user: 'U012AB3CD' }),
    );
  });

  it.each([
    ['choice', 9, 'radio_buttons'],
    ['choice', 10, 'static_select'],
    ['choice', 99, 'static_select'],
    ['choice', 100, 'external_select'],
    ['choices', 10, 'checkboxes'],
    ['choices', 11, 'multi_static_select'],
    ['choices', 100, 'multi_static_select'],
    ['choices', 101, 'multi_external_select'],
  ] as const)('offers a %s of %i options as %s', (kind, count, type) => {
    const form = formOf({ id: 'one', label: 'One', kind, options: manyOptions(count) });

    const { blocks } = formToModal({ form, page: 0, kept: {}, errors: {} }, frame);

    expect(blocks[0]).toMatchObject({ element: { type } });
  });

  it('goes on in a second line with an option that is long', () => {
    const label = `${'Shipped to customers who may change it and pass it on '.repeat(2)}at once`;
    const form = formOf({
      id: 'one',
      label: 'One',
      kind: 'choice',
      required: true,
      options: [{ value: 'long', label }],
    });

    const { blocks } = formToModal({ form, page: 0, kept: {}, errors: {} }, frame);

    const [option] = objectsIn(blocks).filter(({ value }) => value === 'long');
    const words = [option?.text, option?.description].map((text) => wordsIn(text)).join(' ');
    expect(words.replaceAll('… …', ' ')).toBe(label);
  });
});

describe('the options of a long menu', () => {
  const form = formOf({ id: 'one', label: 'One', kind: 'choices', options: manyOptions(150) });

  it('are those with the typed words in them, in any case', () => {
    const options = optionsFor(form, 0, 'one', ' PTION 14');

    expect(options.map(({ text }) => text.text)).toEqual(
      ['14', '140', '141', '142', '143', '144', '145', '146', '147', '148', '149'].map(
        (number) => `Option ${number}`,
      ),
    );
  });

  it('are as many as Slack shows', () => {
    expect(optionsFor(form, 0, 'one', '')).toHaveLength(100);
  });

  it('are none for a field or a page that is not there', () => {
    expect(optionsFor(form, 0, 'other', '')).toEqual([]);
    expect(optionsFor(form, 7, 'one', '')).toEqual([]);
  });

  it('take what was typed literally', () => {
    expect(optionsFor(form, 0, 'one', '.*')).toEqual([]);
  });
});

function formOf(field: Field): Form {
  return {
    name: 'one',
    title: 'One',
    submitLabel: 'Send',
    pages: [{ title: '', fields: [field] }],
  };
}

function manyOptions(count: number) {
  return Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Option ${at}` }));
}

function inputIds({ blocks }: ReturnType<typeof formToModal>): readonly unknown[] {
  return blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);
}
