import { type Evidence, isCompoundWord } from '#assistant/understand/intent/evidence.ts';
import { wellKnown } from '#knowledge/packages/well-known.ts';

/** Asks, and with words that ask what holds. */
export function asksRule(seen: Evidence): boolean {
  return seen.has('asks-rule') && seen.isQuestion;
}

/** One license or several, joined as SPDX does it. */
export function isCompound({ mentions }: Evidence): boolean {
  return mentions.some(
    ({ match, text }) =>
      match.kind === 'found' &&
      (match.expression.kind !== 'license' ||
        /\s(?:AND|OR|WITH)\s|\swith\s\S+-exception\b/.test(text)),
  );
}

export function namesPackage({ packages }: Evidence): boolean {
  return packages.kind === 'clear';
}

export function guessesPackage({ packages }: Evidence): boolean {
  return packages.kind === 'word';
}

/** The word is one of a package that many use, or has a version. */
export function isKnownPackage({ packages }: Evidence): boolean {
  return packages.packages.some(
    ({ text, purl, requirement }) =>
      wellKnown(text).length > 0 || purl.version !== undefined || requirement !== undefined,
  );
}

/** The word stands behind one that puts it to use: "can I use lodash". */
export function usesPackage({ packages, text }: Evidence): boolean {
  return (
    packages.kind === 'word' &&
    packages.packages.some(({ start }) =>
      /\b(?:use|using|add|adding|import|install|adopt|bundle|ship)\s+$/i.test(
        text.slice(Math.max(0, start - 20), start),
      ),
    )
  );
}

/** Nothing is named for sure that could be used. */
export function namesNothing(seen: Evidence): boolean {
  return seen.mentions.length === 0 && !namesPackage(seen);
}

/** "can you let all engineers know", "please ping every team lead": a wish that others are told, in the form of a question or not. */
export function tellsOthers(seen: Evidence): boolean {
  const [, verb = ''] = TELLING.exec(seen.words.join(' ')) ?? [];
  return verb !== '' && (seen.has('everyone') || ['announce', 'broadcast', 'blast'].includes(verb));
}

const TELLING =
  /^(?:(?:please|pls|plz|hey|hi|so|and) )*(?:(?:(?:can|could|would|will) (?:you|u|we|somebody|someone|i)|i (?:need|want|have) to|we (?:need|want|have) to|id like to|help me) (?:please )?)?(let|tell|notify|ping|inform|announce|send|remind|alert|email|mail|message|broadcast|blast|circulate|post|draft|push|publish|share|distribute|forward|roll out|get|make sure)\b/;

/** "what do I still need to look at", "anything for me to sign": asked by who decides, about what waits for them. */
export function asksWhatToDo(seen: Evidence): boolean {
  return !seen.has('contribute') && !seen.has('release-firm') && TO_DO.test(seen.words.join(' '));
}

const TO_DO =
  /^(?:so |and |ok |hey )?(?:(?:is|are) there |do i have |got |have )?(?:anything|something|what|whats|which|how many|any)\b(?: \S+){0,4}? (?:for me to|(?:do )?i (?:still |now |also )?(?:have|need|got) to) (?:still )?(?:sign|approve|review|look at|decide|check|clear|act on|answer|vote|vet)\b/;

/** "my kafka request": one of theirs, named by what it is for. */
export function namesOwnRequest({ words }: Evidence): boolean {
  const named = OWN_REQUEST.exec(words.join(' '))?.[1];
  return named !== undefined && !OF_ANY_REQUEST.has(named);
}

const OWN_REQUEST =
  /\b(?:my|our) (?:\S+ ){0,2}?(\S+) (?:request|ticket|submission|application|case)\b/;
const OF_ANY_REQUEST = new Set(
  'oldest latest newest last open pending recent new own first next other current any every closed'.split(
    ' ',
  ),
);

/** "found a LICENSE file without a name, can you tell me what it is": a text is there, and its name is asked for. */
export function asksForItsName({ words }: Evidence): boolean {
  return ITS_NAME.test(words.join(' '));
}

const ITS_NAME =
  /\b(?:file|text|header|blurb|boilerplate|wording)\b.*\b(?:(?:what|which)(?: \S+){0,2} (?:it|this|that) (?:is|are)|(?:what|which)(?: \S+){0,2} is (?:it|this|that)|identify|recogni[sz]e|which one)\b/;

/** Courses, not the training of a model. */
export function speaksOfCourses(seen: Evidence): boolean {
  return seen.has('training') && !OF_A_MODEL.test(seen.words.join(' '));
}

const OF_A_MODEL =
  /\b(?:training|train) (?:data|sets?|code|an?|models?|our|the|runs?|on)\b|\bmodels?\b/;

/** "how long did legal take on average": what was, in figures; not what holds. */
export function asksWhatWas({ words }: Evidence): boolean {
  return WHAT_WAS.test(words.join(' '));
}

const WHAT_WAS =
  /\b(?:on average|in total|how long did|how many (?:\S+ ){1,4}(?:did|do|have|has|were|was|are|got|came|last|this|since|in)|how much (?:\S+ ){1,3}(?:did|was|were)|how (?:fast|slow|quick|quickly|slowly) (?:did|was|were))\b/;

/** "can you file an exception for me": a wish, in the form of a question. */
export function asksToDoIt({ words }: Evidence): boolean {
  return TO_DO_IT.test(words.join(' '));
}

