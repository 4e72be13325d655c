import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LicenseTerm } from '#knowledge/licenses/expression.ts';
import { licenseFacts, licenseIdsWithFacts } from '#knowledge/licenses/facts.ts';
import { exceptionIds } from '#knowledge/licenses/spdx.ts';
import { assumeUse } from '#knowledge/policy/assume-use.ts';
import { evaluate } from '#knowledge/policy/evaluate.ts';
import type { Verdict } from '#knowledge/policy/judgement.ts';
import { Linkage, type Use, UseKind } from '#knowledge/policy/use.ts';
import { someDay, strict } from '../../support/policies.ts';

const linking = [
  'Classpath-exception-2.0',
  'GCC-exception-2.0',
  'GCC-exception-3.1',
  'eCos-exception-2.0',
  'WxWindows-exception-3.1',
  'OCaml-LGPL-linking-exception',
  'OpenJDK-assembly-exception-1.0',
];
const generated = [
  'Autoconf-exception-2.0',
  'Autoconf-exception-3.0',
  'Bison-exception-2.2',
  'Font-exception-2.0',
  'Libtool-exception',
];
// Further spellings of the same exceptions, which the policy names beside these.
const alike = /^(?:GCC|GNU|Autoconf|Bison)-/;

/** The strict profile told a second time, as plain conditions: the policy file must say the same. */
function told(term: LicenseTerm, use: Use): Verdict {
  const facts = licenseFacts(term.id);
  const inside = use.use === 'internal' || use.use === 'dev-tool';
  const gnu = /^L?GPL-/.test(term.id);
  if (gnu && term.exception && linking.includes(term.exception)) {
    return !inside && (use.modified || use.linkage === 'file-copy') ? 'needs-review' : 'allowed';
  }
  if (gnu && term.exception && generated.includes(term.exception)) {
    return !inside && use.modified ? 'needs-review' : 'allowed';
  }
  switch (facts?.category) {
    case 'permissive':
    case 'public-domain':
      return 'allowed';
    case 'weak-copyleft': {
      if (inside) return 'allowed';
      const joined = use.linkage === 'static' || use.linkage === 'file-copy';
      const closed = /^LGPL-/.test(term.id) && ['mobile-app', 'embedded-device'].includes(use.use);
      const overNetwork =
        use.use === 'saas' &&
        facts.networkTriggerWhen === 'any' &&
        facts.networkDuty !== 'notices-only';
      return use.modified || joined || closed || overNetwork ? 'needs-review' : 'allowed';
    }
    case 'strong-copyleft':
      return inside ? 'allowed' : 'needs-review';
    case 'network-copyleft':
    case 'source-available':
    case 'non-commercial':
      return 'denied';
    default:
      return 'needs-review';
  }
}

const ids = licenseIdsWithFacts();
const anyTerm: fc.Arbitrary<LicenseTerm> = fc.oneof(
  fc.constantFrom(...ids).map((id) => ({ kind: 'license' as const, id })),
  fc
    .tuple(
      fc.constantFrom(...ids.filter((id) => /GPL-/.test(id)), 'Apache-2.0', 'MIT'),
      fc.constantFrom(
        ...exceptionIds.filter(
          (id) => linking.includes(id) || generated.includes(id) || !alike.test(id),
        ),
      ),
    )
    .map(([id, exception]) => ({ kind: 'license' as const, id, exception })),
);
const anyUse = fc
  .record({
    use: fc.constantFrom(...UseKind.options),
    modified: fc.boolean(),
    linkage: fc.constantFrom(...Linkage.options),
  })
  .map((said) => assumeUse(said).use);

describe('the strict policy file', () => {
  it('says what its rules say when they are told as plain conditions', () => {
    fc.assert(
      fc.property(anyTerm, anyUse, (term, use) => {
        const judgement = evaluate(
          { subject: { kind: 'expression', expression: term }, use },
          strict,
          someDay,
        );
        expect({ term, use: use.use, verdict: judgement.verdict }).toEqual({
          term,
          use: use.use,
          verdict: told(term, use),
        });
      }),
      { numRuns: 3000 },
    );
  });
});
