import type { Evidence } from '#assistant/understand/intent/evidence.ts';
import type { Intent } from '#assistant/understand/intent/intents.ts';
import { licenseIdsIn, printExpression } from '#knowledge/licenses/expression.ts';
import type { LicenseMention } from '#knowledge/licenses/names/mentions.ts';
import { parseExpression } from '#knowledge/licenses/parse-expression.ts';
import type { PackageMention } from '#knowledge/packages/reading/mention.ts';

/** What an intent is about, by the names of the batch protocol. */
export type Slots = Readonly<Record<string, string | readonly string[]>>;

/** The slots of an intent, as far as the sentence fills them. */
export function slotsOf(intent: Intent, seen: Evidence): Slots {
  switch (intent) {
    case 'package_question':
      return packageSlots(seen);
    case 'license_question':
    case 'compatibility_question':
      return { licenses: [...new Set(seen.mentions.flatMap(idsOf))] };
    case 'expression_question':
      return expressionSlots(seen);
    case 'start_form':
      return { form: formOf(seen), ...packageSlots(seen) };
    case 'request_status':
      return seen.requestId === undefined ? {} : { id: seen.requestId };
    case 'metrics_report':
      return periodSlots(seen);
    default:
      return {};
  }
}

function idsOf({ match }: LicenseMention): readonly string[] {
  switch (match.kind) {
    case 'family':
      return [`family:${match.family}`];
    case 'variant':
      return licenseIdsIn(match.of);
    case 'found':
      return match.expression.kind === 'license'
        ? [printExpression(match.expression)]
        : licenseIdsIn(match.expression);
  }
}

/** As it was written where that is an expression already: `LGPL-3.0+` and `(GPL-2.0-only WITH …) AND MIT` are. */
function expressionSlots({ mentions }: Evidence): Slots {
  const compound = mentions.find(
    ({ match }) => match.kind === 'found' && match.expression.kind !== 'license',
  );
  const found = compound ?? mentions[0];
  if (found?.match.kind !== 'found') return {};
  const printed = printExpression(found.match.expression);
  const written = found.text.replaceAll(/\s+/g, ' ').trim();
  const isOne =
    parseExpression(written).kind !== 'error' &&
    licenseIdsIn(found.match.expression).every(
      (id) => written.includes(id) || written.endsWith('+'),
    );
  return { expression: isOne ? written : printed };
}

/** The first package; where two are asked about at once, the names of all. */
function packageSlots({ packages, text }: Evidence): Slots {
  const [first] = packages.packages;
  if (!first) return {};
  // Mentions at one place are readings of the same words, the best first.
  const apart = packages.packages.filter(
    ({ start }, at) => packages.packages.findIndex((other) => other.start === start) === at,
  );
  if (apart.length > 1) return { names: apart.map((mention) => nameOf(mention, text)) };
  const { type, namespace, version } = first.purl;
  const isTyped = first.as === 'product' || isBareRepository(first);
  const asked = version ?? first.requirement ?? versionBehind(first, text);
  return {
    ...(isTyped ? {} : { type }),
    ...(namespace === undefined || isTyped ? {} : { namespace }),
    name: nameOf(first, text),
    ...(asked === undefined ? {} : { version: asked }),
  };
}

/** "serde crate 1.0.203": the kind stands between the name and the version. */
function versionBehind({ end }: PackageMention, sentence: string): string | undefined {
  const behind = sentence.slice(end, end + 60);
  return /^\s+(?:crate|package|gem|module|library|lib|version|ver|release)\s+v?(\d[\w.+-]{0,30})/i.exec(
    behind,
  )?.[1];
}

/** `acme/fast-cache` without an address: the name is what was typed. */
function isBareRepository({ as, text }: PackageMention): boolean {
  return as === 'repository' && !text.includes('://') && !/^(?:www\.)?git(?:hub|lab)\./.test(text);
}

/** A product has no name of its own but what people call it: "apache kafka", "ffmpeg". */
function nameOf(mention: PackageMention, sentence: string): string {
  const { as, text, purl, start } = mention;
  if (isBareRepository(mention)) return text;
  if (as !== 'product') return purl.name;
  const before = /\bapache\s+$/i.exec(sentence.slice(Math.max(0, start - 12), start))?.[0];
  return `${before === undefined ? '' : 'apache '}${text}`.toLowerCase();
}

/** Which form somebody wants, and what is known of its answers. */
export function requestIn(seen: Evidence): {
  readonly form: string;
  readonly known: Readonly<Record<string, string>>;
} {
  const { name, version } = packageSlots(seen);
  const thing = [name, version].filter((part) => typeof part === 'string').join(' ');
  const named = (field: string) => (thing === '' ? {} : { [field]: thing });
  if (/\b(?:exceptions?|waivers?)\b/.test(seen.words.join(' '))) {
    return { form: 'exception', known: named('what') };
  }
  const form = formOf(seen);
  return { form, known: named(form === 'use' ? 'package' : 'project') };
}

function formOf(seen: Evidence): string {
  const { words } = seen;
  const said = words.join(' ');
  if (
    /\b(?:contribut\w+|cla|dco|upstream\w*|pull requests?|prs?|patch(?:es)?|bug ?fix(?:es)?)\b/.test(
      said,
    )
  )
    return 'contribute';
  if (
    seen.has('release-firm') ||
    /\b(?:open sourc\w+ (?:request|form|wizard)|public(?:ly|ation)?)\b/.test(said)
  )
    return 'release';
  return 'use';
}

const PERIOD =
  /\b(?:(?:last|this|past|previous|current|next)\s(?:\d{1,3}\s|two\s|three\s|six\s|twelve\s|few\s)?(?:day|week|month|quarter|year|sprint|fy)s?|year to date|ytd|q[1-4](?:\s(?:of\s)?20\d\d)?|h[12](?:\s(?:of\s)?20\d\d)?|(?:since|in|for|during|from)\s(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:\s20\d\d)?|(?:in|for|since|during)\s20\d\d|20\d\d|today|yesterday|per\s(?:month|quarter|week|year))\b/i;

function periodSlots({ text }: Evidence): Slots {
  const period = PERIOD.exec(text)?.[0]
    .toLowerCase()
    .replace(/^(?:in|for|during|from)\s/, '');
  return period === undefined ? {} : { period };
}
