import { describe, expect, it } from 'vitest';
import type { Verdict } from '#knowledge/policy/judgement.ts';
import type { PartialUse, UseKind } from '#knowledge/policy/use.ts';
import { judge, strict } from '../../support/policies.ts';

const rows: readonly (readonly [string, UseKind, PartialUse, Verdict])[] = [
  ['ISC', 'embedded-device', { modified: true, linkage: 'file-copy' }, 'allowed'],
  ['EPL-2.0', 'internal', { modified: true, linkage: 'static' }, 'allowed'],
  ['EPL-2.0', 'saas', { modified: true, linkage: 'dynamic' }, 'needs-review'],
  ['CDDL-1.1', 'distributed-binary', { linkage: 'static' }, 'needs-review'],
  ['CDDL-1.1', 'distributed-binary', { linkage: 'separate-process' }, 'allowed'],
  ['LGPL-2.1-or-later', 'mobile-app', { linkage: 'dynamic' }, 'needs-review'],
  ['EUPL-1.2', 'saas', { linkage: 'separate-process' }, 'needs-review'],
  ['GPL-3.0-or-later', 'dev-tool', {}, 'allowed'],
  ['GPL-3.0-or-later', 'saas', { linkage: 'separate-process' }, 'needs-review'],
  ['OSL-3.0', 'internal', {}, 'denied'],
  ['FSL-1.1-MIT', 'internal', {}, 'denied'],
  ['CC-BY-NC-SA-4.0', 'internal', {}, 'denied'],
  ['Hippocratic-2.1', 'internal', {}, 'needs-review'],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'mobile-app', {}, 'allowed'],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'saas', { modified: true }, 'needs-review'],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'internal', { modified: true }, 'allowed'],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'saas', { linkage: 'file-copy' }, 'needs-review'],
  [
    'GPL-3.0-or-later WITH Bison-exception-2.2',
    'distributed-binary',
    { linkage: 'file-copy' },
    'allowed',
  ],
  [
    'GPL-3.0-or-later WITH Bison-exception-2.2',
    'distributed-binary',
    { modified: true },
    'needs-review',
  ],
  ['AGPL-3.0-only WITH Classpath-exception-2.0', 'saas', {}, 'denied'],
  ['GPL-2.0-only WITH Linux-syscall-note', 'saas', {}, 'needs-review'],
  ['Apache-2.0 WITH LLVM-exception', 'web-client', { modified: true }, 'allowed'],
];

describe('the strict policy', () => {
  it.each(rows)('judges %s for %s %o as %s', (license, use, more, verdict) => {
    expect(judge(strict, license, use, more).verdict).toBe(verdict);
  });

  it('chooses the branch with the fewest duties', () => {
    expect(judge(strict, 'Apache-2.0 OR MIT', 'distributed-binary').licenses).toEqual(['MIT']);
  });
});
