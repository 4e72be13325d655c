import aliases from '#knowledge/licenses/names/aliases.json' with { type: 'json' };
import { isPointer, trimNoise } from '#knowledge/licenses/names/phrases.ts';
import { isFiller, type Word } from '#knowledge/licenses/names/words.ts';

/** A published text that names no license at all, but says something else that we understand. */
export interface Statement {
  readonly class: 'missing' | 'see-file' | 'proprietary' | 'url';
  readonly file?: string;
  readonly reason: string;
}

/** Reads "none", "SEE LICENSE IN x", "UNLICENSED", an address; undefined when the text says something else. */
export function readStatement(text: string, words: readonly Word[]): Statement | undefined {
  const bare = text
    .toLowerCase()
    .replaceAll(/[<>[\]"'`.()\s]+/g, ' ')
    .trim();
  if (NOTHING.has(bare) && !(bare === '' && text.includes('(')))
    return { class: 'missing', reason: 'the field says that nothing is known' };
  if (isAddress(text, words)) return { class: 'url', reason: 'only an address is given' };
  const file = namedFile(text, words);
  if (file !== undefined) return file;
  if (isProprietary(words))
    return { class: 'proprietary', reason: 'it keeps all rights or is under terms of its own' };
  return undefined;
}

const NOTHING = new Set([
  '',
  '-',
  '--',
  '---',
  '?',
  '??',
  '???',
  '*',
  '_',
  'none',
  'no',
  'n/a',
  'na',
  'n a',
  'null',
  'nil',
  'undefined',
  'nan',
  'false',
  'unknown',
  'noassertion',
  'no assertion',
  'tbd',
  'tba',
  'todo',
  'to be determined',
  'to be decided',
  'to be announced',
  'not specified',
  'unspecified',
  'not applicable',
  'no license',
  'no licence',
  'no license specified',
  'no license given',
  'no license yet',
  'none specified',
  'none yet',
  'not available',
  'not found',
  'not declared',
  'undeclared',
  'undetermined',
  'unknown license',
  'unknown licence',
  'license unknown',
  'undecided',
  'missing',
  'empty',
  'without license',
  'no license found',
  'license not specified',
  'license not found',
  'not set',
  'not yet decided',
  'not known',
  'no license declared',
  'no declared license',
]);

// Longer than any path to a license file in a package.
const MAX_FILE = 200;

function namedFile(text: string, words: readonly Word[]): Statement | undefined {
  const reason = 'it points at a file';
  const pointed = /^see (?:the )?licen[sc]e in (?:the )?(?:file )?(?=\S)/i.exec(text);
  const rest = pointed && text.slice(pointed[0].length).trim();
  if (rest && !words.some((word) => word.kind === 'address')) {
    return rest.length > MAX_FILE
      ? { class: 'see-file', reason }
      : { class: 'see-file', file: rest, reason };
  }
  const alone = text.replace(/^file ?:? ?/i, '');
  if (isFileName(alone)) return { class: 'see-file', file: alone, reason };
  const onlyPoints = isPointer(words) && words.some((word) => word.text === 'file');
  if (onlyPoints && !words.some((word) => word.kind === 'address'))
    return { class: 'see-file', reason };
  const seen = words.findIndex(
    (word) => word.text === 'see' || word.text === 'read' || word.text === 'refer',
  );
  const before = words.slice(0, Math.max(seen, 0));
  const points =
    seen >= 0 &&
    isPointer(words.slice(seen)) &&
    before.every((word) => VAGUE.has(word.text) || isFiller(word));
  if (!points || words.some((word) => word.kind === 'address')) return undefined;
  const file = text
    .split(/[\s,;:()]+/)
    .find((part) => isFileName(part) && /[A-Z]{4}|\./.test(part));
  return {
    class: 'see-file',
    ...(file === undefined ? {} : { file: file.replace(/\.$/, '') }),
    reason,
  };
}

const VAGUE = new Set([
  'custom',
  'other',
  'special',
  'own',
  'please',
  'for',
  'details',
  'various',
  'multiple',
  'mixed',
]);
const FILE_BEGINNINGS = [
  'license',
  'licence',
  'copying',
  'readme',
  'notice',
  'unlicense.',
  'legal.',
  'eula.',
  'terms.',
  'copyright.',
];
const FILE_ENDINGS = ['.md', '.txt', '.rst', '.html', '.htm', '.pdf', '.adoc', '.markdown', '.rtf'];

function isFileName(text: string): boolean {
  if (text.length > MAX_FILE || /[\s,;()]/.test(text) || text.includes('://')) return false;
  const name = text.slice(text.lastIndexOf('/') + 1).toLowerCase();
  const begins = FILE_BEGINNINGS.some((begin) => name.startsWith(begin));
  const ends = FILE_ENDINGS.some((end) => name.length > end.length && name.endsWith(end));
  return ends || (begins && !NO_FILES.some((begin) => name.startsWith(begin)));
}

// "LicenseRef-…" is an SPDX reference, "licensed" a verb.
const NO_FILES = ['licenseref', 'licensed', 'licensing', 'licenced'];

function isAddress(text: string, words: readonly Word[]): boolean {
  if (words.some((word) => word.kind === 'address') && isPointer(words)) return true;
  if (/\s/.test(text) || text.length > 2000) return false;
  const host =
    /^(?:git(?:\+https|\+ssh)?:\/\/|ssh:\/\/|ftp:\/\/|www\.|[\w-]+\.(?:com|org|net|io|dev|edu|gov)\/)/i;
  return host.test(text);
}

const OWN_TERMS = new Set([
  'proprietary',
  'unlicensed',
  'confidential',
  'eula',
  'commercial',
  'private',
  'closed',
  'copyrighted',
  'copyright',
  'internal',
]);
// Beside these words a proprietary word may be one of two choices, or be denied.
const DENIALS = new Set([
  'or',
  '/',
  '|',
  'non',
  'not',
  'no',
  'noncommercial',
  'dual',
  'free',
  '+',
  '&',
  'except',
  'unless',
  'osi',
  'open',
]);
// Longer statements are prose, of which we do not understand all.
const MAX_STATEMENT_WORDS = 25;

function isProprietary(words: readonly Word[]): boolean {
  const texts = words.map((word) => word.text);
  const trimmed = trimNoise(words).map((word) => word.text);
  if (trimmed.join(' ') === 'other / proprietary') return true;
  if (words.length > MAX_STATEMENT_WORDS) return false;
  const joined = ` ${texts.filter((text) => /\p{L}/u.test(text)).join(' ')} `;
  // "BSD, all rights reserved": a license is named beside the phrase, so what holds is not clear.
  if (texts.some((text) => LICENSE_WORDS.has(text))) return false;
  if (joined.includes(' all rights reserved ')) return !texts.includes('no');
  if (joined.includes(' end user license ') || joined.includes(' end user licence ')) return true;
  return texts.some((text) => OWN_TERMS.has(text)) && !texts.some((text) => DENIALS.has(text));
}

// Words that begin the name of an open source license and mean nothing else.
const LICENSE_WORDS = new Set(aliases.bare);