const TO_DO_IT =
  /^(?:(?:please|pls|plz|hey|hi|so) )*(?:can|could|would|will) (?:you|u|we|i|somebody|someone) (?:please |pls )?(?:file|open|start|submit|raise|create|launch|kick|begin|register|put|make|log|hand|apply|check|validate|scan|audit|inspect|analy[sz]e|look at|look over|look through|go through|run)\b/;

/** "who still hasn't confirmed the policy update": whom an announcement has reached. */
export function asksWhoHasRead({ words }: Evidence): boolean {
  return WHO_HAS_READ.test(words.join(' '));
}

const WHO_HAS_READ =
  /\b(?:who|how many (?:\S+ )?) ?(?:still |all |else )?(?:has|have|hasnt|havent|did|didnt)(?: not)?(?: yet)? (?:read|confirmed|confirm|acknowledged|acknowledge|seen|opened)\b/;

/** "open items for security", "my stuff please". */
export function asksForOpenItems({ words }: Evidence): 'theirs to decide' | 'theirs' | undefined {
  const said = words.join(' ');
  if (TO_DECIDE.test(said)) return 'theirs to decide';
  return words.length <= 5 && OWN_THINGS.test(said) ? 'theirs' : undefined;
}

const TO_DECIDE =
  /\b(?:open|pending|waiting|outstanding) (?:items|things|requests|cases|tickets|stuff|reviews) (?:for|with|at|on) (?:the )?(?:legal|security|ospo|export|privacy|architecture|me|us|my team)\b/;
const OWN_THINGS = /\bmy (?:stuff|things|items|asks|list|overview)\b/;

/** "request: lodash 4.17.21 for Checkout". */
export function beginsWithRequest(seen: Evidence): boolean {
  const isOfSomething = namesPackage(seen) || guessesPackage(seen);
  return isOfSomething && /^(?:new |use |usage )?request\b/.test(seen.words.join(' '));
}

/** "look at our gradle dependencies for license problems". */
export function asksToLookThrough(seen: Evidence): boolean {
  return seen.has('audit') && DEPENDENCIES.test(seen.words.join(' '));
}

const DEPENDENCIES =
  /\b(?:list of|our|my|these|all|the|following|attached) (?:\S+ ){0,2}(?:dependencies|deps|packages|components|libraries|libs)\b/;

/** "i need to get pandas approved". */
export function wantsApproved({ words }: Evidence): boolean {
  return /\bget (?:\S+ ){1,6}(?:approved|cleared|signed off|reviewed)\b/.test(words.join(' '));
}

/** "register lodash for product Rocket". */
export function registers({ text }: Evidence): boolean {
  return REGISTERS.test(text.toLowerCase());
}

const REGISTERS =
  /^(?:please |pls |plz )?(?:register|enrol|enroll|record|log) (?:\S+ ){0,4}?(?:for|in|with|to) (?:the |our |my )?(?:product|project|app|application|service|platform)\b/;

/** "is frobnicate still approved for production": the word itself is judged. */
export function judgesGuess({ packages, text }: Evidence): boolean {
  return (
    packages.kind === 'word' &&
    packages.packages.some(({ start, end }) => {
      const judged = /^\s+(?:still |really |even |generally |actually )?([a-z]+)/i.exec(
        text.slice(end, end + 40),
      );
      return (
        /(?:^|[\s,.:(])(?:is|are|was|hows)\s+$/i.test(text.slice(Math.max(0, start - 12), start)) &&
        JUDGING.has(judged?.[1]?.toLowerCase() ?? '')
      );
    })
  );
}

/** Nothing is named, not even by a name that may be a package. */
export function saysNothing(seen: Evidence): boolean {
  return namesNothing(seen) && !(guessesPackage(seen) && looksLikeName(seen));
}

/** `license-checker`, `d3.js`: written as packages are and words are not. */
export function looksLikeName({ packages }: Evidence): boolean {
  return packages.packages.some(({ text }) => /\w[-./@_]\w/.test(text) && !isCompoundWord(text));
}

/** "npm no-license", "the gem sinatra". */
export function namesKind({ words }: Evidence): boolean {
  return words.some((word) => KINDS.has(word));
}

const KINDS = new Set(
  'npm pypi pip crate crates cargo gem rubygem nuget maven composer packagist golang package pkg library lib module framework'.split(
    ' ',
  ),
);

/** Words that judge: they ask whether something may be used, whatever it is. */
export function judges({ words }: Evidence): boolean {
  return words.some((word) => JUDGING.has(word));
}

const JUDGING = new Set(
  'ok okay fine good safe allowed approved banned cleared clear permitted blocked legit cool permit permits acceptable forbidden usable whitelisted blacklisted better vs license licence licensed vulns vulnerable bad wrong'.split(
    ' ',
  ),
);

/** "who approves", "do I need": not "how do I request", which asks for the way in. */
export function asksWhetherOrWho({ words }: Evidence): boolean {
  return WHETHER_OR_WHO.test(words.slice(0, 6).join(' '));
}

const WHETHER_OR_WHO =
  /^(?:who|whose|whom|when|why|how (?:long|often|fast|quickly|much|many)|do|does|did|is|are|am|must|should|may|can|could|what|which|where)\b/;
