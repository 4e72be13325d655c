import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, noHead, sealAfter } from '#foundation/store/chain.ts';

const row = {
  id: 7,
  at: new Date('2026-03-01T12:00:00Z'),
  kind: 'person.created',
  actor: null,
  subject: { b: 1, a: [2] },
  sealNumber: null,
  previousHash: null,
  hash: null,
};

describe('canonicalJson', () => {
  it('is one text, whatever the order of members', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
        (value) => {
          const turned = Object.fromEntries(Object.entries(value).toReversed());

          expect(canonicalJson(turned)).toBe(canonicalJson(value));
        },
      ),
    );
  });

  it('keeps the whole value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const backAgain: unknown = JSON.parse(canonicalJson(value));

        expect(backAgain).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('sealAfter', () => {
  it('counts from one and links to the head before', () => {
    const first = sealAfter(noHead, row);
    const second = sealAfter(first, { ...row, id: 8 });

    expect(first).toMatchObject({ sealNumber: 1, previousHash: '0'.repeat(64) });
    expect(second).toMatchObject({ sealNumber: 2, previousHash: first.hash });
  });

  it.each([
    { id: 8 },
    { at: new Date('2026-03-01T12:00:00.001Z') },
    { kind: 'account.linked' },
    { actor: '0198a7e4-6a52-7d3c-9f10-000000000001' },
    { subject: { b: 1, a: [3] } },
  ])('has another hash when the entry differs: %j', (change) => {
    const before = sealAfter(noHead, row).hash;

    const after = sealAfter(noHead, { ...row, ...change }).hash;

    expect(after).not.toBe(before);
  });
});
