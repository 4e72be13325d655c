import type { Subject } from '#assistant/memory.ts';
import { spoken } from '#assistant/views/answers/words.ts';
import { troubleWords } from '#assistant/views/packages/package-trouble-cards.ts';
import type { Part } from '#foundation/cards/card.ts';
import { code, type Text } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { combineDuties } from '#knowledge/licenses/duties.ts';
import type { PackageFacts, PackageResult } from '#knowledge/packages/facts.ts';
import type { Answer } from '#knowledge/policy/consider.ts';
import { unionOf } from '#knowledge/policy/rules/obligations.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** One package of a list, as far as it could be looked up. */
export interface ListedAnswer {
  readonly name: string;
  readonly isTool: boolean;
  readonly result: PackageResult;
  readonly facts?: PackageFacts;
  readonly answer?: Answer;
}

/** More lines than these of one kind are counted, not shown. */
const MOST_LINES = 20;
/** Packages in one line; a longer one is hard to read, and is cut on some channels. */
const MOST_IN_LINE = 40;

/** The packages that are fine: what they ask all in all, and folded which they are, by license. */
export function fineParts(fine: readonly ListedAnswer[], said: PartialUse): readonly Part[] {
  if (fine.length === 0) return [];
  const byLicense = Map.groupBy(fine, ({ facts }) =>
    spoken(facts?.license.normalized ?? 'by rule'),
  );
  const entries = [...byLicense]
    .sort(([, some], [, others]) => others.length - some.length)
    .flatMap(([license, packages]) => linesOf(license, packages));
  return [
    ...obligationsOf(fine, said),
    {
      kind: 'more',
      label:
        fine.length === 1 ? 'The one that is fine' : `The ${fine.length} that are fine, by license`,
      parts: [{ kind: 'list', entries }],
    },
  ];
}

function linesOf(license: string, packages: readonly ListedAnswer[]): readonly string[] {
  const names = packages.map(({ name, facts }) => `${name} ${facts?.version ?? ''}`.trim());
  const lines: string[] = [];
  for (let at = 0; at < names.length; at += MOST_IN_LINE) {
    lines.push(`${license}: ${names.slice(at, at + MOST_IN_LINE).join(', ')}`);
  }
  return lines;
}

function obligationsOf(fine: readonly ListedAnswer[], said: PartialUse): readonly Part[] {
  const duties = unionOf(
    fine.flatMap(({ answer }) =>
      answer && answer.kind !== 'by-use' ? [answer.judgement.obligations] : [],
    ),
  );
  if (duties.length === 0) return [];
  const title =
    said.use === undefined
      ? 'What those that are fine ask when you ship them'
      : 'What those that are fine ask';
  return [{ kind: 'list', title, entries: combineDuties(duties).map(({ text }) => text) }];
}

/** Why each of the others is not simply fine: one line for each reason. */
export function reasonParts(open: readonly ListedAnswer[]): readonly Part[] {
  const names = new Map<string, string[]>();
  for (const { name, answer } of open) {
    if (!answer || answer.kind === 'by-use') continue;
    for (const { text } of answer.judgement.reasons) {
      names.set(text, [...(names.get(text) ?? []), name]);
    }
  }
  if (names.size === 0) return [];
  const entries = [...names].map(
    ([reason, packages]): Text => `${packages.slice(0, MOST_IN_LINE).join(', ')}: ${reason}`,
  );
  return [{ kind: 'more', label: 'Why', parts: [{ kind: 'list', entries }] }];
}

/** What could not be checked, each with what was in the way: none of it is a yes. */
export function uncheckedParts(
  unchecked: readonly ListedAnswer[],
  { refused, left }: Extract<Subject, { kind: 'packages' }>,
): readonly Part[] {
  const lines: readonly Text[] = [
    ...unchecked.map((one): Text => [code(one.name), `: ${inTheWay(one)}`]),
    ...refused.map((text): Text => [code(text), ' is nothing that the npm registry knows']),
  ];
  const shown = lines.slice(0, MOST_LINES);
  const more = lines.length - shown.length;
  const entries = [
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(left > 0 ? [`${left} more packages: I look at 200 at a time`] : []),
  ];
  return entries.length === 0 ? [] : [{ kind: 'list', title: 'Not checked', entries }];
}

function inTheWay({ result }: ListedAnswer): string {
  switch (result.kind) {
    case 'found':
      return 'no answer';
    case 'no-such-package':
      return result.near.length === 0
        ? 'there is no such npm package'
        : `there is no such npm package; did you mean ${result.near.slice(0, 2).join(' or ')}?`;
    case 'no-such-version':
      return result.latest === undefined
        ? 'there is no such version'
        : `there is no such version; the latest is ${result.latest}`;
    case 'may-not-see':
      return 'the registry keeps it from me; it may be private';
    case 'unavailable':
      return troubleWords(result);
    default:
      return unreachable(result);
  }
}
