import parse from 'spdx-expression-parse';
import { expect, it } from 'vitest';
import { normalizeLicense } from '#knowledge/licenses/normalize.ts';
import { assumeUse } from '#knowledge/policy/assume-use.ts';
import { evaluate } from '#knowledge/policy/evaluate.ts';
import { subjectOf } from '#knowledge/policy/license-subject.ts';
import { balanced, someDay } from '../support/policies.ts';

const expressions = [
  'MIT',
  '(MIT OR Apache-2.0)',
  'GPL-2.0-only WITH Classpath-exception-2.0',
  'MPL-1.1 OR GPL-2.0-or-later OR LGPL-2.1-or-later',
  '(MIT OR GPL-3.0-only) AND BSD-3-Clause AND ISC',
];
const { use } = assumeUse({ use: 'distributed-binary' });

/** Microseconds of processor time for one expression. */
function measure(work: (expression: string) => unknown): number {
  const rounds = 2000;
  for (let round = 0; round < 300; round++) expressions.forEach((text) => void work(text));
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) expressions.forEach((text) => void work(text));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (rounds * expressions.length);
}

it('reads and judges expressions, beside the bare parser', () => {
  const bare = measure((text) => parse(text));
  const read = measure((text) => normalizeLicense(text));
  const judged = measure((text) =>
    evaluate({ subject: subjectOf(normalizeLicense(text)), use }, balanced, someDay),
  );

  process.stdout.write(
    `spdx-expression-parse ${bare.toFixed(1)} µs; read and made canonical ${read.toFixed(1)} µs (${(read / bare).toFixed(1)} ×); with the verdict ${judged.toFixed(1)} µs (${(judged / bare).toFixed(1)} ×)\n`,
  );
  expect(judged).toBeGreaterThan(0);
});
