import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import exceptionList from 'spdx-exceptions/index.json' with { type: 'json' };
import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import currentIds from 'spdx-license-ids/index.json' with { type: 'json' };
import listed from 'spdx-license-list/spdx.json' with { type: 'json' };
import { z } from 'zod';
import type { LicenseTerm } from '#knowledge/licenses/expression.ts';

/** What the SPDX list says of a license. */
export interface ListedLicense {
  readonly id: string;
  readonly name: string;
  /** Where the text is published; empty when the list names no place. */
  readonly url: string;
  readonly osiApproved: boolean;
}

/** All ids that are in force, list casing. */
export const licenseIds: readonly string[] = currentIds;

/** All license exceptions (`WITH …`), list casing. */
export const exceptionIds: readonly string[] = exceptionList;

/** The id in list casing, deprecated ones included, however it was cased; undefined when the list has none. */
export function findLicenseId(written: string): string | undefined {
  return idsByLowerCase.get(written.toLowerCase());
}

/** The license exception in list casing, however it was cased. */
export function findExceptionId(written: string): string | undefined {
  return exceptionsByLowerCase.get(written.toLowerCase());
}

/** Whether this is an id of the list exactly as cased, deprecated ones included. */
export function isKnownLicenseId(id: string): boolean {
  return known.has(id);
}

/** Whether this is a license exception of the list exactly as cased. */
export function isKnownLicenseException(id: string): boolean {
  return findExceptionId(id) === id;
}

/** Name, place and OSI flag; undefined for a few ids that are newer than the list of names. */
export function describeLicense(id: string): ListedLicense | undefined {
  const entry = listedById.get(id);
  if (entry === undefined) return undefined;
  const name = entry.name.replaceAll(/ {2,}/g, ' ');
  return { id, name, url: entry.url ?? '', osiApproved: entry.osiApproved };
}

/**
 * The canonical term for a listed id: deprecated ids are replaced, `GPL-2.0+` becomes `-or-later`.
 * Undefined for a contradiction such as `GPL-2.0-only+`.
 */
export function canonicalTerm(id: string, plus: boolean): LicenseTerm | undefined {
  const replaced = replacements[id];
  if (replaced) return plus ? withLater(replaced) : replaced;
  if (known.has(`${id}-only`)) return term(`${id}${plus ? '-or-later' : '-only'}`);
  return plus ? withLater(term(id)) : term(id);
}

/** The license's own text, read from its file when asked for; undefined when there is none. */
export function licenseText(id: string): string | undefined {
  // Only ids of the list become file names, so nothing written by others reaches the path.
  if (!listedById.has(id)) return undefined;
  const file = fileURLToPath(new URL(`licenses/${id}.json`, listFolder));
  return TextFile.parse(JSON.parse(readFileSync(file, 'utf8'))).licenseText;
}

const TextFile = z.object({ licenseText: z.string() });
const listFolder = new URL('.', import.meta.resolve('spdx-license-list/spdx.json'));

const entries: Readonly<
  Record<string, { readonly name: string; readonly url?: string; readonly osiApproved: boolean }>
> = listed;
const listedById = new Map(Object.entries(entries));
const known = new Set([...currentIds, ...deprecatedIds]);
const idsByLowerCase = new Map([...known].map((id) => [id.toLowerCase(), id]));

const exceptionsByLowerCase = new Map([
  ...exceptionList.map((id) => [id.toLowerCase(), id] as const),
  // Deprecated: the same permission under the name of the company's earlier owner.
  ['nokia-qt-exception-1.1', 'Qt-LGPL-exception-1.1'] as const,
]);

/** Deprecated ids that are not simply `-only`; Net-SNMP stays, since no single license replaces it. */
const replacements: Readonly<Record<string, LicenseTerm>> = {
  'BSD-2-Clause-FreeBSD': term('BSD-2-Clause-Views'),
  'BSD-2-Clause-NetBSD': term('BSD-2-Clause'),
  'GPL-2.0-with-GCC-exception': term('GPL-2.0-only', 'GCC-exception-2.0'),
  'GPL-2.0-with-autoconf-exception': term('GPL-2.0-only', 'Autoconf-exception-2.0'),
  'GPL-2.0-with-bison-exception': term('GPL-2.0-only', 'Bison-exception-2.2'),
  'GPL-2.0-with-classpath-exception': term('GPL-2.0-only', 'Classpath-exception-2.0'),
  'GPL-2.0-with-font-exception': term('GPL-2.0-only', 'Font-exception-2.0'),
  'GPL-3.0-with-GCC-exception': term('GPL-3.0-only', 'GCC-exception-3.1'),
  'GPL-3.0-with-autoconf-exception': term('GPL-3.0-only', 'Autoconf-exception-3.0'),
  Nunit: term('zlib-acknowledgement'),
  'StandardML-NJ': term('SMLNJ'),
  'bzip2-1.0.5': term('bzip2-1.0.6'),
  'eCos-2.0': term('GPL-2.0-or-later', 'eCos-exception-2.0'),
  wxWindows: term('LGPL-2.0-or-later', 'WxWindows-exception-3.1'),
};

function term(id: string, exception?: string): LicenseTerm {
  return { kind: 'license', id, ...(exception === undefined ? {} : { exception }) };
}

function withLater(written: LicenseTerm): LicenseTerm | undefined {
  if (written.id.endsWith('-or-later')) return written;
  if (!written.id.endsWith('-only')) return { ...written, orLater: true };
  if (written.exception === undefined) return undefined;
  return { ...written, id: written.id.replace(/-only$/, '-or-later') };
}
