import { isBuiltin } from 'node:module';
import {
  addNpm,
  addOther,
  type Found,
  nothingFound,
  refusal,
} from '#knowledge/packages/reading/mention.ts';

/** `npm i a b@1`, `yarn add …`, `npx …`. */
export function readInstalls(text: string): Found {
  const found = nothingFound();
  readInstallLines(text, found);
  return found;
}

/** What else npm users paste: lines of package.json, import lines and `name@version`. */
export function readNpmLines(text: string): Found {
  const found = nothingFound();
  readDependencyLines(text, found);
  readImportLines(text, found);
  readNameAtVersion(text, found);
  return found;
}

const INSTALL =
  /\b(?:(?:npm|pnpm|bun) {1,3}(?:i|in|ins|install|add|update|up)|yarn(?: {1,3}global)? {1,3}(?:add|upgrade)|npx|bunx|pnpm {1,3}dlx|deno {1,3}add) {1,3}/gi;

/** Words after which an install line has become a sentence again. */
const SENTENCE = new Set(
  "a any and are as at but by can can't could does for from if in into is it no not of ok okay on or please pls should so thanks the this to we with which will would you yet approved allowed fine safe".split(
    ' ',
  ),
);

const FLAGS_WITH_VALUE = new Set([
  '--registry',
  '--prefix',
  '-C',
  '--workspace',
  '-w',
  '--tag',
  '--filter',
]);

function readInstallLines(text: string, found: Found): void {
  let read = 0;
  for (const match of text.matchAll(INSTALL)) {
    // "npm i npm i npm i …" is one line, however often it says so.
    if (match.index < read) continue;
    const start = match.index + match[0].length;
    const newline = text.indexOf('\n', start);
    read = newline === -1 ? text.length : newline;
    readSpecs(text.slice(start, read), start, found);
    found.used.push({ start: match.index, end: start });
  }
}

