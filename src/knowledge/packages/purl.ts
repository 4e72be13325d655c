import { PackageURL } from 'packageurl-js';

/** A package's name as in the purl specification; npm scopes keep their `@`. */
export interface Purl {
  /** Lower-case: `npm`, `pypi`, `golang`, `github`, … */
  readonly type: string;
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  readonly qualifiers?: Readonly<Record<string, string>>;
  readonly subpath?: string;
}

const LONGEST_PURL = 1_000;

/** Reads one purl; `undefined` when the text is none. npm names keep the case they are typed in. */
export function parsePurl(text: string): Purl | undefined {
  if (text.length > LONGEST_PURL) return undefined;
  try {
    const [type, namespace, name, version, qualifiers, subpath] = PackageURL.parseString(
      protectPlus(text),
    );
    if (type === undefined || name === undefined) return undefined;
    const read = new PackageURL(type, namespace, name, version, qualifiers, subpath);
    return purlOf({
      type: read.type,
      // The library lower-cases npm, but JSONStream and jsonstream are two packages.
      namespace: read.type === 'npm' ? withoutSlashes(namespace) : read.namespace,
      name: read.type === 'npm' ? withoutSlashes(name) : read.name,
      version: read.version,
      qualifiers: read.qualifiers,
      subpath: withoutSlashes(read.subpath),
    });
  } catch {
    // The library says "not a purl" by throwing; for us it is an answer.
    return undefined;
  }
}

/** The canonical text of a purl; throws for one that is not named. */
export function printPurl(purl: Purl): string {
  const { type, namespace, name, version, qualifiers, subpath } = purl;
  const printed = new PackageURL(
    type,
    namespace,
    name,
    version,
    qualifiers === undefined ? undefined : { ...qualifiers },
    subpath,
  );
  if (printed.type === 'npm') {
    printed.name = name;
    printed.namespace = namespace;
  }
  // Without `String(…)`: the class has no prototype chain to convert through.
  return bareColons(printed.toString());
}

/** Without its version, as `pkg:npm/%40acme/core`: what rules and decisions go by. */
export function versionlessPurl({ version: _, ...purl }: Purl): string {
  return printPurl(purl);
}

/** False for what has no purl: a missing name, a Maven artifact without its group. */
export function isNamed(purl: Purl): boolean {
  try {
    printPurl(purl);
    return true;
  } catch {
    // The library refuses by throwing; here it is an answer.
    return false;
  }
}

/** `npmPurl('@slack/bolt', '4.0.0')`. */
export function npmPurl(name: string, version?: string): Purl {
  const slash = name.startsWith('@') ? name.indexOf('/') : -1;
  return purlOf({
    type: 'npm',
    namespace: slash === -1 ? undefined : name.slice(0, slash),
    name: name.slice(slash + 1),
    version,
  });
}

/** The name people know the package by: `@slack/bolt`, `org.slf4j:slf4j-api`, `symfony/console`. */
export function packageName(purl: Purl): string {
  if (purl.namespace === undefined) return purl.name;
  return `${purl.namespace}${purl.type === 'maven' ? ':' : '/'}${purl.name}`;
}

/** A purl without the members that are absent or empty. */
export function purlOf(parts: {
  readonly type: string;
  readonly namespace?: string | undefined;
  readonly name: string | undefined;
  readonly version?: string | undefined;
  readonly qualifiers?: Readonly<Record<string, string>> | undefined;
  readonly subpath?: string | undefined;
}): Purl {
  return {
    type: parts.type,
    ...(parts.namespace ? { namespace: parts.namespace } : {}),
    name: parts.name ?? '',
    ...(parts.version ? { version: parts.version } : {}),
    ...(parts.qualifiers ? { qualifiers: { ...parts.qualifiers } } : {}),
    ...(parts.subpath ? { subpath: parts.subpath } : {}),
  };
}

/** The library reads qualifiers as a web form, where `+` means a space; in a purl it is a plus. */
function protectPlus(text: string): string {
  const hash = text.indexOf('#');
  const end = hash === -1 ? text.length : hash;
  const start = text.indexOf('?');
  if (start === -1 || start > end) return text;
  return text.slice(0, start) + text.slice(start, end).replaceAll('+', '%2B') + text.slice(end);
}

/** The specification leaves `:` as it is; the library encodes it in qualifiers. */
function bareColons(printed: string): string {
  const start = printed.indexOf('?');
  return start === -1
    ? printed
    : printed.slice(0, start) + printed.slice(start).replaceAll('%3A', ':');
}

function withoutSlashes(path: string | undefined): string | undefined {
  return path
    ?.split('/')
    .filter((segment) => segment !== '')
    .join('/');
}
