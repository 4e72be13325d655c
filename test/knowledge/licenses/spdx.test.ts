import { describe, expect, it } from 'vitest';
import {
  canonicalTerm,
  describeLicense,
  exceptionIds,
  findExceptionId,
  findLicenseId,
  isKnownLicenseId,
  licenseIds,
  licenseText,
} from '#knowledge/licenses/spdx.ts';

describe('looking up an id', () => {
  it('gives the casing of the list', () => {
    expect(findLicenseId('apache-2.0')).toBe('Apache-2.0');
    expect(findLicenseId('GPL-2.0-WITH-CLASSPATH-EXCEPTION')).toBe(
      'GPL-2.0-with-classpath-exception',
    );
    expect(findExceptionId('llvm-EXCEPTION')).toBe('LLVM-exception');
  });

  it('knows no inherited property of an object as a license', () => {
    const words = ['constructor', '__proto__', 'toString'];

    expect(words.map(findLicenseId)).toEqual([undefined, undefined, undefined]);
    expect(words.map(licenseText)).toEqual([undefined, undefined, undefined]);
  });

  it('knows no license by another casing when asked for the exact one', () => {
    expect(isKnownLicenseId('MIT')).toBe(true);
    expect(isKnownLicenseId('mit')).toBe(false);
  });
});

describe('replacing deprecated ids', () => {
  it('makes every deprecated id one that is in force', () => {
    const current = new Set([...licenseIds, 'Net-SNMP']);
    const deprecated = [
      'GPL-1.0',
      'LGPL-2.1',
      'AGPL-3.0',
      'GFDL-1.2',
      'Nunit',
      'eCos-2.0',
      'wxWindows',
      'StandardML-NJ',
      'bzip2-1.0.5',
      'BSD-2-Clause-FreeBSD',
      'BSD-2-Clause-NetBSD',
      'Net-SNMP',
      'GPL-2.0-with-GCC-exception',
      'GPL-3.0-with-GCC-exception',
      'GPL-2.0-with-bison-exception',
    ];

    const terms = deprecated.map((id) => canonicalTerm(id, false));

    for (const term of terms) {
      expect(current).toContain(term?.id);
      if (term?.exception !== undefined) expect(exceptionIds).toContain(term.exception);
    }
  });

  it('turns a plus into "or later" where the list has an id for it', () => {
    expect(canonicalTerm('LGPL-2.1', true)).toEqual({ kind: 'license', id: 'LGPL-2.1-or-later' });
    expect(canonicalTerm('MPL-1.1', true)).toEqual({
      kind: 'license',
      id: 'MPL-1.1',
      orLater: true,
    });
    expect(canonicalTerm('GPL-2.0-with-font-exception', true)).toEqual({
      kind: 'license',
      id: 'GPL-2.0-or-later',
      exception: 'Font-exception-2.0',
    });
  });

  it('refuses "only" with a plus', () => {
    expect(canonicalTerm('GPL-3.0-only', true)).toBeUndefined();
  });
});

describe('describing a license', () => {
  it('gives name, place and OSI flag', () => {
    const described = describeLicense('BSL-1.0');

    expect(described).toMatchObject({
      id: 'BSL-1.0',
      name: 'Boost Software License 1.0',
      osiApproved: true,
    });
    expect(described?.url).toMatch(/^https?:/);
  });

  it('reads the text of one license', () => {
    expect(licenseText('MIT')).toContain('Permission is hereby granted, free of charge');
    expect(licenseText('GPL-2.0-or-later')).toContain('GNU GENERAL PUBLIC LICENSE');
  });

  it('reads no file that the list does not name', () => {
    expect(licenseText('../package')).toBeUndefined();
    expect(licenseText('LicenseRef-Acme')).toBeUndefined();
  });
});
