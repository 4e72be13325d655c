import { type LicenseFacts, licenseFacts } from '#knowledge/licenses/facts.ts';

/**
 * Two of these license terms that cannot both be met in one work that is passed on, or nothing.
 * Only what is sure: copyleft on the whole work beside terms that the same license's keepers call incompatible.
 * @param licenses terms as printed, such as `GPL-2.0-only` or `Apache-2.0 WITH LLVM-exception`
 */
export function findConflict(licenses: readonly string[]): readonly [string, string] | undefined {
  for (const [at, one] of licenses.entries()) {
    for (const other of licenses.slice(at + 1)) {
      if (clash(one, other) || clash(other, one)) return [one, other];
    }
  }
  return undefined;
}

function clash(copyleft: string, other: string): boolean {
  // A license exception on either side is leave to combine, within limits that a reviewer reads.
  if (copyleft.includes(' WITH ') || other.includes(' WITH ')) return false;
  const whole = licenseFacts(copyleft);
  const part = licenseFacts(other);
  if (!whole || !part || !isGnuWork(whole)) return false;
  const versionTwoOnly = whole.id === 'GPL-2.0-only';
  return (
    part.flags.includes('gpl-incompatible') ||
    (versionTwoOnly && part.flags.includes('gpl2-incompatible')) ||
    (versionTwoOnly && isVersionThree(part.id)) ||
    part.category === 'source-available' ||
    part.category === 'non-commercial' ||
    part.category === 'use-restricted'
  );
}

function isGnuWork(facts: LicenseFacts): boolean {
  return facts.id.startsWith('GPL-') || facts.id.startsWith('AGPL-3.0');
}

function isVersionThree(id: string): boolean {
  return /^(?:A|L)?GPL-3\.0-/.test(id);
}
