import fc from 'fast-check';
import type { Field, FieldKind, Form, Option } from '#foundation/cards/form.ts';

const anyWords = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .tuple(fc.constantFrom('word ', '语', '😀'), fc.nat(2500))
    .map(([unit, length]) => unit.repeat(length / unit.length)),
);

/** Values as no form of ours has them: empty, long, twice the same. */
const anyOption: fc.Arbitrary<Option> = fc.record({
  value: fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('0', '1', 'no-answer', 'a'),
    fc.nat(200).map((length) => 'v'.repeat(length)),
  ),
  label: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.nat(200).map((length) => 'label '.repeat(length / 6)),
  ),
});

const anyOptions = fc.oneof(
  fc.array(anyOption, { minLength: 1, maxLength: 12 }),
  fc
    .integer({ min: 95, max: 120 })
    .chain((count) =>
      fc
        .array(anyOption, { minLength: 1, maxLength: 3 })
        .map((some) =>
          Array.from(
            { length: count },
            (_, at) => some[at] ?? { value: `value-${at}`, label: `Label ${at}` },
          ),
        ),
    ),
);

const anyKind: fc.Arbitrary<FieldKind> = fc.oneof(
  fc.record(
    {
      kind: fc.constantFrom('text' as const, 'paragraph' as const),
      maxLength: fc.integer({ min: 1, max: 5000 }),
    },
    { requiredKeys: ['kind'] },
  ),
  fc.record({
    kind: fc.constantFrom('choice' as const, 'choices' as const),
    options: anyOptions,
  }),
  fc.constant({ kind: 'text' as const, format: 'url' as const }),
  fc.constant({ kind: 'yes-no-not-sure' as const }),
  fc.record(
    {
      kind: fc.constant('number' as const),
      min: fc.integer({ min: -50, max: 0 }),
      max: fc.integer({ min: 0, max: 50 }),
    },
    { requiredKeys: ['kind'] },
  ),
  fc.record(
    { kind: fc.constant('date' as const), earliest: fc.constant('2026-01-01') },
    { requiredKeys: ['kind'] },
  ),
  fc.constant({ kind: 'person' as const }),
);

const anyFrame = fc.record(
  { label: anyWords, hint: anyWords, required: fc.boolean() },
  { requiredKeys: ['label'] },
);

/** The ids are set afterwards: unique in the form, and known to a condition. */
const anyFieldAt = (at: number): fc.Arbitrary<Field> =>
  fc.tuple(anyFrame, anyKind, fc.boolean()).map(([frame, kind, depends]) => ({
    ...frame,
    ...kind,
    id: `field-${at}`,
    ...(depends && at > 0 ? { showWhen: { field: `field-${at - 1}`, is: ['yes', 'a', '1'] } } : {}),
  }));

const FIELDS_ON_A_PAGE = 6;

const anyPageAt = (at: number) =>
  fc.record(
    {
      title: anyWords,
      intro: anyWords,
      fields: fc
        .nat(FIELDS_ON_A_PAGE - 1)
        .chain((count) =>
          fc.tuple(
            ...Array.from({ length: count + 1 }, (_, field) =>
              anyFieldAt(at * FIELDS_ON_A_PAGE + field),
            ),
          ),
        ),
    },
    { requiredKeys: ['title', 'fields'] },
  );

/** Forms with words and options far beyond what ours have. */
export const anyForm: fc.Arbitrary<Form> = fc.record({
  name: fc.constant('any'),
  title: anyWords,
  submitLabel: anyWords,
  pages: fc
    .integer({ min: 1, max: 3 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => anyPageAt(at)))),
});

/** What may have been typed into it before, whether or not it is in order. */
export function anyKept(form: Form): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const fields = form.pages.flatMap((page) => page.fields);
  return fc
    .tuple(...fields.map(anyTyped))
    .map((typed) => Object.fromEntries(fields.map(({ id }, at) => [id, typed[at]])));
}

function anyTyped(field: Field): fc.Arbitrary<unknown> {
  const odd = fc.oneof(
    anyWords,
    fc.constantFrom(undefined, null, 7, Number.NaN, {}, [[1]], 'yes', 'a', '1', '2026-02-30'),
    fc.array(anyWords, { maxLength: 3 }),
  );
  switch (field.kind) {
    case 'text':
    case 'paragraph':
      return fc.oneof(anyWords, odd);
    case 'choice':
      return fc.oneof(fc.constantFrom(...field.options.map(({ value }) => value)), odd);
    case 'choices':
      return fc.oneof(fc.subarray(field.options.map(({ value }) => value)), odd);
    case 'yes-no-not-sure':
      return fc.oneof(fc.constantFrom('yes', 'no', 'not-sure'), odd);
    case 'number':
      return fc.oneof(fc.integer({ min: -60, max: 60 }).map(String), odd);
    case 'date':
      return fc.oneof(fc.constant('2026-05-01'), odd);
    case 'person':
      return fc.oneof(fc.constantFrom('person-1', 'person-2'), odd);
  }
}
