/** How the words around a license's name make it another license, or deny it. */
export type Surroundings = 'plain' | 'variant' | 'denied';

// Further away stands what belongs to something else.
const REACH = 80;

/**
 * Reads what stands around a name: "MIT with Commons Clause", "MIT-style", "a modified MIT license" and "MIT 2.0"
 * are not MIT, and "not MIT" least of all. To answer for the bare name would answer another question. At `next`
 * another license is named: "MIT + ISC" adds nothing to MIT.
 */
export function readSurroundings(
  text: string,
  start: number,
  end: number,
  next: number = text.length,
): Surroundings {
  const before = text.slice(Math.max(0, start - REACH), start).toLowerCase();
  const after = text.slice(end, Math.min(next, end + REACH)).toLowerCase();
  if (DENIED.test(before)) return 'denied';
  if (BEFORE.some((sign) => sign.test(before))) return 'variant';
  // "Modified MIT code" is code that was changed; "a modified MIT license" is not.
  const saysLicense = /licen[sc]e$/i.test(text.slice(start, end));
  const ofCode = MATERIAL.test(after) && !saysLicense;
  if (CHANGED_BEFORE.test(before) && !ofCode) return 'variant';
  if (saysLicense && CHANGED_AFTER.test(after)) return 'variant';
  return AFTER.some((sign) => sign.test(after)) ? 'variant' : 'plain';
}

/** "MIT AND Foo-1.0": to answer for MIT alone would answer another question. What else may be chosen can only help. */
export function hasUnknownOperand(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - REACH), start);
  const after = text.slice(end, end + REACH);
  const idBefore = /(\S+)\s+(?:OR|AND)\s+\(*$/.exec(before.slice(-60))?.[1] ?? '';
  const [, operator, idAfter = ''] = /^[\s)]*\s(OR|AND|WITH)\s+\(*(\S+)/.exec(after) ?? [];
  const binds = operator === 'AND' || operator === 'WITH';
  return binds || looksLikeId(idBefore) || looksLikeId(idAfter);
}

function looksLikeId(word: string): boolean {
  return /^[("']*[A-Za-z][\w.]*-[\w.+-]/.test(word) || /^[("']*[A-Za-z]+\d/.test(word);
}

function oneOf(words: string): string {
  return `(?:${words.trim().split(/\s+/).join('|')})`;
}

const changed = oneOf(
  'modified changed altered custom customised customized adapted extended amended tweaked edited restricted shortened',
);
const limited = oneOf(
  'commercial noncommercial non-commercial non-profit non-profits nonprofit nonprofits personal private evaluation academic research educational individuals military',
);
const terms = oneOf(
  `clause clauses restriction restrictions restricted limitation limitations addition additions terms condition
  conditions addendum amendment rider exception exceptions exemption exemptions proprietary ethical patents`,
);
const article = '(?:\\s+(?:a|an|the|under|licensed|licenced|released|covered|by))*';

const DENIED = new RegExp(
  `(?:^|\\s)(?:not|isn['’]?t|no longer|non|except|except for|other than|excluding|(?:any|every)thing but)${article}[\\s-]+$`,
);
const BEFORE: readonly RegExp[] = [
  new RegExp(
    `(?:^|[\\s(])(?:like|near|similar to|close to|inspired by|(?:variant|variation|derivative) of|non-?commercial)${article}\\s+$`,
  ),
  /\b(?:own|different|special|other|modified|changed|custom|extended) (?:version|form|edition|flavou?r) of(?:\s+the)?\s+$/,
  /licen[sc]e (?:that is |which is )?(?:based on|derived from|modelled on|modeled on)(?:\s+the)?\s+$/,
  /(?:^|[\s(])(?:partly|partially|mostly|mainly|largely|almost|nearly|half)(?:\s+under)?\s+$/,
  /(?:^|\s)clause(?:\s*\+|\s+and|\s+plus)?\s+$/,
];
const CHANGED_BEFORE = new RegExp(`(?:^|[\\s("'“‘])${changed}\\s+$`);
const CHANGED_AFTER = new RegExp(`^[\\s,(]*(?:slightly |heavily |somewhat |but )?${changed}\\b`);
const MATERIAL =
  /^\s*(?:licen[sc]ed\s+)?(?:code|libs?|library|libraries|packages?|modules?|components?|software|sources?|stuff|dependency|tools?|server|programs?|project|files?|driver|app)\b/;
// "GPL with our app", "LGPL with dynamic linking": what one does with it, and not what was added to it.
const ownDoing = oneOf(
  `our my your us we it its no any other others changes modifications modification changed linking linkage dynamic
  dynamically static statically app apps application product products service services code software libraries libs
  attribution notice notices credit credits customers docker containers closed proprietary commercial source`,
);
const AFTER: readonly RegExp[] = [
  // "MIT-based", "MIT-compatible", "MIT style"
  /^-(?!licen[sc]|only\b|code\b|covered\b|family\b)[a-z]/,
  /^\s(?:styled?|like|ish|type|alike|variant|derived|derivative|inspired|flavou?red|lookalike)\b/,
  // Whatever is added but not understood: "MIT with a non-compete", "MIT + Commons Clause"
  new RegExp(`^[\\s,(–—-]*(?:with|w/)\\s+(?!(?:[\\w'’-]+\\s+){0,2}${ownDoing}\\b)\\S`),
  new RegExp(`^[\\s,(–—-]*(?:with|w/|but|and|&)\\s+(?:[\\w'’-]+\\s+){0,6}?${terms}\\b`),
  /^[\s,(–—-]*(?:plus\b|\+|minus\b|subject to\b|except\b|excluding\b|excepting\b|apart from\b|unless\b)\s*\S/,
  /^[\s,(–—-]*(?:but |and )?(?:is )?(?:for )?non-?commercial\b/,
  new RegExp(
    `^[\\s,(–—-]*(?:but |and )?(?:is )?(?:no|not for|only for|free for|free only for|only free for)\\s+${limited}\\b`,
  ),
  new RegExp(`^\\s*\\(\\s*(?:for )?(?!commercial|private)${limited}\\b`),
  new RegExp(`^\\s*\\(\\s*(?:slightly |heavily |somewhat )?${changed}\\b`),
  /^[\s,]*until (?:19|20)\d\d\b/,
  /^[\s,]*for (?!internal|in-house|inhouse|dev|test|build|our)(?:[\w-]+\s+){1,4}only\b/,
  // Terms that are told in a sentence of their own.
  /\bcommercial use (?:is |are )?(?:forbidden|prohibited|excluded|restricted|not|requires?|needs?|costs?)\b/,
  /\b(?:must|has to|have to) pay\b|\bpaid licen[sc]e/,
  // A version of what has none, or has other ones.
  /^[\s,]*(?:v|ver|version)?[\s.]*\d{1,3}\.\d{1,3}\b(?!\s*(?:%|mb|gb|k\b))/,
];
