import { describe, expect, it } from 'vitest';
import { normalizeLicense } from '#knowledge/licenses/normalize.ts';
import { subjectOf } from '#knowledge/policy/license-subject.ts';
import { evaluateLists } from '#knowledge/policy/list-policy.ts';

function judge(
  license: string,
  allowed: readonly string[],
  denied: readonly string[] = [],
): string {
  return evaluateLists(subjectOf(normalizeLicense(license)), { allowed, denied });
}

describe('a policy of two lists', () => {
  it('allows what is listed and sends the rest to review', () => {
    expect(judge('MIT', ['MIT'])).toBe('allowed');
    expect(judge('ISC', ['MIT'])).toBe('needs-review');
    expect(judge('ISC', ['MIT'], ['ISC'])).toBe('denied');
  });

  it('lets an or-later license satisfy a higher version, and never a lower one', () => {
    expect(judge('GPL-2.0-or-later', ['GPL-3.0-only'])).toBe('allowed');
    expect(judge('GPL-3.0-or-later', ['GPL-2.0-only'])).toBe('needs-review');
    expect(judge('GPL-2.0-only', ['GPL-3.0-only'])).toBe('needs-review');
    expect(judge('MPL-1.1+', ['MPL-2.0'])).toBe('allowed');
  });

  it('asks for the exception that the list demands, and minds no other', () => {
    expect(judge('GPL-2.0-only', ['GPL-2.0-only WITH Classpath-exception-2.0'])).toBe(
      'needs-review',
    );
    expect(judge('GPL-2.0-only WITH Classpath-exception-2.0', ['GPL-2.0-only'])).toBe('allowed');
  });

  it('takes the best branch of an OR and the worst part of an AND', () => {
    expect(judge('SSPL-1.0 OR MIT', ['MIT'], ['SSPL-1.0'])).toBe('allowed');
    expect(judge('SSPL-1.0 AND MIT', ['MIT'], ['SSPL-1.0'])).toBe('denied');
    expect(judge('MIT OR ISC AND SSPL-1.0', ['MIT'], ['SSPL-1.0'])).toBe('allowed');
  });

  it('never allows what has no certain license', () => {
    expect(judge('BSD', ['BSD-3-Clause', 'BSD-2-Clause'])).toBe('needs-review');
    expect(judge('NONE', ['MIT'])).toBe('denied');
  });
});
