/** To say that one is away, or back. */
export type AbsenceWish =
  /** `said`: the words that may name days. */
  { readonly kind: 'away'; readonly said: string } | { readonly kind: 'back' };

const MONTHS =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');

const I_AM =
  "(?:please |pls |hi,? |hello,? )?(?:(?:i am|i'm|im|i will be|i'll be|ill be|i shall be|i am going to be|i'm going to be) )?";
const AWAY =
  '(?:away|absent|out of (?:the )?office|out of town|ooo|off sick|sick|ill|(?:away )?on (?:a )?(?:vacation|holidays?|leave|(?:parental|maternity|paternity|sick) leave)|not (?:in|there|at work|available))';
const SAY = new RegExp(`^${I_AM}${AWAY}(?<days>(?: .*)?)$`);
const NOUN =
  /^(?:please |pls )?(?:(?:set|register|add|enter|change|plan|show|open|note|my|an?|out of office|the) ){0,3}(?:absences?|vacation|holidays?|leave|out of office|ooo)(?<days>(?: .*)?)$/;
const BACK = new RegExp(
  `^(?:${I_AM}(?:back|here again|(?:not|no longer) away|no longer (?:out of office|on (?:vacation|holiday|leave)))(?: (?:again|now|today|in the office|in office|at work|already|early|any ?more|from (?:my )?(?:vacation|holidays?|leave)))*|end my (?:absence|vacation|holiday|leave))$`,
);

/** What may stand beside "away" where it is about days: "away from my desk" is not. */
const DAY_WORDS: ReadonlySet<string> = new Set(
  [
    ...MONTHS,
    ...MONTHS.map((month) => month.slice(0, 3)),
    'sept',
    ...WEEKDAYS,
    ...WEEKDAYS.map((day) => day.slice(0, 3)),
    ...'from until till til to through thru up and including between on of the next this coming starting beginning today tomorrow tonight now week weeks day days month for a for one two three four in then then back'.split(
      ' ',
    ),
  ].flat(),
);

/** "I am away from 1 to 5 December", "out of office", "I am back", and nothing else. */
export function readAbsenceWish(sentence: string): AbsenceWish | undefined {
  const line = sentence
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/[.!]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (line.length > 120) return undefined;
  // "back" alone may be anything.
  if (line.includes(' ') && BACK.test(line)) return { kind: 'back' };
  const days = (SAY.exec(line) ?? NOUN.exec(line))?.groups?.days;
  if (days === undefined) return undefined;
  const words = days.split(/[\s,–—-]+/).filter((word) => word !== '');
  const areDays = words.every(
    (word) => DAY_WORDS.has(word) || /^\d{1,4}(?:st|nd|rd|th)?$/.test(word),
  );
  return areDays ? { kind: 'away', said: days } : undefined;
}

/** Days as `2026-12-01`, as far as the words name them. */
export interface DaysSaid {
  readonly firstDay?: string;
  readonly lastDay?: string;
}

const MONTH = `(?<month>${MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')}|sept)`;
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?:,? (?<year>\\d{4}))?';
const NAMED = new RegExp(
  [
    '(?<iso>\\d{4}-\\d{2}-\\d{2})',
    `${DAY} (?:of )?${MONTH}${YEAR}`,
    `${MONTH} ${DAY}${YEAR}`,
    `(?<near>today|tomorrow)`,
    `(?<weekday>${WEEKDAYS.map((day) => `${day.slice(0, 3)}(?:${day.slice(3)})?`).join('|')})`,
    // "1 to 5 December": the month comes with the last of them.
    `${DAY}(?= ?(?:to|until|till|through|and|-|–|—) ?\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?<later>[a-z]+))`,
  ]
    .map((one) => `\\b${one}\\b`)
    .join('|'),
  'g',
);
const UNTIL = /^ ?(?:until|till|til|to|through|thru|up to)\b/;

/** The first and the last day that are named; `today` is `2026-12-01`. What is left open is asked in the form. */
export function daysSaid(said: string, today: string): DaysSaid {
  const days: string[] = [];
  for (const { groups = {} } of said.matchAll(NAMED)) {
    const day = dayFrom(groups, days.at(-1) ?? today, today);
    if (day === undefined || !isDay(day)) return {};
    days.push(day);
  }
  const [first, last] = days;
  if (first === undefined) return {};
  if (last !== undefined) return { firstDay: first, lastDay: last };
  if (UNTIL.test(said)) return { firstDay: today, lastDay: first };
  return /^ ?(?:from|starting|beginning)\b/.test(said)
    ? { firstDay: first }
    : { firstDay: first, lastDay: first };
}

type Groups = Readonly<Record<string, string | undefined>>;

/** The next such day from `after` on. */
function dayFrom(groups: Groups, after: string, today: string): string | undefined {
  const { iso, near, weekday, year } = groups;
  if (iso !== undefined) return iso;
  if (near !== undefined) return near === 'today' ? today : plusDays(today, 1);
  if (weekday !== undefined) {
    const wanted = WEEKDAYS.findIndex((name) => name.startsWith(weekday));
    const from = (new Date(`${after}T00:00:00Z`).getUTCDay() + 6) % 7;
    return plusDays(after, (wanted - from + 7) % 7);
  }
  const month = groups.month ?? groups.later;
  const number = MONTHS.findIndex(
    (name) => month !== undefined && name.startsWith(month.slice(0, 3)),
  );
  if (number === -1 || groups.day === undefined) return undefined;
  const inYear = (of: number) =>
    `${of}-${String(number + 1).padStart(2, '0')}-${String(groups.day).padStart(2, '0')}`;
  if (year !== undefined) return inYear(Number(year));
  const thisYear = Number(after.slice(0, 4));
  return inYear(thisYear) < after ? inYear(thisYear + 1) : inYear(thisYear);
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

function plusDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
