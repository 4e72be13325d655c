import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batch } from '#commands/batch.ts';
import { strict } from '../../support/policies.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steward-search-'));
  await mkdir(join(folder, 'using'));
  await writeFile(
    join(folder, 'using', 'rules.md'),
    '# Using code\n\n## Patents\n\nTell the office about an *invention*.\n\n## Trademarks\n\nAsk before you use our logo.\n',
  );
  await writeFile(join(folder, 'purpose.md'), '# Purpose\n\nWhy we have these rules.\n');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function answers(lines: readonly string[], handbook?: string): Promise<readonly unknown[]> {
  const output = new PassThrough();
  const written = text(output);
  await batch(Readable.from(lines.map((line) => `${line}\n`)), output, strict, handbook);
  output.end();
  return (await written)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('search', () => {
  it('names file and heading of what answers, best first', async () => {
    const [answer] = await answers(
      ['{"id":"a","do":"search","question":"may I use the logo?"}'],
      folder,
    );

    expect(answer).toEqual({
      id: 'a',
      results: [
        {
          file: 'using/rules.md',
          heading: 'Using code > Trademarks',
          score: expect.any(Number),
        },
        expect.anything(),
      ],
      abstained: false,
    });
  });

  it('says when nothing answers', async () => {
    const [answer] = await answers(
      ['{"id":1,"do":"search","question":"how many vacation days do I get"}'],
      folder,
    );

    expect(answer).toMatchObject({ id: 1, abstained: true });
  });

  it('goes on after a line without a question', async () => {
    const got = await answers(
      ['{"id":1,"do":"search"}', '{"id":2,"do":"search","question":"patents"}'],
      folder,
    );

    expect(got).toMatchObject([{ id: 1, error: { code: 'invalid-input' } }, { id: 2 }]);
  });

  it('is unavailable without a handbook', async () => {
    const [answer] = await answers(['{"id":1,"do":"search","question":"patents"}']);

    expect(answer).toMatchObject({ id: 1, error: { code: 'unavailable' } });
  });

  it('says what is wrong with the folder, and other lines are answered', async () => {
    const got = await answers(
      [
        '{"id":1,"do":"search","question":"patents"}',
        '{"id":2,"do":"license.normalize","expression":"MIT"}',
      ],
      join(folder, 'nowhere'),
    );

    expect(got).toMatchObject([
      { id: 1, error: { code: 'misconfigured' } },
      { id: 2, normalized: 'MIT' },
    ]);
  });
});
