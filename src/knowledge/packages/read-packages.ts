import { packageName, parsePurl, printPurl } from '#knowledge/packages/purl.ts';
import { readAddresses } from '#knowledge/packages/reading/addresses.ts';
import {
  addNpm,
  type Found,
  nothingFound,
  type OtherEcosystem,
  type PackageMention,
  type Refusal,
  refusal,
} from '#knowledge/packages/reading/mention.ts';
import { blankOut, readInstalls, readNpmLines } from '#knowledge/packages/reading/npm-lines.ts';
import { readOtherEcosystems } from '#knowledge/packages/reading/other-ecosystems.ts';
import { readWords } from '#knowledge/packages/reading/words.ts';

export interface PackageReading {
  /**
   * `clear`: named so that nothing else can be meant. `word`: plain words that may be packages; say the
   * assumption or ask. `refused`: something stands where a package should, and it is none. `none`: no package.
   */
  readonly kind: 'clear' | 'word' | 'refused' | 'none';
  /** In the order of the text if clear, best guess first if words. */
  readonly packages: readonly PackageMention[];
  readonly refused: readonly Refusal[];
  /** The first package is of an ecosystem that we recognise and cannot look up yet. */
  readonly otherEcosystem?: OtherEcosystem;
}

/** What is longer is no question about a package, but a document. */
const LONGEST_TEXT = 4_000;

/** Most packages taken from one text; a longer list is a manifest and wants an upload. */
const MOST_PACKAGES = 50;

/** Finds packages in what a person typed, in any usual notation. Linear in the text; asks nobody. */
export function readPackages(text: string): PackageReading {
  if (text.length > LONGEST_TEXT) {
    return { kind: 'refused', packages: [], refused: [refusal('too-long', text)] };
  }
  const packages: PackageMention[] = [];
  const refused: Refusal[] = [];
  let rest = text;
  for (const read of READERS) {
    const found = read(rest);
    packages.push(...found.packages);
    refused.push(...found.refused);
    rest = blankOut(rest, found.used);
  }
  if (packages.length > 0) return reading('clear', inOrder(packages), refused);
  // Built-ins, files and fields of a manifest were read and are no packages; the rest of the line is none either.
  if (rest !== text && refused.length === 0) return reading('none', [], []);
  const words = readWords(rest);
  const all = [...refused, ...words.refused];
  if (words.packages.length > 0 && refused.length === 0) {
    return reading(words.certain ? 'clear' : 'word', words.packages, all);
  }
  return reading(all.length > 0 ? 'refused' : 'none', [], all);
}

// Install lines before addresses: `npm i http://…` is one refused argument, not a page.
const READERS = [readPurls, readInstalls, readAddresses, readOtherEcosystems, readNpmLines];

function readPurls(text: string): Found {
  const found = nothingFound();
  for (const match of text.matchAll(/\bpkg:[^\s"'`<>]{1,1000}/gi)) {
    const typed = match[0].replace(/[.,;:!?)\]}]{1,10}$/, '');
    const purl = parsePurl(typed);
    const place = { text: typed, start: match.index };
    if (purl === undefined) {
      found.used.push({ start: place.start, end: place.start + typed.length });
      found.refused.push(refusal('letters', typed));
    } else if (purl.type === 'npm') {
      addNpm(found, packageName(purl), purl.version, place);
      keepQualifiers(found, typed);
    } else {
      found.used.push({ start: place.start, end: place.start + typed.length });
      found.packages.push({
        as: asOf(purl.type),
        purl,
        text: typed,
        start: place.start,
        end: place.start + typed.length,
      });
    }
  }
  return found;
}

/** `addNpm` checks the name and knows no qualifiers; what was typed stays what it was. */
function keepQualifiers(found: Found, typed: string): void {
  const last = found.packages.at(-1);
  const purl = parsePurl(typed);
  if (last?.text !== typed || purl === undefined) return;
  found.packages[found.packages.length - 1] = {
    ...last,
    purl: last.requirement === undefined ? purl : last.purl,
  };
}

function asOf(type: string): PackageMention['as'] {
  return ['github', 'gitlab', 'bitbucket'].includes(type) ? 'repository' : 'package';
}

function reading(
  kind: PackageReading['kind'],
  packages: readonly PackageMention[],
  refused: readonly Refusal[],
): PackageReading {
  const first = packages[0]?.purl.type;
  const other = OTHER_ECOSYSTEMS.find((ecosystem) => ecosystem === first);
  return { kind, packages, refused, ...(other === undefined ? {} : { otherEcosystem: other }) };
}

const OTHER_ECOSYSTEMS: readonly OtherEcosystem[] = [
  'pypi',
  'maven',
  'golang',
  'cargo',
  'nuget',
  'gem',
  'composer',
];

/** In the order of the text, each package once. */
function inOrder(packages: readonly PackageMention[]): readonly PackageMention[] {
  const seen = new Set<string>();
  return [...packages]
    .sort((one, other) => one.start - other.start)
    .filter(({ purl, requirement }) => {
      const key = `${printPurl(purl)} ${requirement ?? ''}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, MOST_PACKAGES);
}
