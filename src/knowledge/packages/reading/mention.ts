import { type NameProblem, npmNameProblem } from '#knowledge/packages/npm/name.ts';
import { isNamed, npmPurl, type Purl, purlOf } from '#knowledge/packages/purl.ts';

/** Ecosystems that we recognise and cannot look up yet. */
export type OtherEcosystem = 'pypi' | 'maven' | 'golang' | 'cargo' | 'nuget' | 'gem' | 'composer';

/** One package in a text. Mentions with the same `start` are readings of the same words, best first. */
export interface PackageMention {
  /** A repository or a product is named as such: nobody said which package it is. */
  readonly as: 'package' | 'repository' | 'product';
  /** With a version only when one exact version was named. */
  readonly purl: Purl;
  /** A range or tag exactly as typed: `^18.2.0`, `next`. */
  readonly requirement?: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What was named like a package but is none that we would ask anyone about. */
export interface Refusal {
  readonly reason: NameProblem | 'address';
  /** At most 80 characters of it, to show to the person who typed it; not for the log. */
  readonly text: string;
}

/** What one reader found; what it used up is not read again by the next. */
export interface Found {
  readonly packages: PackageMention[];
  readonly refused: Refusal[];
  readonly used: { start: number; end: number }[];
}

export function nothingFound(): Found {
  return { packages: [], refused: [], used: [] };
}

export function refusal(reason: Refusal['reason'], text: string): Refusal {
  return { reason, text: text.slice(0, 80) };
}

/** Adds an npm package if its name can be one, else a refusal; either way the place is used up. */
export function addNpm(
  found: Found,
  name: string,
  spec: string | undefined,
  place: { readonly text: string; readonly start: number },
): void {
  const problem = npmNameProblem(name);
  found.used.push({ start: place.start, end: place.start + place.text.length });
  if (problem !== undefined) {
    found.refused.push(refusal(problem, place.text));
    return;
  }
  const { version, requirement } = readVersion(spec);
  addPackage(found, npmPurl(name, version), requirement, place);
}

/** Adds a package of another ecosystem; an exact version is the caller's to tell. */
export function addOther(
  found: Found,
  type: OtherEcosystem | 'github' | 'gitlab',
  name: string,
  spec: { readonly version?: string | undefined; readonly requirement?: string | undefined },
  place: { readonly text: string; readonly start: number },
): void {
  found.used.push({ start: place.start, end: place.start + place.text.length });
  addPackage(found, otherPurl(type, name, spec.version), spec.requirement, place);
}

/** `org.slf4j:slf4j-api`, `symfony/console`, `github.com/gin-gonic/gin` and `requests` as purls. */
export function otherPurl(
  type: OtherEcosystem | 'github' | 'gitlab',
  name: string,
  version?: string,
): Purl {
  const canonical = type === 'pypi' ? name.toLowerCase().replaceAll('_', '-') : caseOf(type, name);
  const cut = type === 'maven' ? name.lastIndexOf(':') : canonical.lastIndexOf('/');
  return purlOf({
    type,
    namespace: cut === -1 ? undefined : canonical.slice(0, cut),
    name: canonical.slice(cut + 1),
    version,
  });
}

/** The purl specification lower-cases repository and Composer names; Go, NuGet and Maven keep theirs. */
function caseOf(type: string, name: string): string {
  return ['github', 'gitlab', 'composer'].includes(type) ? name.toLowerCase() : name;
}

/** Takes `^1.2`, `1.2.3`, `v1.2.3` or `next` apart into an exact version or a requirement. */
export function readVersion(spec: string | undefined): {
  readonly version?: string;
  readonly requirement?: string;
} {
  const typed = spec?.trim();
  if (typed === undefined || typed === '' || typed.length > 100) return {};
  const exact = /^=?v?(\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][0-9A-Za-z.+-]{1,60})?)$/.exec(typed);
  return exact?.[1] === undefined ? { requirement: typed } : { version: exact[1] };
}

function addPackage(
  found: Found,
  purl: Purl,
  requirement: string | undefined,
  place: { readonly text: string; readonly start: number },
): void {
  // `golang.org/x/.` looks like a module and leaves no name.
  if (!isNamed(purl)) return;
  const repository = purl.type === 'github' || purl.type === 'gitlab';
  found.packages.push({
    as: repository ? 'repository' : 'package',
    purl,
    ...(requirement === undefined || requirement === '' ? {} : { requirement }),
    text: place.text,
    start: place.start,
    end: place.start + place.text.length,
  });
}
