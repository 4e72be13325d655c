import { type Purl, printPurl } from '#knowledge/packages/purl.ts';
import { type PackageReading, readPackages } from '#knowledge/packages/read-packages.ts';
import {
  type OtherEcosystem,
  otherPurl,
  type PackageMention,
} from '#knowledge/packages/reading/mention.ts';

const ONE_PACKAGE =
  'Please name one package, such as npm:lodash@4.17.21, lodash 4.17.21 or pkg:pypi/requests@2.31.0.';

/** Why the words do not name exactly one package, and what to type instead; undefined where they do. Asks nobody. */
export function packageError(words: string): string | undefined {
  const prefixed = readPrefixed(words);
  if (prefixed !== undefined) return `Please type it as ${prefixed}.`;
  const reading = readPackages(words);
  const [first, ...others] = reading.packages;
  if (!first || reading.refused.length > 0) return ONE_PACKAGE;
  if (others.some(({ start }) => start !== first.start)) {
    return `Please name one package only; this names ${reading.packages.length}.`;
  }
  if (others.length > 0) {
    const meant = reading.packages.map(suggested).join(' or ');
    return `That could be more than one package. Please type the one that you mean: ${meant}.`;
  }
  return saysMore(words, first, reading.kind) ? ONE_PACKAGE : undefined;
}

/** As a package URL: it is read by everybody in one way. */
function suggested({ purl, requirement }: PackageMention): string {
  const isVersion = requirement !== undefined && /^[0-9][\w.+-]*$/.test(requirement);
  return printPurl(isVersion ? { ...purl, version: requirement } : purl);
}

/** Whether words are left beside the package and its version: a sentence, or a version that was not understood. */
function saysMore(words: string, mention: PackageMention, kind: PackageReading['kind']): boolean {
  const { start, end, purl, requirement } = mention;
  const before = words.slice(0, start);
  const after = words.slice(end);
  if (kind === 'clear') return readPackages(`${before} ${after}`).packages.length > 0;
  const version = purl.version ?? requirement;
  const left = `${before} ${version === undefined ? after : after.replace(version, ' ')}`;
  return left
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => word !== '' && !BESIDE.has(word.toLowerCase()));
}

const BESIDE = new Set(['the', 'package', 'library', 'module', 'npm', 'v']);

/** `pypi:requests@2.31.0`, as a package URL. Of these only those of npm are read like that elsewhere too. */
function readPrefixed(words: string): string | undefined {
  const match = /^([a-z]{2,12}):(?!\/)\s{0,5}(\S{1,300})$/i.exec(words.trim());
  const type = ecosystems.get(match?.[1]?.toLowerCase() ?? '');
  const named = match?.[2];
  if (type === undefined || named === undefined) return undefined;
  const parts = (type === 'maven' ? COORDINATE : NAME_AT_VERSION).exec(named);
  const [, name, version] = parts ?? [];
  if (name === undefined || type === 'npm') return undefined;
  const purl = otherPurl(type, name, version);
  return readsAs(purl);
}

const NAME_AT_VERSION = /^(@?[^@=\s]+)(?:(?:@|={1,2})([^@=\s]+))?$/;
const COORDINATE = /^([^:@\s]+:[^:@\s]+)(?:[:@]([^:@\s]+))?$/;

/** Undefined where it would be refused as well. */
function readsAs(purl: Purl): string | undefined {
  if (purl.name === '') return undefined;
  const printed = printPurl(purl);
  return readPackages(printed).packages.length === 1 ? printed : undefined;
}

const ecosystems: ReadonlyMap<string, OtherEcosystem | 'github' | 'gitlab' | 'npm'> = new Map([
  ['npm', 'npm'],
  ['pypi', 'pypi'],
  ['pip', 'pypi'],
  ['maven', 'maven'],
  ['cargo', 'cargo'],
  ['crate', 'cargo'],
  ['go', 'golang'],
  ['golang', 'golang'],
  ['nuget', 'nuget'],
  ['gem', 'gem'],
  ['composer', 'composer'],
  ['github', 'github'],
  ['gitlab', 'gitlab'],
]);
