import {
  COMMON_WORDS,
  EVERYDAY_NAMES,
  LEADING_WORDS,
  LICENSE_WORD,
} from '#knowledge/packages/reading/stop-words.ts';
import type { Token } from '#knowledge/packages/reading/tokens.ts';
import { wellKnown } from '#knowledge/packages/well-known.ts';

/** How sure we are that a word is a package's name. */
export const WEIGHT = { quoted: 4, led: 3, known: 2, unknown: 1 } as const;

/** Numbers, times, licenses and the ids of requests. */
export function isNoName(word: string): boolean {
  return (
    word.length < 2 ||
    LICENSE_WORD.test(word) ||
    /^[v#~^<>=]{0,2}\d/.test(word) ||
    /^req-\d+$/i.test(word)
  );
}

/** `package-lock.json` is a file; `Newtonsoft.Json` is one only while nobody said NuGet. */
export function isFileName(word: string): boolean {
  return (
    wellKnown(word).length === 0 &&
    /^[\w.-]{1,100}\.(?:json|txt|lock|toml|ya?ml|xml|md|pdf|docx?|xlsx?|csv|png|zip|tgz|gz)$/i.test(
      word,
    )
  );
}

/** How sure the place and the look of a word make us; `undefined` when it is just a word. */
export function weightOf(
  tokens: readonly Token[],
  index: number,
  isKnown: boolean,
): number | undefined {
  const token = tokens[index];
  if (token === undefined) return undefined;
  if (token.quoted) return WEIGHT.quoted;
  const word = token.text.toLowerCase();
  const led = isLed(tokens, index);
  if (COMMON_WORDS.has(word)) {
    return isKnown && isPlainlyUsed(tokens, index) ? WEIGHT.led : undefined;
  }
  if (isKnown && led) return WEIGHT.led;
  if (isKnown) {
    return EVERYDAY_NAMES.has(word) && !standsAlone(tokens) ? undefined : WEIGHT.known;
  }
  const shaped = /^[a-z][\w./-]*\w$/.test(word) && /[-./]/.test(word);
  // Beside the name of a license an unknown word is mostly part of a question about that license.
  if (tokens.some(({ text }) => LICENSE_WORD.test(text))) return undefined;
  return shaped || led || standsAlone(tokens) ? WEIGHT.unknown : undefined;
}

/** "use next", with the sentence going on as after a name: `next` in "use next version" is no package. */
function isPlainlyUsed(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]?.text.toLowerCase() ?? '';
  const licenseOf =
    before === 'of' && /^licen[sc]e$/.test(tokens[index - 2]?.text.toLowerCase() ?? '');
  const token = tokens[index];
  const behind = tokens[index + 1]?.text.toLowerCase();
  return (
    (licenseOf || /^(?:use|using|install|adopt|package|library)$/.test(before)) &&
    (token?.closes === true ||
      behind === undefined ||
      /^(?:for|in|ok|okay|with|on|and|or|vs|at|from|version|by|under|please|pls|\d.*)$/.test(
        behind,
      ))
  );
}

/** Nothing else was said than a name or two, perhaps with a version. */
function standsAlone(tokens: readonly Token[]): boolean {
  return (
    tokens.length <= 3 &&
    tokens.every(({ text }) => !COMMON_WORDS.has(text.toLowerCase()) || text === '(')
  );
}

/** What may stand between "use" and the name. */
const BETWEEN = new Set(
  'the a an this package library lib module npm called named of for license licence latest some our ('.split(
    ' ',
  ),
);

/** Stands before "ok?" or behind "use", "license of", "is" …, possibly with an article or "the package" in between. */
export function isLed(tokens: readonly Token[], index: number): boolean {
  const behind = tokens[index + 1]?.text.toLowerCase() ?? '';
  if (/^(?:vs|versus)$/.test(behind)) return true;
  if (index === 0 && /^(?:ok|okay|allowed|approved|fine|safe|banned)$/.test(behind)) return true;
  for (let before = index - 1; before >= 0 && before >= index - 4; before--) {
    const token = tokens[before];
    if (token === undefined || token.closes) return false;
    const word = token.text.toLowerCase();
    if (LEADING_WORDS.has(word)) return true;
    if (!BETWEEN.has(word)) return false;
  }
  return false;
}

/** Latin letters mixed with others that look the same, as in `rеact` with a Cyrillic letter. */
export function isLookalike(word: string): boolean {
  return (
    /[a-z]/i.test(word) &&
    /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\u{200b}-\u{200f}\u{2060}\u{ff01}-\u{ff5e}]/u.test(
      word,
    )
  );
}
