import {
  addOther,
  type Found,
  nothingFound,
  type OtherEcosystem,
} from '#knowledge/packages/reading/mention.ts';
import { wellKnown } from '#knowledge/packages/well-known.ts';

/**
 * Install and manifest lines of ecosystems that we cannot look up yet, well enough to say which
 * ecosystem and which package; their sources and finer points belong to later rooms.
 */
export function readOtherEcosystems(text: string): Found {
  const found = nothingFound();
  for (const { type, pattern, read } of FORMS) {
    for (const match of text.matchAll(pattern)) {
      if (
        found.used.some(
          (place) => match.index < place.end && match.index + match[0].length > place.start,
        )
      )
        continue;
      for (const named of read(match)) {
        addOther(found, type, named.name, named, {
          text: match[0].trim(),
          start: match.index + leading(match[0]),
        });
      }
    }
  }
  return found;
}

type Named = {
  readonly name: string;
  readonly version?: string | undefined;
  readonly requirement?: string | undefined;
};

type Form = {
  readonly type: OtherEcosystem;
  readonly pattern: RegExp;
  readonly read: (match: RegExpMatchArray) => readonly Named[];
};

/** `pip install a==1 b>=2 -r file`: names with their specifiers, flags and files left out. */
const PIP_LINE =
  /\b(?:(?:python3? -m )?pip3?|uv pip|pipx|uv|poetry|pipenv|conda) {1,3}(?:install|add) {1,3}([^\n]{1,400})/gi;

/** First name on a line that may go on as a sentence; the others only if they carry a specifier. */
function pipNames(line: string): readonly Named[] {
  const names: Named[] = [];
  let isFile = false;
  for (const typed of line.split(/\s+/)) {
    if (typed.startsWith('-') || isFile) {
      isFile = /^-(?:r|c|e|-requirement|-constraint|-editable|i|-index-url)$/.test(typed);
      continue;
    }
    const match =
      /^["']?([A-Za-z0-9][\w.-]{0,99})(?:\[[\w,.-]{0,100}\])?(?:@([\d.]{1,30}))?((?:[=<>!~]=?)[^\s"']{1,80})?["']?[?,.;]*$/.exec(
        typed,
      );
    const name = match?.[1];
    if (name === undefined) break;
    if (names.length > 0 && match?.[3] === undefined) break;
    names.push({
      name: withoutDots(name),
      ...pythonSpec(match?.[3]),
      ...(match?.[2] ? { version: match[2] } : {}),
    });
  }
  return names;
}

/** `==1.2` names one version; anything else is a requirement. */
function pythonSpec(spec: string | undefined): Omit<Named, 'name'> {
  if (spec === undefined) return {};
  const exact = /^={2,3}([\w.+!-]{1,60})$/.exec(withoutDots(spec));
  return exact?.[1] === undefined ? { requirement: withoutDots(spec) } : { version: exact[1] };
}

/** Cargo, gem and Composer read a bare number as a range. */
function requirementOf(spec: string | undefined): { readonly requirement?: string } {
  return spec === undefined ? {} : { requirement: spec.trim() };
}

