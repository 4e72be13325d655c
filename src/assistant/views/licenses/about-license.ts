import type { Subject } from '#assistant/memory.ts';
import type { About } from '#assistant/views/answers/answer-card.ts';
import { choiceTitle } from '#assistant/views/answers/title.ts';
import { inWords, spoken } from '#assistant/views/answers/words.ts';
import type { SimplePart } from '#foundation/cards/card.ts';
import { code, link, type Span, type Text } from '#foundation/cards/text.ts';
import { type Expression, licenseIdsIn, printExpression } from '#knowledge/licenses/expression.ts';
import { disagreementsAbout, factsVersion, licenseFacts } from '#knowledge/licenses/facts.ts';
import { describeLicense } from '#knowledge/licenses/spdx.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** What is said about a license or an expression beside the verdict. */
export function aboutLicense(expression: Expression, subject: Subject, said: PartialUse): About {
  const ids = licenseIdsIn(expression);
  const [only] = ids;
  return {
    subject,
    name: spoken(printExpression(expression)),
    said,
    title: choiceTitle,
    lead:
      ids.length === 1 && only !== undefined
        ? describe(only, expression)
        : describeSeveral(ids, expression),
    notes: [],
    details: licenseDetails(ids),
    licenses: ids,
    sources: [sourceOf(ids)],
  };
}

/** Facts about each license, and where sources disagree. */
export function licenseDetails(ids: readonly string[]): readonly SimplePart[] {
  const rows = ids.slice(0, 6).map((id) => ({ label: spoken(id), value: factsInWords(id) }));
  const disputes = ids.flatMap((id) =>
    disagreementsAbout(id).map(
      ({ fact, source, value, table }) =>
        `${id}: ${source} says ${fact} ${plain(value)}, we say ${plain(table)}.`,
    ),
  );
  return [
    ...(rows.length > 0 ? [{ kind: 'facts', rows } as const] : []),
    ...(disputes.length > 0
      ? [{ kind: 'list', title: 'Where sources disagree', entries: disputes.slice(0, 8) } as const]
      : []),
  ];
}

export function sourceOf(ids: readonly string[]): string {
  const signed = ids.every((id) => licenseFacts(id)?.reviewed);
  return `license facts ${factsVersion}, ${signed && ids.length > 0 ? 'reviewed by counsel' : 'from public sources'}`;
}

/** "permissive", "strong copyleft": a category as people say it. */
export function categoryWords(id: string): string {
  return licenseFacts(id)?.category.replace('-', ' ') ?? 'not placed yet';
}

function describe(id: string, expression: Expression): Text {
  const listed = describeLicense(id);
  const facts = licenseFacts(id);
  const given = facts?.name ?? listed?.name;
  const name = given && given !== id ? ` is the ${withoutArticle(given)}` : '';
  const kind: readonly Span[] = facts
    ? [facts.summary ? `. ${facts.summary}` : `: ${categoryWords(id)}.`]
    : ['.'];
  return [code(printExpression(expression)), name, ...kind];
}

/** What kinds of license an expression joins, and how. */
function describeSeveral(ids: readonly string[], expression: Expression): Text {
  const kinds = [...new Set(ids.map(categoryWords))];
  const joined =
    expression.kind === 'or'
      ? 'one of them may be chosen'
      : expression.kind === 'and'
        ? 'all of them hold'
        : '';
  return [code(spoken(printExpression(expression))), `: ${joined}; ${inWords(kinds)}.`];
}

function withoutArticle(name: string): string {
  return name.startsWith('The ') ? name.slice(4) : name;
}

function factsInWords(id: string): Text {
  const facts = licenseFacts(id);
  const listed = describeLicense(id);
  const words = facts
    ? [
        categoryWords(id),
        facts.osiApproved ? 'OSI approved' : 'not OSI approved',
        patentWords(facts.patent),
        ...(facts.networkTriggerWhen ? ['its conditions can start with use over a network'] : []),
        ...(facts.patentRetaliation === 'none' ? [] : ['patent suits end the grant']),
      ].join(', ')
    : 'no facts yet: a person looks';
  return listed?.url ? [`${words}. `, link('Read it', listed.url)] : `${words}.`;
}

function patentWords(patent: 'none' | 'implied' | 'express' | 'disclaimed'): string {
  switch (patent) {
    case 'express':
      return 'express patent grant';
    case 'implied':
      return 'implied patent license';
    case 'disclaimed':
      return 'patents withheld';
    case 'none':
      return 'no word on patents';
  }
}

function plain(value: string | boolean): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}
