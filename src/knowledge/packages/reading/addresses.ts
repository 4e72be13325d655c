import {
  addNpm,
  addOther,
  type Found,
  nothingFound,
  type OtherEcosystem,
  refusal,
} from '#knowledge/packages/reading/mention.ts';

/**
 * Addresses in a text: package pages and repositories are read as names, everything else is refused.
 * They are read as text only; Steward never opens an address that somebody typed.
 */
export function readAddresses(text: string): Found {
  const found = nothingFound();
  for (const match of text.matchAll(
    /\b(?:[a-z][a-z+]{1,11}:\/\/|git@|www\.)[^\s<>"'`|]{1,2000}/gi,
  )) {
    readAddress(withoutTail(match[0]), match.index, found);
  }
  for (const match of text.matchAll(BARE_PAGE)) {
    const typed = withoutTail(match[0]);
    if (!found.used.some(({ start, end }) => match.index >= start && match.index < end)) {
      readAddress(typed, match.index, found);
    }
  }
  return found;
}

/** Pages named without `https://`; `github.com/…` is left out, for it is how Go names a module. */
const BARE_PAGE =
  /\b(?:npmjs\.com|npmjs\.org|pypi\.org|crates\.io|rubygems\.org|nuget\.org|packagist\.org|mvnrepository\.com|pkg\.go\.dev)\/[^\s<>"'`|]{1,500}/gi;

function readAddress(typed: string, start: number, found: Found): void {
  const place = { text: typed, start };
  const parts = partsOf(typed);
  if (parts !== undefined && readPage(parts.host, parts.path, place, found)) return;
  found.used.push({ start, end: start + typed.length });
  found.refused.push(refusal('address', typed));
}

type Place = { readonly text: string; readonly start: number };

function readPage(host: string, path: readonly string[], place: Place, found: Found): boolean {
  if (host === 'npmjs.com' || host === 'npmjs.org') return readNpmPage(path, place, found);
  if (host === 'github.com' || host === 'gitlab.com') {
    return readRepository(host === 'github.com' ? 'github' : 'gitlab', path, place, found);
  }
  const page = OTHER_PAGES[host]?.(path);
  if (page === undefined || page.name === '') return false;
  addOther(found, page.type, page.name, { version: page.version }, place);
  return true;
}

/** `/package/NAME`, `/package/@scope/name`, each with `/v/VERSION` or not. */
function readNpmPage(path: readonly string[], place: Place, found: Found): boolean {
  const rest = path[0] === 'package' ? path.slice(1) : path;
  const nameLength = rest[0]?.startsWith('@') === true ? 2 : 1;
  const name = rest.slice(0, nameLength).join('/');
  if (name === '') return false;
  const version = rest[nameLength] === 'v' ? rest[nameLength + 1] : undefined;
  addNpm(found, name, version, place);
  return true;
}

function readRepository(
  type: 'github' | 'gitlab',
  path: readonly string[],
  place: Place,
  found: Found,
): boolean {
  // GitLab has groups within groups, and puts `-` before what is not the repository's path.
  const dash = path.indexOf('-');
  const repository =
    type === 'github' ? path.slice(0, 2) : path.slice(0, dash === -1 ? path.length : dash);
  if (repository.length < 2) return false;
  const name = repository.join('/').replace(/\.git$/, '');
  if (!/^[A-Za-z0-9_.\-/]{3,200}$/.test(name)) return false;
  const rest = path.slice(repository.length);
  const version =
    rest[0] === 'tree' || rest[0] === 'tag'
      ? rest[1]
      : rest[0] === 'releases' && rest[1] === 'tag'
        ? rest[2]
        : undefined;
  addOther(found, type, name, { version: looksLikeRelease(version) ? version : undefined }, place);
  return true;
}

type Page = {
  readonly type: OtherEcosystem;
  readonly name: string;
  readonly version?: string | undefined;
};

const OTHER_PAGES: Readonly<Record<string, (path: readonly string[]) => Page | undefined>> = {
  'pypi.org': ([project, name, version]) =>
    project === 'project' ? { type: 'pypi', name: name ?? '', version } : undefined,
  'crates.io': ([crates, name, version]) =>
    crates === 'crates' ? { type: 'cargo', name: name ?? '', version } : undefined,
  'rubygems.org': ([gems, name, versions, version]) =>
    gems === 'gems'
      ? { type: 'gem', name: name ?? '', version: versions === 'versions' ? version : undefined }
      : undefined,
  'nuget.org': ([packages, name, version]) =>
    packages === 'packages' ? { type: 'nuget', name: name ?? '', version } : undefined,
  'packagist.org': ([packages, vendor, name]) =>
    packages === 'packages' && vendor !== undefined && name !== undefined
      ? { type: 'composer', name: `${vendor}/${name}` }
      : undefined,
  'mvnrepository.com': ([artifact, group, name, version]) =>
    mavenPage(artifact, group, name, version),
  'central.sonatype.com': ([artifact, group, name, version]) =>
    mavenPage(artifact, group, name, version),
  'pkg.go.dev': (path) => {
    const [name, version] = path.join('/').split('@');
    return { type: 'golang', name: name ?? '', version };
  },
};

function mavenPage(
  artifact: string | undefined,
  group: string | undefined,
  name: string | undefined,
  version: string | undefined,
): Page | undefined {
  if (artifact !== 'artifact' || group === undefined || name === undefined) return undefined;
  return { type: 'maven', name: `${group}:${name}`, version };
}

/** Host in lower case without `www.`, and the path's segments decoded; `undefined` for anything odd. */
function partsOf(typed: string): { host: string; path: readonly string[] } | undefined {
  const shell = /^git@([a-z.]{3,60}):(.{1,500})$/i.exec(typed);
  const address =
    shell === null
      ? typed.replace(/^git\+/i, '').replace(/^(?![a-z+]{2,12}:\/\/)/i, 'https://')
      : `ssh://${shell[1]}/${shell[2]}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  // A name or password in front of the host is how an address is made to look like another.
  if (shell === null && url.protocol !== 'ssh:' && (url.username !== '' || url.port !== '')) {
    return undefined;
  }
  try {
    const path = url.pathname
      .split('/')
      .filter((segment) => segment !== '')
      .map((segment) => decodeURIComponent(segment))
      // npm's pages are also written `/package/%40scope%2Fname`.
      .flatMap((segment) => (segment.startsWith('@') ? segment.split('/') : [segment]));
    return { host: url.hostname.toLowerCase().replace(/^www\./, ''), path };
  } catch {
    // A broken percent-escape: no page of ours.
    return undefined;
  }
}

function looksLikeRelease(ref: string | undefined): boolean {
  return ref !== undefined && ref.length <= 60 && /^[A-Za-z._-]*\d[\w.+-]*$/.test(ref);
}

function withoutTail(typed: string): string {
  let end = typed.length;
  while (end > 0 && '.,;:!?)]}'.includes(typed.charAt(end - 1))) end--;
  return typed.slice(0, end);
}