const FORMS: readonly Form[] = [
  { type: 'pypi', pattern: PIP_LINE, read: (match) => pipNames(match[1] ?? '') },
  {
    type: 'maven',
    pattern:
      /<groupId>\s{0,20}([\w.-]{1,150})\s{0,20}<\/groupId>\s{0,50}<artifactId>\s{0,20}([\w.-]{1,150})\s{0,20}<\/artifactId>(?:\s{0,50}<version>\s{0,20}([\w.+[\](),-]{1,80})\s{0,20}<\/version>)?/g,
    read: ([, group, name, version]) => [{ name: `${group}:${name}`, version }],
  },
  {
    // group:artifact[:packaging[:classifier]][:version[:scope]]
    type: 'maven',
    pattern:
      /(?<![\w.:/@-])([A-Za-z][\w-]{0,60}(?:\.[A-Za-z0-9_][\w-]{0,60}){0,8}):([A-Za-z][\w.-]{1,100})((?::[\w.+-]{1,60}){0,4})(?![\w:/])/g,
    read: ([, group = '', name = '', rest = '']) => mavenCoordinates(group, name, rest),
  },
  {
    type: 'maven',
    pattern:
      /\b((?:com|org|io|net|de|edu|gov|jakarta|javax)(?:\.[a-z][\w-]{0,60}){1,6})\s{1,3}([a-z][a-z0-9.-]{1,80})(?:\s{1,3}(\d[\w.-]{0,40}))?/g,
    // Without a version only a name with a hyphen is one: `com.acme.tool and …` is a sentence.
    read: ([, group, name = '', version]) =>
      version === undefined && !withoutDots(name).includes('-')
        ? []
        : [{ name: `${group}:${withoutDots(name)}`, version }],
  },
  {
    type: 'golang',
    pattern:
      /\bgo (?:get|install|mod download) {1,3}(?:-[a-z]{1,5} {1,3}){0,3}([A-Za-z0-9][\w.-]{0,80}(?:\/[\w.~-]{1,100}){1,8})(?:@(v?[\w.+-]{1,80}))?/g,
    read: ([, name = '', version]) => [{ name: withoutDots(name), ...goVersion(version) }],
  },
  {
    // host/path@v1.2.3, host/path v1.2.3, require host/path v1.2.3, host/path (go)
    type: 'golang',
    pattern:
      /(?<![\w@./:-])([a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,3}(?:\/[\w.~-]{1,100}){1,8})(?:@(v?\d[\w.+-]{0,80}|latest)|\s{1,3}(v\d[\w.+-]{0,80}|latest)\b|(?=\s{1,3}\(go(?:lang)?\)))/g,
    read: ([, name = '', at, spaced]) => [{ name, ...goVersion(at ?? spaced) }],
  },
  {
    type: 'golang',
    pattern:
      /(?<![\w@./:-])((?:golang\.org\/x|gopkg\.in|go\.uber\.org|google\.golang\.org|k8s\.io|sigs\.k8s\.io|go\.etcd\.io|go\.opentelemetry\.io)(?:\/[\w.~-]{1,100}){1,8})/g,
    read: ([, name = '']) => [{ name: withoutDots(name) }],
  },
  {
    type: 'cargo',
    pattern: /\bcargo {1,3}(?:add|install) {1,3}([A-Za-z][\w-]{0,63})(?:@([\w.+^~=-]{1,40}))?/g,
    read: ([, name = '', version]) => [{ name, ...requirementOf(version) }],
  },
  {
    type: 'cargo',
    pattern:
      /(?:^|\n)[ \t]{0,8}([A-Za-z][\w-]{0,63})[ \t]{0,8}=[ \t]{0,8}(?:"([\^~=<>* ]{0,4}\d[^"\n]{0,40})"|\{[^}\n]{0,200}?\bversion[ \t]{0,4}=[ \t]{0,4}"([^"\n]{1,40})"[^}\n]{0,300}\})/g,
    read: ([, name = '', plain, table]) =>
      ['version', 'edition', 'rust-version'].includes(name)
        ? []
        : [{ name, ...requirementOf(plain ?? table) }],
  },
  {
    type: 'nuget',
    pattern:
      /\bdotnet {1,3}(?:add(?: {1,3}[\w./\\-]{1,200}\.\w{2}proj)? {1,3}package|package {1,3}add) {1,3}([A-Za-z][\w.-]{0,99})(?: {1,3}(?:--version|-v) {1,3}([\w.+-]{1,60}))?/g,
    read: ([, name = '', version]) => [{ name: withoutDots(name), version }],
  },
  {
    type: 'nuget',
    pattern:
      /\b(?:Install-Package|nuget install) {1,3}([A-Za-z][\w.-]{0,99})(?: {1,3}-Version {1,3}([\w.+-]{1,60}))?/gi,
    read: ([, name = '', version]) => [{ name: withoutDots(name), version }],
  },
  {
    type: 'nuget',
    pattern:
      /<PackageReference\s{1,5}(?:Include|Update)\s{0,3}=\s{0,3}"([A-Za-z][\w.-]{0,99})"(?:\s{1,5}Version\s{0,3}=\s{0,3}"([^"\n]{1,60})")?[^>\n]{0,200}>?/g,
    read: ([, name = '', version]) => [
      { name, ...(/^\d[\w.+-]*$/.test(version ?? '') ? { version } : requirementOf(version)) },
    ],
  },
  {
    type: 'gem',
    pattern:
      /\bgem {1,3}install {1,3}([A-Za-z][\w.-]{0,99})(?: {1,3}(?:-v|--version) {1,3}["']?([\w.]{1,40})["']?)?/g,
    read: ([, name = '', version]) => [{ name: withoutDots(name), version }],
  },
  {
    type: 'gem',
    pattern:
      /(?:^|\n|\s)(?:gem|bundle add)[ \t]{1,3}(["'])([A-Za-z][\w.-]{0,99})\1(?:\s{0,3},\s{0,3}["']([^"'\n]{1,60})["'])?/g,
    read: ([, , name = '', spec]) => [
      { name, ...(/^\d+\.\d+\.\d+$/.test(spec ?? '') ? { version: spec } : requirementOf(spec)) },
    ],
  },
  {
    type: 'gem',
    pattern: /\bbundle add ([A-Za-z][\w.-]{0,99})/g,
    read: ([, name = '']) => [{ name: withoutDots(name) }],
  },
  {
    type: 'composer',
    pattern:
      /\bcomposer {1,3}(?:require|update|install) {1,3}(?:--?[\w-]{1,30} {1,3}){0,3}["']?([a-z0-9][\w.-]{0,80}\/[a-z0-9][\w.-]{0,80})(?::([^\s"']{1,40})|[ ]{1,2}"([^"\n]{1,40})")?/g,
    read: ([, name = '', colon, quoted]) => [
      { name: withoutDots(name), ...requirementOf(colon ?? quoted) },
    ],
  },
  {
    // A requirements line: name==1.2 or name>=1,<2, with or without extras.
    type: 'pypi',
    pattern:
      /(?<![\w@./:=<>-])([A-Za-z][\w.-]{0,99})(?:\[[\w,.-]{0,100}\])?[ \t]?((?:===?|~=|>=|<=|!=)[ \t]?\d[\w.*+!-]{0,40}(?:[ \t]?,[ \t]?[<>=!~]{1,2}[ \t]?\d[\w.*+!-]{0,40}){0,5})/g,
    read: ([, name = '', spec = '']) =>
      isNpmOnly(name) ? [] : [{ name, ...pythonSpec(spec.replaceAll(' ', '')) }],
  },
  {
    // Python's `import x as y` and `from x import y`; JavaScript quotes what it imports from.
    type: 'pypi',
    pattern:
      /(?:^|\n)[ \t]{0,20}(?:import[ \t]{1,5}([A-Za-z_]\w{0,60})(?:\.\w{1,60}){0,5}(?:[ \t]{1,5}as[ \t]{1,5}\w{1,60})?(?=[ \t]{0,5}(?:$|\n))|from[ \t]{1,5}([A-Za-z_]\w{0,60})(?:\.\w{1,60}){0,5}[ \t]{1,5}import[ \t]{1,5}[\w*(])/g,
    read: ([, plain, from]) => pythonImport(plain ?? from ?? ''),
  },
];

/** What is imported under another name than it is installed by. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  sklearn: 'scikit-learn',
  yaml: 'pyyaml',
  cv2: 'opencv-python',
  PIL: 'pillow',
  bs4: 'beautifulsoup4',
  dateutil: 'python-dateutil',
  dotenv: 'python-dotenv',
  skimage: 'scikit-image',
  attr: 'attrs',
  jwt: 'pyjwt',
  Crypto: 'pycryptodome',
  OpenSSL: 'pyopenssl',
  serial: 'pyserial',
  usb: 'pyusb',
  magic: 'python-magic',
  docx: 'python-docx',
  pptx: 'python-pptx',
  git: 'gitpython',
  MySQLdb: 'mysqlclient',
  psycopg2: 'psycopg2-binary',
  google: 'protobuf',
  rest_framework: 'djangorestframework',
  fitz: 'pymupdf',
  zmq: 'pyzmq',
  lxml: 'lxml',
};

const PYTHON_BUILTINS = new Set(
  'os sys re json math time datetime typing collections itertools functools pathlib subprocess logging random string io csv abc asyncio argparse base64 copy dataclasses enum glob hashlib http inspect multiprocessing operator pickle queue shutil signal socket sqlite3 ssl statistics struct tempfile threading traceback unittest urllib uuid warnings weakref xml zipfile __future__'.split(
    ' ',
  ),
);

function pythonImport(module: string): readonly Named[] {
  if (module === '' || PYTHON_BUILTINS.has(module)) return [];
  return [
    { name: Object.hasOwn(DISTRIBUTIONS, module) ? (DISTRIBUTIONS[module] ?? module) : module },
  ];
}

const MAVEN_SCOPES = new Set(['compile', 'runtime', 'test', 'provided', 'system', 'import']);

/** The rest of the coordinates ends in the version, or in a scope behind it. */
function mavenCoordinates(group: string, name: string, rest: string): readonly Named[] {
  // `note:this` is a sentence; a group has a dot, or a version follows.
  const parts = rest.split(':').filter((part) => part !== '' && !MAVEN_SCOPES.has(part));
  const version = parts.findLast((part) => /\d/.test(part));
  if (!group.includes('.') && version === undefined) return [];
  return [{ name: `${group}:${withoutDots(name)}`, version: version && withoutDots(version) }];
}

/** `axios >= 1.0` is written by people who do not know Python's notation. */
function isNpmOnly(name: string): boolean {
  const ecosystems = wellKnown(name).map(({ ecosystem }) => ecosystem);
  return ecosystems.includes('npm') && !ecosystems.includes('pypi');
}

function goVersion(version: string | undefined): Omit<Named, 'name'> {
  if (version === undefined || version === '') return {};
  return version === 'latest' ? { requirement: version } : { version: withoutDots(version) };
}

function withoutDots(typed: string): string {
  let end = typed.length;
  while (end > 0 && '.,;-'.includes(typed.charAt(end - 1))) end--;
  return typed.slice(0, end);
}

function leading(matched: string): number {
  return matched.length - matched.trimStart().length;
}
