import { npmNameProblem } from '#knowledge/packages/npm/name.ts';
import { npmPurl, type Purl, printPurl } from '#knowledge/packages/purl.ts';
import { type Refusal, readVersion, refusal } from '#knowledge/packages/reading/mention.ts';

/** Packages that a file or a pasted text names, each once. */
export interface PackageList {
  readonly packages: readonly ListedPackage[];
  /** What stands where a package should and is none that we would ask anyone about. */
  readonly refused: readonly Refusal[];
  /** How many more there are than one list may hold. */
  readonly left: number;
}

export interface ListedPackage {
  readonly purl: Purl;
  readonly requirement?: string;
  /** Needed to build and test only, as a package.json says. */
  readonly isTool: boolean;
}

/** More than these are a product's whole tree: a matter of component lists. */
export const MOST_LISTED = 200;

/** Gathers packages by name and range as npm's files write them; what is named twice counts once. */
export function listPackages(
  written: readonly { readonly name: string; readonly range: string; readonly isTool: boolean }[],
): PackageList {
  const packages = new Map<string, ListedPackage>();
  const refused: Refusal[] = [];
  for (const { name, range, isTool } of written) {
    const read = readEntry(name, range);
    if ('reason' in read) {
      refused.push(read);
      continue;
    }
    const key = `${printPurl(read.purl)} ${read.requirement ?? ''}`;
    const before = packages.get(key);
    packages.set(key, { ...read, isTool: isTool && (before?.isTool ?? true) });
  }
  const all = [...packages.values()];
  return {
    packages: all.slice(0, MOST_LISTED),
    refused,
    left: Math.max(0, all.length - MOST_LISTED),
  };
}

/** `"a": "npm:b@^1"` is b; a path, a neighbour in the workspace or an address is nothing that a registry knows. */
function readEntry(
  name: string,
  range: string,
): Refusal | { readonly purl: Purl; readonly requirement?: string } {
  const written = range.trim();
  if (/^(?:file|link|portal|workspace):|^\.{0,2}\//.test(written))
    return refusal('path', `${name}: ${written}`);
  if (/^(?:git|https?|github|gitlab|bitbucket|gist|ssh)[:+]/.test(written)) {
    return refusal('address', `${name}: ${written}`);
  }
  const alias = /^npm:(@?[^@]{1,214})(?:@(.{1,100}))?$/.exec(written);
  const target = alias?.[1] ?? name;
  const wanted = alias ? (alias[2] ?? '') : written.replace(/^catalog:.*$/, '');
  const problem = npmNameProblem(target);
  if (problem !== undefined) return refusal(problem, target);
  // `user/repository` is an address too; a range has no slash.
  if (wanted.includes('/')) return refusal('address', `${name}: ${written}`);
  const { version, requirement } = readVersion(wanted === '*' ? '' : wanted);
  return {
    purl: npmPurl(target, version),
    ...(requirement === undefined ? {} : { requirement }),
  };
}
