import { z } from 'zod';
import { listPackages, type PackageList } from '#knowledge/packages/lists/package-list.ts';
import { npmNameProblem } from '#knowledge/packages/npm/name.ts';

/** What a text turned out to be. */
export type ListReading =
  | { readonly kind: 'list'; readonly list: PackageList }
  /** A lock file or an SBOM: it names a whole tree. */
  | { readonly kind: 'component-list' }
  | { readonly kind: 'other' };

/** Characters; a file that holds more names no packages that somebody wrote down by hand. */
const LONGEST_TEXT = 1_100_000;
const MOST_LINES = 5_000;
/** Characters; a longer line is prose. */
const LONGEST_LINE = 320;
/** This part of the lines must name packages; the rest may be headings and mistakes. */
const MOST_ARE_PACKAGES = 0.6;

/** Reads a package.json, or a list of packages with one on each line. Linear in the text; asks nobody. */
export function readPackageList(text: string): ListReading {
  if (text.length > LONGEST_TEXT) return { kind: 'other' };
  const start = text.replace(/^\ufeff/, '').trimStart();
  return start.startsWith('{') ? readManifest(start) : readLines(start);
}

const Ranges = z.record(z.string(), z.unknown()).catch({});

/** The part of a package.json that we look at, and what tells other files from it. */
const Manifest = z.looseObject({
  dependencies: Ranges,
  optionalDependencies: Ranges,
  peerDependencies: Ranges,
  devDependencies: Ranges,
  name: z.unknown().optional(),
  lockfileVersion: z.unknown().optional(),
  bomFormat: z.unknown().optional(),
  spdxVersion: z.unknown().optional(),
  '@context': z.unknown().optional(),
});

function readManifest(text: string): ListReading {
  const manifest = Manifest.safeParse(parseJson(text));
  if (!manifest.success) return { kind: 'other' };
  const { data } = manifest;
  const components = [data.lockfileVersion, data.bomFormat, data.spdxVersion, data['@context']];
  if (components.some((mark) => mark !== undefined)) return { kind: 'component-list' };
  const needed = [data.dependencies, data.optionalDependencies, data.peerDependencies];
  const list = listPackages([
    ...needed.flatMap((ranges) => entriesOf(ranges, false)),
    ...entriesOf(data.devDependencies, true),
  ]);
  const isManifest = data.name !== undefined || list.packages.length > 0 || list.refused.length > 0;
  return isManifest ? { kind: 'list', list } : { kind: 'other' };
}

function entriesOf(ranges: Readonly<Record<string, unknown>>, isTool: boolean) {
  return Object.entries(ranges).flatMap(([name, range]) =>
    typeof range === 'string' ? [{ name, range, isTool }] : [],
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON is not a package.json, like any other text.
  }
}

function readLines(text: string): ListReading {
  const lines = text
    .split('\n', MOST_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:#|\/\/)/.test(line));
  const written = lines.flatMap((line) => readLine(line) ?? []);
  if (written.length === 0 || written.length < lines.length * MOST_ARE_PACKAGES) {
    return { kind: 'other' };
  }
  return { kind: 'list', list: listPackages(written) };
}

// A name, then nothing, `@range`, a blank and a range, or a colon and a range.
const LINE =
  /^["']?(@?[\w.~-]{1,214}(?:\/[\w.~-]{1,214})?)["']?(?:(?:@| {1,4}|: {0,4})["']?([^\s"']{1,100})["']?)?$/;
const RANGE = /^(?:[\^~<>=v]{0,3}\d|\*|latest$|next$|beta$)/;

/** `- left-pad@^1.3.0` and the like; undefined for a line that is no package. */
function readLine(line: string) {
  if (line.length > LONGEST_LINE) return undefined;
  const bare = line.replace(/^(?:[-*•]|\d{1,4}[.)]) {1,4}/, '').replace(/[,;]$/, '');
  const [, name = '', range = ''] = LINE.exec(bare) ?? [];
  if (npmNameProblem(name) !== undefined || !/[a-z]/i.test(name)) return undefined;
  if (range !== '' && !RANGE.test(range)) return undefined;
  return { name, range, isTool: false };
}
