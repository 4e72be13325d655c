import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settings } from '#foundation/store/schema.ts';
import { testDatabase } from '../../support/database.ts';

const database = testDatabase();

async function keptAs(value: unknown): Promise<unknown> {
  await database.db.delete(settings);
  await database.db.insert(settings).values({ key: 'sample', value });
  const [row] = await database.db.select().from(settings).where(eq(settings.key, 'sample'));
  return row?.value;
}

describe('a JSON column', () => {
  it.each([
    ['a text of digits', '17'],
    ['a text that looks like JSON', '{"a":1}'],
    ['a number', 17],
    ['a yes', true],
    ['a list', [1, ['two'], { three: null }]],
  ])('gives back %s as it was', async (_what, value) => {
    const kept = await keptAs(value);

    expect(kept).toEqual(value);
  });

  it('drops what PostgreSQL cannot keep, in names and values, and keeps the rest', async () => {
    const kept = await keptAs({ 'a\u0000b': ['x\u0000y', 'half \ud83d'] });

    expect(kept).toEqual({ ab: ['xy', 'half \ufffd'] });
  });

  it('gives back any JSON value', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));

    await fc.assert(
      fc.asyncProperty(
        value.filter((sample) => sample !== null),
        async (sample) => {
          expect(await keptAs(sample)).toEqual(sample);
        },
      ),
      { numRuns: 40 },
    );
  });
});
