import { dutyTexts } from '#knowledge/licenses/duties.ts';
import type { Change, LicenseChange } from '#knowledge/policy/compare/change.ts';
import { licensesInWords } from '#knowledge/policy/compare/words/licenses-in-words.ts';
import { capital, joined } from '#knowledge/policy/compare/words/lists.ts';
import { settingInWords } from '#knowledge/policy/compare/words/rules-in-words.ts';
import { usesInWords } from '#knowledge/policy/compare/words/uses-in-words.ts';
import { verdictNames } from '#knowledge/policy/compare/words/verdicts.ts';
import { compareVerdicts } from '#knowledge/policy/judgement.ts';

export interface Describing {
  /** Characters; what does not fit is counted. */
  readonly most?: number;
  /** What people call the reviewer groups. */
  readonly reviewers?: Readonly<Record<string, string>>;
}

const MOST = 3_000;
/** Of uses in one line. */
const CASES_MOST = 4;

/** What changed, as Markdown in plain words: the draft of what people are told. */
export function describeChanges(
  changes: readonly Change[],
  { most = MOST, reviewers = {} }: Describing = {},
): string {
  if (changes.length === 0) return 'Nothing changes for anybody.';
  return fitted(sectionsOf(changes, reviewers), most);
}

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

type Of<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;

function sectionsOf(
  changes: readonly Change[],
  reviewers: NonNullable<Describing['reviewers']>,
): readonly Section[] {
  const of = <Kind extends Change['kind']>(kind: Kind): readonly Of<Kind>[] =>
    changes.filter((change): change is Of<Kind> => change.kind === kind);
  const verdicts = of('verdict');
  const isStricter = ({ from, to }: Of<'verdict'>): boolean => compareVerdicts(to, from) > 0;
  const rules = [...of('package-rule')];
  const settings = [...of('own-code'), ...of('bought'), ...of('tie-break'), ...of('conflict')];
  return [
    { title: 'Stricter than before', lines: verdictLines(verdicts.filter(isStricter)) },
    {
      title: 'Easier than before',
      lines: verdictLines(verdicts.filter((change) => !isStricter(change))),
    },
    { title: 'Other things to do', lines: obligationLines(of('obligations')) },
    { title: 'Others look at it', lines: reviewerLines(of('reviewers'), reviewers) },
    { title: 'Packages', lines: rules.map(settingInWords) },
    { title: 'Beside that', lines: settings.map(settingInWords) },
  ].filter(({ lines }) => lines.length > 0);
}

/** What changes alike for the same licenses is one line, with all the uses. */
function verdictLines(changes: readonly Of<'verdict'>[]): readonly string[] {
  const alike = Map.groupBy(changes, ({ licenses, from, to }) =>
    JSON.stringify([licenses, from, to]),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const reasons = [...new Set(group.flatMap(({ toReasons }) => toReasons))];
    const why = reasons.length === 1 ? ` ${reasons[0]}` : '';
    return `${about(first, group)}: ${verdictNames[first.from]} → ${verdictNames[first.to]}.${why}`;
  });
}

function obligationLines(changes: readonly Of<'obligations'>[]): readonly string[] {
  const alike = Map.groupBy(changes, ({ licenses, added, removed }) =>
    JSON.stringify([licenses, added, removed]),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { added, removed } = first;
    const texts = (duties: typeof added): string =>
      duties.map((duty) => `“${dutyTexts[duty]}”`).join(', ');
    const words = [
      ...(added.length > 0 ? [`new: ${texts(added)}`] : []),
      ...(removed.length > 0 ? [`no longer: ${texts(removed)}`] : []),
    ];
    return `${about(first, group)}: ${words.join('; ')}.`;
  });
}

/** Who looks at what is for those who ask of little matter: one line for each that goes from somebody to somebody. */
function reviewerLines(
  changes: readonly Of<'reviewers'>[],
  names: NonNullable<Describing['reviewers']>,
): readonly string[] {
  const alike = Map.groupBy(changes, ({ from, to }) => JSON.stringify([from, to]));
  const named = (groups: readonly string[]): string =>
    joined(
      groups.map((group) => names[group] ?? group),
      'and',
    );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const licenses = new Set(group.flatMap((change) => change.licenses.ids));
    const what =
      group.length === 1 || licenses.size < 2
        ? licensesAndUses(first, group)
        : `${licenses.size} licenses, in ${group.length} kinds of cases`;
    return `A review of ${what}, goes to ${named(first.to)}, no longer to ${named(first.from)}.`;
  });
}

function about(first: LicenseChange, group: readonly LicenseChange[]): string {
  return capital(licensesAndUses(first, group));
}

function licensesAndUses({ licenses }: LicenseChange, group: readonly LicenseChange[]): string {
  const uses = group.map((change) => usesInWords(change.uses));
  const left = uses.length - CASES_MOST;
  const named = left > 1 ? [...uses.slice(0, CASES_MOST), `in ${left} more cases`] : uses;
  return `${licensesInWords(licenses)}, ${named.join('; or ')}`;
}

/** As many lines as fit, and how many more there are. */
function fitted(sections: readonly Section[], most: number): string {
  const total = sections.reduce((sum, { lines }) => sum + lines.length, 0);
  const tail = (left: number): string =>
    left === 0 ? '' : `\n\nAnd ${left} more ${left === 1 ? 'change' : 'changes'}.`;
  let text = '';
  let told = 0;
  for (const { title, lines } of sections) {
    for (const [at, line] of lines.entries()) {
      const head = at > 0 ? '' : `${text === '' ? '' : '\n\n'}**${title}**\n`;
      const longer = `${text}${head}\n- ${line}`;
      const left = total - told - 1;
      if (longer.length + tail(left).length > most) return `${text}${tail(total - told)}`.trim();
      text = longer;
      told += 1;
    }
  }
  return text;
}
