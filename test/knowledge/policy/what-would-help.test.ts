import { describe, expect, it } from 'vitest';
import { normalizeLicense } from '#knowledge/licenses/normalize.ts';
import { assumeUse } from '#knowledge/policy/assume-use.ts';
import { subjectOf } from '#knowledge/policy/license-subject.ts';
import type { PartialUse, UseKind } from '#knowledge/policy/use.ts';
import { type OtherVersion, whatWouldHelp } from '#knowledge/policy/what-would-help.ts';
import { balanced, someDay } from '../../support/policies.ts';

function helpFor(
  license: string,
  use: UseKind,
  more: PartialUse = {},
  others: readonly OtherVersion[] = [],
) {
  const question = {
    subject: subjectOf(normalizeLicense(license)),
    use: assumeUse({ ...more, use }).use,
  };
  return whatWouldHelp(question, balanced, someDay, others);
}

describe('what would help', () => {
  it('names dynamic linking for a weak copyleft library linked statically', () => {
    const [first] = helpFor('LGPL-2.1-only', 'distributed-binary', { linkage: 'static' });

    expect(first).toEqual({
      change: { kind: 'use', to: { linkage: 'dynamic' } },
      verdict: 'allowed',
    });
  });

  it('names both changes where one is not enough', () => {
    const help = helpFor('LGPL-2.1-only', 'distributed-binary', {
      linkage: 'static',
      modified: true,
    });

    expect(help).toContainEqual({
      change: { kind: 'use', to: { modified: false, linkage: 'dynamic' } },
      verdict: 'allowed',
    });
  });

  it('names a version under a better license', () => {
    const others = [{ version: '0.7.31', subject: subjectOf(normalizeLicense('MIT')) }];

    const [first] = helpFor('AGPL-3.0-or-later', 'distributed-binary', {}, others);

    expect(first).toEqual({ change: { kind: 'version', version: '0.7.31' }, verdict: 'allowed' });
  });

  it('offers no separate program inside a mobile app', () => {
    const help = helpFor('GPL-3.0-only', 'mobile-app');

    expect(help.map((one) => one.change)).not.toContainEqual({
      kind: 'use',
      to: { linkage: 'separate-process' },
    });
    expect(help.map((one) => one.change)).toContainEqual({ kind: 'use', to: { use: 'internal' } });
  });

  it('offers nothing where the answer is a yes', () => {
    expect(helpFor('MIT', 'mobile-app')).toEqual([]);
  });
});
