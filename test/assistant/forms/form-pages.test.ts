import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageToOpen, readFormAnswers } from '#assistant/forms/form-pages.ts';
import { fieldsOf } from '#foundation/cards/form.ts';
import { useForm } from '../../support/sample-forms.ts';

const first = { package: 'libvips', way: 'hosted' };

describe('a page of a form', () => {
  it('leads to the next when it is in order', () => {
    const step = readFormAnswers(useForm, { page: 0, go: 'next', answers: first });

    expect(step).toEqual({ kind: 'show', page: 1, kept: first, errors: {} });
  });

  it('comes back with what is to be mended and all that was typed', () => {
    const answers = { way: 'shipped', purpose: 'a\nb', customers: 'many' };

    const step = readFormAnswers(useForm, { page: 0, go: 'next', answers });

    expect(step).toMatchObject({ kind: 'show', page: 0, kept: answers });
    expect(Object.keys(step.kind === 'show' ? step.errors : {})).toEqual(['package', 'customers']);
  });

  it('asks nothing of the pages behind it', () => {
    const step = readFormAnswers(useForm, { page: 1, go: 'next', answers: first });

    expect(step).toMatchObject({ kind: 'show', page: 2, errors: {} });
  });

  it('leads back to an earlier page where that one is not in order', () => {
    const step = readFormAnswers(useForm, { page: 1, go: 'next', answers: { way: 'hosted' } });

    expect(step).toMatchObject({
      kind: 'show',
      page: 0,
      errors: { package: 'Please answer this.' },
    });
  });

  it('may be left backwards, whatever is on it', () => {
    const step = readFormAnswers(useForm, { page: 2, go: 'back', answers: { release: 'never' } });

    expect(step).toEqual({ kind: 'show', page: 1, kept: { release: 'never' }, errors: {} });
  });

  it('is sent with the answers of all pages, unchecked', () => {
    const step = readFormAnswers(useForm, { page: 2, go: 'send', answers: { release: 'never' } });

    expect(step).toEqual({ kind: 'send', answers: { release: 'never' } });
  });

  it('is answered for whatever is sent, with fields of the form only', () => {
    const ids = fieldsOf(useForm).map(({ id }) => id);
    const anyPage = fc.record({
      page: fc.oneof(fc.integer(), fc.double()),
      go: fc.constantFrom('next' as const, 'back' as const, 'send' as const),
      answers: fc.oneof(
        fc.anything(),
        fc.dictionary(fc.constantFrom(...ids, '__proto__'), fc.anything()),
      ),
    });
    fc.assert(
      fc.property(anyPage, (received) => {
        const step = readFormAnswers(useForm, received);

        const kept = step.kind === 'send' ? step.answers : step.kept;
        expect(ids).toEqual(expect.arrayContaining(Object.keys(kept)));
        if (step.kind === 'show') expect([0, 1, 2]).toContain(step.page);
      }),
    );
  });
});

describe('the page to open', () => {
  it.each([
    [{ contract: 'x' }, 2],
    [{ contract: 'x', language: 'y' }, 1],
    [{}, 0],
    [{ nothing: 'x' }, 0],
  ])('is the first that has an error: %j', (errors, page) => {
    expect(pageToOpen({ kind: 'form', form: useForm, context: {}, errors })).toBe(page);
  });

  it('is the one from which more is asked where nothing is to be mended', () => {
    const reply = { kind: 'form', form: useForm, context: {}, moreFrom: 2 } as const;

    expect(pageToOpen(reply)).toBe(2);
    expect(pageToOpen({ ...reply, errors: { language: 'y' } })).toBe(1);
  });
});
