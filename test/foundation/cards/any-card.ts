import fc from 'fast-check';
import type { Button, Card, Part, SimplePart, Tone } from '#foundation/cards/card.ts';
import type { Span, Text } from '#foundation/cards/text.ts';

/** Mostly short, at times long; long ones are repeated, for drawing each character is slow. */
const anyWords = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .tuple(fc.constantFrom('word ', 'x', '语', '😀', '\u0001', '"'), fc.nat(maxLength))
      .map(([unit, length]) => unit.repeat(length / unit.length)),
  );

const anyTone = fc.constantFrom<Tone>('good', 'caution', 'bad', 'neutral');

const anySpan: fc.Arbitrary<Span> = fc.oneof(
  anyWords(400),
  fc.record({
    kind: fc.constantFrom('strong' as const, 'emphasis' as const, 'code' as const),
    text: anyWords(400),
  }),
  fc.record({
    kind: fc.constant('link' as const),
    text: anyWords(100),
    href: fc.oneof(fc.webUrl(), anyWords(4000)),
  }),
);

const anyText: fc.Arbitrary<Text> = fc.oneof(anyWords(6000), fc.array(anySpan, { maxLength: 12 }));

const anySimplePart: fc.Arbitrary<SimplePart> = fc.oneof(
  fc.record({ kind: fc.constant('paragraph' as const), text: anyText }),
  fc.record({ kind: fc.constant('note' as const), tone: anyTone, text: anyText }),
  fc.record(
    {
      kind: fc.constant('list' as const),
      title: anyWords(200),
      entries: fc.array(anyText, { maxLength: 60, size: 'medium' }),
    },
    { requiredKeys: ['kind', 'entries'] },
  ),
  fc.record({
    kind: fc.constant('facts' as const),
    rows: fc.array(fc.record({ label: anyWords(200), value: anyText }), { maxLength: 60 }),
  }),
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(anyWords(100), { maxLength: 14 }),
    rows: fc.array(fc.array(anyText, { maxLength: 14 }), { maxLength: 60 }),
  }),
);

const anyPart: fc.Arbitrary<Part> = fc.oneof(
  { weight: 4, arbitrary: anySimplePart },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('more' as const),
      label: anyWords(100),
      parts: fc.array(anySimplePart, { maxLength: 10 }),
    }),
  },
);

const anyButton: fc.Arbitrary<Button> = fc.record(
  {
    label: anyWords(150),
    action: fc.record({
      name: fc.constant('sample.show@1' as const),
      payload: fc.oneof(fc.jsonValue(), anyWords(3000)),
    }),
    style: fc.constantFrom('primary' as const, 'danger' as const),
  },
  { requiredKeys: ['label', 'action'] },
);

/** Cards far beyond what views make: too many, too long, too odd. */
export const anyCard: fc.Arbitrary<Card> = fc.record(
  {
    tone: anyTone,
    title: anyWords(400),
    parts: fc.array(anyPart, { maxLength: 30 }),
    source: anyText,
    buttons: fc.array(anyButton, { maxLength: 9 }),
  },
  { requiredKeys: ['tone', 'title', 'parts', 'buttons'] },
);

/** A failing card is shrunk for a while only: small ones are rare, and minutes help nobody. */
export const atMostSeconds = { interruptAfterTimeLimit: 8000, markInterruptAsFailure: true };
