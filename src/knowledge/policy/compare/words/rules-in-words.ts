import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { PackageChange, SettingChange } from '#knowledge/policy/compare/change.ts';
import { capital, joined, some } from '#knowledge/policy/compare/words/lists.ts';
import { verdictNames } from '#knowledge/policy/compare/words/verdicts.ts';
import type { PackageRule, Policy } from '#knowledge/policy/file/policy-file.ts';

/** One line for a change of a rule for packages or of a setting. */
export function settingInWords(change: PackageChange | SettingChange): string {
  switch (change.kind) {
    case 'package-rule':
      return packageChangeInWords(change);
    case 'own-code':
      return sentences([
        ...listed('Now counts as our own code', change.added.map(quoted)),
        ...listed('No longer counts as our own code', change.removed.map(quoted)),
      ]);
    case 'bought':
      return sentences([
        ...listed('We have a bought license for', change.added.map(boughtInWords)),
        ...listed('No longer bought', change.removed.map(boughtInWords)),
      ]);
    case 'tie-break':
      return `Where a license may be chosen and several are as good, ${tieBreaks[change.to]} is taken now; before it was ${tieBreaks[change.from]}.`;
    case 'conflict':
      return conflictInWords(change);
    default:
      return unreachable(change);
  }
}

function packageChangeInWords({ from, to }: PackageChange): string {
  if (!from) return to ? `New: ${ruleInWords(to)}. ${to.reason}` : '';
  if (!to) return `Gone: ${ruleInWords(from)}.`;
  return `${capital(ruleInWords(to))}. ${to.reason} Before: ${ruleInWords(from)}.`;
}

/** "packages published less than 3 days ago: at least needs review". */
function ruleInWords({ when, verdict, effect, reviewers }: PackageRule): string {
  const { purl, version, license, deprecated, youngerThanDays, olderThanDays, vulnerability } =
    when;
  const conditions = [
    version === undefined ? undefined : `of version ${version}`,
    license === undefined ? undefined : `under ${joined(license.map(quoted), 'or')}`,
    deprecated === undefined ? undefined : deprecated ? 'that are deprecated' : 'not deprecated',
    youngerThanDays === undefined ? undefined : `published less than ${days(youngerThanDays)} ago`,
    olderThanDays === undefined ? undefined : `published more than ${days(olderThanDays)} ago`,
    vulnerability === undefined ? undefined : `with a ${vulnerability} vulnerability or worse`,
  ].filter((words) => words !== undefined);
  const what = purl === undefined ? 'packages' : some(purl.map(quoted), 3);
  const least = effect === 'at-least' && verdict === 'needs-review' ? 'at least ' : '';
  const who = reviewers === undefined ? '' : ` by ${joined(reviewers, 'and')}`;
  return `${[what, ...conditions].join(' ')}: ${least}${verdictNames[verdict]}${who}`;
}

function conflictInWords({ from, to }: Extract<SettingChange, { kind: 'conflict' }>): string {
  const what = 'Licenses that cannot be met together in one work';
  const now = to ? verdictNames[to.verdict] : 'judged one by one';
  const before = from ? verdictNames[from.verdict] : 'judged one by one';
  return now === before
    ? `${what}: still ${now}, but in other uses or by other reviewers.`
    : `${what}: ${before} → ${now}.`;
}

const tieBreaks: Readonly<Record<Policy['orTieBreak'], string>> = {
  'patent-grant': 'one that grants patents',
  'fewest-duties': 'the one with the fewest obligations',
};

function boughtInWords({ purl, until }: Policy['bought'][number]): string {
  return until === undefined ? quoted(purl) : `${quoted(purl)} (until ${until})`;
}

function listed(words: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${words}: ${some(names, 5)}.`];
}

function sentences(parts: readonly string[]): string {
  return parts.join(' ');
}

function days(count: number): string {
  return `${count} ${count === 1 ? 'day' : 'days'}`;
}

/** As it is written, not as Markdown. */
function quoted(text: string): string {
  return `\`${text.replaceAll('`', '')}\``;
}
