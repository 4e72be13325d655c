import { describe, expect, it } from 'vitest';
import { answerLine } from '#commands/batch.ts';
import { balanced, strict } from '../support/policies.ts';
import { runSteward } from '../support/run-steward.ts';

function answer(request: Readonly<Record<string, unknown>>, policy = strict) {
  return answerLine(JSON.stringify(request), policy);
}

const saas = { use: 'saas', modified: false, linkage: 'dynamic' };

describe('a line of batch', () => {
  it('gets a verdict with its obligations', () => {
    const shipped = { use: 'distributed-binary', modified: false, linkage: 'dynamic' };

    expect(
      answer({ id: 'a', do: 'verdict', expression: 'BSD-3-Clause', context: shipped }),
    ).toMatchObject({
      id: 'a',
      verdict: 'allowed',
      obligations: ['include-license-text', 'keep-copyright-notices', 'no-endorsement'],
    });
  });

  it('answers by the policy that it was given', () => {
    const request = { id: 1, do: 'verdict', expression: 'AGPL-3.0-only', context: saas };

    expect(answer(request, strict)).toMatchObject({ verdict: 'denied' });
    expect(answer(request, balanced)).toMatchObject({ verdict: 'needs-review' });
  });

  it.each([
    'MIT OR',
    'BSD',
    'NOASSERTION',
    'LicenseRef-x',
    '',
    null,
    17,
    ['MIT', 'ISC'],
    '('.repeat(100_000),
  ])('reviews what is no certain license: %j', (expression) => {
    expect(answer({ id: 'a', do: 'verdict', expression, context: saas })).toMatchObject({
      verdict: 'needs-review',
    });
  });

  it('normalizes a published value, and says its class', () => {
    expect(answer({ id: 'a', do: 'license.normalize', expression: 'Apache 2.0' })).toMatchObject({
      class: 'corrected',
      normalized: 'Apache-2.0',
    });
    expect(answer({ id: 'a', do: 'license.normalize', expression: 'UNLICENSED' })).toMatchObject({
      class: 'proprietary',
    });
  });

  it.each([
    [{ license: 'MIT' }, 'valid', 'MIT', false],
    [{ license: 'GPL-2.0' }, 'normalized', 'GPL-2.0-only', false],
    [{ license: 'BSD' }, 'ambiguous', null, true],
    [{}, 'none', null, true],
    [{ license: 'UNLICENSED' }, 'unlicensed', null, true],
    [{ license: 'BUSL-1.1' }, 'valid', 'BUSL-1.1', true],
    [{ licenses: [{ type: 'MIT' }] }, 'normalized', 'MIT', false],
  ])('reads a published license: %j', (published, status, spdx, needsReview) => {
    expect(answer({ id: 'a', do: 'package.license', published })).toEqual({
      id: 'a',
      status,
      spdx,
      needsReview,
    });
  });

  it('says which packages a text names', () => {
    expect(answer({ id: 'a', do: 'package.parse', text: 'npm i @slack/bolt' })).toMatchObject({
      purls: ['pkg:npm/%40slack/bolt'],
      ambiguous: false,
    });
  });

  it('keeps to two lists where it is given them', () => {
    const policy = { allowed: ['MIT'], denied: ['SSPL-1.0'] };

    expect(answer({ id: 'a', do: 'verdict', expression: 'MIT OR SSPL-1.0', policy })).toMatchObject(
      { verdict: 'allowed' },
    );
  });

  it.each([
    ['not JSON', 'invalid-input'],
    ['[]', 'invalid-input'],
    ['{"id":"a","do":"dance"}', 'invalid-input'],
    ['{"id":"a","do":"__proto__"}', 'invalid-input'],
    ['{"id":"a","do":"verdict","expression":"MIT"}', 'invalid-input'],
    ['{"id":"a","do":"verdict","expression":"MIT","context":{"use":"moon"}}', 'invalid-input'],
    ['{"id":"a","do":"search","question":"?"}', 'unavailable'],
  ])('gets an error of its own when it is wrong: %s', (line, code) => {
    expect(answerLine(line, strict)).toMatchObject({ error: { code } });
  });
});

describe('batch', () => {
  it('answers every line in order though one of them is wrong', async () => {
    const lines = [
      '{"id":1,"do":"license.normalize","expression":"MIT"}',
      'nonsense',
      '',
      '{"id":2,"do":"license.normalize","expression":"ISC"}',
    ];

    const { status, out } = await runSteward(['batch', '--policy', 'strict'], {}, lines.join('\n'));

    expect(status).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual([1, null, 2]);
  });

  it('names a policy that is not there', async () => {
    const { status, err } = await runSteward(['batch', '--policy', 'no-such-file.yaml'], {});

    expect(status).toBe(2);
    expect(err).toContain('no-such-file.yaml cannot be read');
  });
});
