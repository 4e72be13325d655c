import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineDuties, Duty, dutyTexts, isProhibition } from '#knowledge/licenses/duties.ts';

const anyDuties = fc.array(fc.constantFrom(...Duty.options), { maxLength: 40 });

describe('words for duties', () => {
  it('has its own words for each duty', () => {
    const texts = Duty.options.map((duty) => dutyTexts[duty]);

    expect(texts.every((text) => text.length > 10)).toBe(true);
    expect(new Set(texts).size).toBe(Duty.options.length);
  });

  it('words every prohibition as something not to do', () => {
    const unclear = Duty.options.filter(
      (duty) => isProhibition(duty) && !dutyTexts[duty].startsWith("Don't "),
    );

    expect(unclear).toEqual([]);
  });
});

describe('prohibitions', () => {
  it.each([
    'no-commercial-use',
    'no-hosted-service',
    'no-sharing-of-modified',
    'production-use-limited',
  ] as const)('%s is one', (duty) => {
    expect(isProhibition(duty)).toBe(true);
  });

  it.each([
    'no-endorsement',
    'no-additional-restrictions',
    'include-license-text',
    'respect-use-restrictions',
  ] as const)('%s is a condition', (duty) => {
    expect(isProhibition(duty)).toBe(false);
  });
});

describe('combining', () => {
  it('says what BSD-3-Clause asks in two lines', () => {
    const phrases = combineDuties([
      'include-license-text',
      'keep-copyright-notices',
      'no-endorsement',
    ]);

    expect(phrases.map((phrase) => phrase.text)).toEqual([
      'Keep the notice: copyright line and license text, for example on your notices page',
      "Don't use the authors' names to promote your product",
    ]);
  });

  it('says source and license of a work in one line', () => {
    const phrases = combineDuties(['provide-source', 'same-license-work']);

    expect(phrases.map((phrase) => phrase.duties)).toEqual([
      ['provide-source', 'same-license-work'],
    ]);
  });

  it('leaves a duty alone whose partner is not asked', () => {
    const phrases = combineDuties(['keep-copyright-notices']);

    expect(phrases.map((phrase) => phrase.text)).toEqual([dutyTexts['keep-copyright-notices']]);
  });

  it('says nothing where nothing is asked', () => {
    expect(combineDuties([])).toEqual([]);
  });

  it('keeps every duty in exactly one line', () => {
    fc.assert(
      fc.property(anyDuties, (duties) => {
        const said = combineDuties(duties).flatMap((phrase) => phrase.duties);

        expect(said.toSorted()).toEqual([...new Set(duties)].toSorted());
      }),
    );
  });

  it('does not depend on the order of the duties or on repetition', () => {
    fc.assert(
      fc.property(anyDuties, (duties) => {
        const turned = [...duties, ...duties].toReversed();

        expect(combineDuties(turned)).toEqual(combineDuties(duties));
      }),
    );
  });

  it('puts prohibitions last and never in a line with anything else', () => {
    fc.assert(
      fc.property(anyDuties, (duties) => {
        const phrases = combineDuties(duties);
        const prohibitions = phrases.map((phrase) => phrase.prohibition);

        expect(prohibitions).toEqual(prohibitions.toSorted((a, b) => Number(a) - Number(b)));
        for (const phrase of phrases) {
          expect(phrase.duties.map(isProhibition)).toEqual(
            phrase.duties.map(() => phrase.prohibition),
          );
        }
      }),
    );
  });
});