function readSpecs(line: string, lineStart: number, found: Found): void {
  let skip = false;
  let first = true;
  for (const match of line.matchAll(/\S+/g)) {
    const start = lineStart + match.index;
    const typed = match[0];
    if (skip || /^-{1,2}[A-Za-z]/.test(typed)) {
      skip = !skip && FLAGS_WITH_VALUE.has(typed);
      found.used.push({ start, end: start + typed.length });
      continue;
    }
    const spec = withoutQuotes(typed);
    const ends = spec.text.length + spec.offset < typed.length && !/["'`]$/.test(typed);
    if (spec.text === '' || /^[&|;>-]/.test(spec.text)) return;
    if (!first && SENTENCE.has(spec.text.toLowerCase())) return;
    readSpec(spec.text, start + spec.offset, found);
    first = false;
    if (ends) return;
  }
}

/** One argument of `npm install`: a name with or without a range, an alias, a repository, a file or an address. */
function readSpec(spec: string, start: number, found: Found): void {
  const place = { text: spec, start };
  const alias = spec.indexOf('@npm:');
  if (alias > 0) {
    readSpec(spec.slice(alias + 5), start + alias + 5, found);
    return;
  }
  if (/^[a-z+]{2,12}:/i.test(spec) && !/^npm:/.test(spec)) {
    const shorthand = /^github:([\w.-]{1,100}\/[\w.-]{1,100})/.exec(spec);
    if (shorthand?.[1] !== undefined) addOther(found, 'github', shorthand[1], {}, place);
    else refuse(found, 'address', place);
    return;
  }
  if (/^(?:[.~]{0,2}\/|\.\.?$|[A-Za-z]:\\|\.\.?\\)/.test(spec)) {
    refuse(found, 'path', place);
    return;
  }
  const { name, version } = splitSpec(spec.replace(/^npm:/, ''));
  if (/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(name)) {
    addOther(found, 'github', name, {}, place);
    return;
  }
  addNpm(found, name, version, place);
}

const DEPENDENCY = /"(@?[^"\s:]{1,300})"\s{0,20}:\s{0,20}"([^"\n]{1,200})"/g;

/** A range, a tag or one of npm's protocols; so that `"license": "MIT"` is no dependency. */
const RANGE =
  /^(?:[\^~<>=*v ]{0,4}\d|\*$|x$|latest$|next$|beta$|canary$|npm:|workspace:|catalog:|github:|git\+|file:|link:|https?:)/;

const NO_DEPENDENCY = new Set(
  'name version description main module types typings license homepage type packageManager node npm yarn pnpm browser engines lockfileVersion resolved integrity php target'.split(
    ' ',
  ),
);

function readDependencyLines(text: string, found: Found): void {
  for (const match of text.matchAll(DEPENDENCY)) {
    const [line, name = '', range = ''] = match;
    const place = { text: line, start: match.index };
    if (NO_DEPENDENCY.has(name)) {
      found.used.push({ start: match.index, end: match.index + line.length });
      continue;
    }
    if (!RANGE.test(range)) continue;
    const unscoped = name.includes('/') && !name.startsWith('@');
    if (unscoped) {
      addOther(found, 'composer', name, { requirement: range }, place);
    } else if (range.startsWith('npm:')) {
      const target = splitSpec(range.slice(4));
      addNpm(found, target.name, target.version, place);
    } else if (/^(?:git\+|file:|link:|https?:|github:)/.test(range)) {
      refuse(found, /^(?:file|link):/.test(range) ? 'path' : 'address', place);
    } else {
      addNpm(found, name, range.replace(/^(?:workspace|catalog):/, ''), place);
    }
  }
}

const IMPORTS = [
  /\b(?:from|import|export)\s{0,5}\(?\s{0,5}(["'`])([^"'`\s]{1,300})\1/g,
  /\brequire(?:\.resolve)?\s{0,5}\(\s{0,5}(["'`])([^"'`\s]{1,300})\1/g,
];

/** How Go names a module: the first segment is a host. */
const GO_PATH = /^[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,3}\.(?:com|org|net|io|dev|in|sh|xyz)\//;

function readImportLines(text: string, found: Found): void {
  for (const pattern of IMPORTS) {
    for (const match of text.matchAll(pattern)) {
      const target = match[2] ?? '';
      const place = { text: match[0], start: match.index };
      if (GO_PATH.test(target)) {
        addOther(found, 'golang', target.split('/').slice(0, 3).join('/'), {}, place);
        continue;
      }
      const name = packageOfImport(target);
      if (name === undefined)
        found.used.push({ start: match.index, end: match.index + match[0].length });
      else addNpm(found, name.name, name.version, place);
    }
  }
}

/** Cuts `@slack/web-api/dist/x` to the package; `undefined` for built-ins, files and addresses. */
function packageOfImport(target: string): { name: string; version?: string } | undefined {
  if (/^(?:[./#~]|@\/|node:|bun:|jsr:|data:|https?:|file:)/.test(target) || isBuiltin(target)) {
    return undefined;
  }
  const { name, version } = splitSpec(target.replace(/^npm:/, ''));
  const parts = name.split('/');
  const cut = parts.slice(0, name.startsWith('@') ? 2 : 1).join('/');
  if (isBuiltin(cut)) return undefined;
  return version === undefined
    ? { name: cut }
    : { name: cut, version: version.split('/')[0] ?? '' };
}

// After `@` a version, a range or a usual tag, so that me@example.com is no package.
const NAME_AT_VERSION =
  /(?<![\w@./:%-])(?:npm:)?(@[\p{L}\d][\p{L}\d._~-]{0,213}\/[\p{L}\d][\p{L}\d._~-]{0,213}|[\p{L}\d][\p{L}\d._~-]{0,213})@([\^~<>=*]{0,2}v?\d[\w.+*-]{0,60}|\*|latest|next|beta|alpha|canary|rc|lts)(?![\w/@])/gu;

// Without a version the prefix says that it is one: `npm:lodash`.
const PREFIXED =
  /(?<![\w@./:%-])npm:(@[\p{L}\d][\p{L}\d._~-]{0,213}\/[\p{L}\d][\p{L}\d._~-]{0,213}|[\p{L}\d][\p{L}\d._~-]{0,213})(?![\w/@:])/giu;

const SCOPED = /(?<![\w@./:%-])@[\p{L}\d][\p{L}\d._~-]{0,213}\/[\p{L}\d][\p{L}\d._~-]{0,213}/gu;

function readNameAtVersion(text: string, found: Found): void {
  const rest = blankOut(text, found.used);
  for (const match of rest.matchAll(NAME_AT_VERSION)) {
    const [typed, name = '', version = ''] = match;
    const spec = withoutDots(version);
    const length = typed.length - version.length + spec.length;
    addNpm(found, name, spec, { text: typed.slice(0, length), start: match.index });
  }
  for (const match of blankOut(text, found.used).matchAll(PREFIXED)) {
    const typed = withoutDots(match[0]);
    addNpm(found, typed.slice('npm:'.length), undefined, { text: typed, start: match.index });
  }
  for (const match of blankOut(text, found.used).matchAll(SCOPED)) {
    const typed = withoutDots(match[0]);
    addNpm(found, typed, undefined, { text: typed, start: match.index });
  }
}

/** The text with the places that are used up replaced by spaces; offsets stay. */
export function blankOut(
  text: string,
  used: readonly { readonly start: number; readonly end: number }[],
): string {
  let rest = text;
  for (const { start, end } of used) {
    rest = rest.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + rest.slice(end);
  }
  return rest;
}

function splitSpec(spec: string): { name: string; version?: string } {
  const at = spec.indexOf('@', 1);
  return at === -1 ? { name: spec } : { name: spec.slice(0, at), version: spec.slice(at + 1) };
}

function refuse(
  found: Found,
  reason: 'path' | 'address',
  place: { text: string; start: number },
): void {
  found.used.push({ start: place.start, end: place.start + place.text.length });
  found.refused.push(refusal(reason, place.text));
}

/** Quotes around an argument and the sentence's punctuation behind it are not part of the name. */
function withoutQuotes(typed: string): { text: string; offset: number } {
  let start = 0;
  let end = typed.length;
  while (start < end && `"'\`(`.includes(typed.charAt(start))) start++;
  while (end > start && `"'\`),;?!.:`.includes(typed.charAt(end - 1))) end--;
  return { text: typed.slice(start, end), offset: start };
}

function withoutDots(typed: string): string {
  let end = typed.length;
  while (end > 0 && '.-'.includes(typed.charAt(end - 1))) end--;
  return typed.slice(0, end);
}
