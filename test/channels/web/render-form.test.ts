import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderForm } from '#channels/web/render-form.ts';
import { fieldsOf } from '#foundation/cards/form.ts';
import { broadcastForms } from '../../support/sample-broadcasts.ts';
import { namedSampleForms, sampleForms, useForm } from '../../support/sample-forms.ts';
import { requestForms } from '../../support/sample-request-forms.ts';

const OUR_TAGS = new Set(
  'a button code div em fieldset form h2 h3 input label legend option p select span strong textarea'.split(
    ' ',
  ),
);

describe('a form as HTML', () => {
  it.each([...namedSampleForms, ...broadcastForms, ...requestForms])(
    'is drawn: %s',
    async (name, state) => {
      const html = renderForm(state).replaceAll('><', '>\n<');

      await expect(`${html}\n`).toMatchFileSnapshot(`../../golden/forms/${name}.html`);
    },
  );

  it('carries every answer, whichever page is shown and whatever was typed', () => {
    const typed = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[\p{Cc}]/u.test(text));
    fc.assert(
      fc.property(typed, fc.nat(2), (text, page) => {
        const kept = { package: text, purpose: text, contract: text, way: 'shipped' };
        const html = renderForm({ form: useForm, page, kept, errors: {} });

        const words = html
          .replaceAll('&quot;', '"')
          .replaceAll('&lt;', '<')
          .replaceAll('&amp;', '&');
        expect(words.split(text).length - 1).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 50 },
    );
  });

  it('holds no tag that a text or an answer brought in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(2), (text, page) => {
        const kept = Object.fromEntries(fieldsOf(useForm).map(({ id }) => [id, text]));
        const errors = Object.fromEntries(fieldsOf(useForm).map(({ id }) => [id, text]));
        const html = renderForm({ form: { ...useForm, title: text }, page, kept, errors });

        const tags = [...html.matchAll(/<\/?([^\s>/]*)/g)].map(([, tag]) => tag ?? '');
        expect(tags.filter((tag) => !OUR_TAGS.has(tag))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves out a field that cannot come up on this page', () => {
    const hosted = { way: 'hosted', contract: 'K-17' };

    const html = renderForm({ form: useForm, page: 2, kept: hosted, errors: {} });

    expect(html).not.toContain('Contract number');
  });

  it('hides a field until the answer beside it is given, and says which answer that is', () => {
    const html = renderForm(sampleForms.fresh);

    const field = /<div[^>]*data-field="customers"[^>]*>/.exec(html)?.[0] ?? '';
    expect(field).toContain(' hidden');
    expect(field).toContain(
      'data-show-when="{&quot;field&quot;:&quot;way&quot;,&quot;is&quot;:[&quot;shipped&quot;]}"',
    );
  });

  it('shows what was typed for a day where that is none', () => {
    const html = renderForm(sampleForms.wrongDay);

    expect(html).toMatch(/<input[^>]*name="release"[^>]*type="text"[^>]*value="next May"/);
  });

  it('ties each error to its field, for those who do not see it', () => {
    const html = renderForm(sampleForms.wrong);

    expect(html).toMatch(
      /<input[^>]*name="package"[^>]*aria-describedby="field-package-hint field-package-error"[^>]*aria-invalid="true"/,
    );
    expect(html).toContain('id="field-package-error"');
  });

  it('draws the nearest page when there is no such page', () => {
    const before = renderForm({ ...sampleForms.fresh, page: -3 });
    const after = renderForm({ ...sampleForms.fresh, page: 99 });

    expect(before).toContain('Page 1 of 3');
    expect(after).toContain('Page 3 of 3');
  });
});
