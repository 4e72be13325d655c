import type { Subject } from '#assistant/memory.ts';
import type { About } from '#assistant/views/answers/answer-card.ts';
import { age } from '#assistant/views/answers/words.ts';
import {
  categoryWords,
  licenseDetails,
  sourceOf,
} from '#assistant/views/licenses/about-license.ts';
import type { Fact, Part } from '#foundation/cards/card.ts';
import { code, link, type Span, strong, type Text } from '#foundation/cards/text.ts';
import { licenseIdsIn } from '#knowledge/licenses/expression.ts';
import type { LicenseFinding } from '#knowledge/licenses/normalize.ts';
import type { PackageFacts } from '#knowledge/packages/facts.ts';
import { packageName, printPurl } from '#knowledge/packages/purl.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** What is said about a package beside the verdict. */
export function aboutPackage(
  facts: PackageFacts,
  subject: Subject,
  said: PartialUse,
  now: Date,
): About {
  const ids = facts.license.expression ? licenseIdsIn(facts.license.expression) : [];
  const fetched = age(new Date(facts.fetchedAt), now);
  return {
    subject,
    name: `${packageName(facts.purl)} ${facts.version} (npm)`,
    said,
    lead: leadOf(facts, ids),
    notes: notesOf(facts),
    details: [{ kind: 'facts', rows: factRows(facts) }, ...licenseDetails(ids)],
    licenses: ids,
    sources: [
      'license as declared, archive not read',
      `${facts.source}, ${fetched}${facts.stale ? ' (older than a day; a fresh look is under way)' : ''}`,
      ...(ids.length > 0 ? [sourceOf(ids)] : []),
    ],
  };
}

function leadOf(facts: PackageFacts, ids: readonly string[]): Text {
  const fits =
    facts.requestedVersion === undefined ? '' : `, the newest that fits ${facts.requestedVersion},`;
  const name: readonly Span[] = [
    strong(packageName(facts.purl)),
    ` ${facts.version} (npm)${fits} `,
  ];
  const { license } = facts;
  if (license.normalized !== undefined) {
    const kinds = [...new Set(ids.map(categoryWords))].join(' and ');
    const corrected = license.class === 'corrected' ? ` (written as “${license.published}”)` : '';
    return [...name, `is under ${license.normalized}${corrected}: ${kinds}.`];
  }
  return [...name, ...unclearLicense(license)];
}

function unclearLicense(license: LicenseFinding): readonly Span[] {
  switch (license.class) {
    case 'missing':
      return ['does not say under which license it is.'];
    case 'see-file':
      return [
        'points to a file of its own (',
        code(license.file ?? license.published),
        ') instead of naming a license; nobody here has read it yet.',
      ];
    case 'ambiguous':
      return [
        'says ',
        code(license.published),
        `, which does not say which ${license.family ?? 'license'} holds.`,
      ];
    case 'proprietary':
      return ['says ', code(license.published), ': its owner gives no general permission.'];
    case 'url':
      return ['gives an address instead of a license: ', code(license.published), '.'];
    default:
      return [
        'says ',
        code(license.published),
        ', which is no license that I can read for certain.',
      ];
  }
}

function notesOf(facts: PackageFacts): readonly Part[] {
  const { history } = facts;
  const changes = history.kind === 'known' ? history.changes : [];
  return [
    ...(facts.deprecated === undefined
      ? []
      : [note('caution', `Deprecated by its author: ${facts.deprecated}`)]),
    ...(changes.length > 1
      ? [
          {
            kind: 'list',
            title: 'Its license changed over time',
            entries: changes
              .slice(-6)
              .map(
                (change) =>
                  `from ${change.since}: ${change.license.normalized ?? describePublished(change.license)}`,
              ),
          } as const,
        ]
      : []),
    ...(history.kind === 'not-checked'
      ? [note('neutral', 'Earlier versions were not checked for a change of license.')]
      : []),
  ];
}

function describePublished(license: LicenseFinding): string {
  return license.class === 'missing' ? 'none stated' : `“${license.published}”`;
}

function note(tone: 'caution' | 'neutral', text: string): Part {
  return { kind: 'note', tone, text };
}

function factRows(facts: PackageFacts): readonly Fact[] {
  const rows: readonly (Fact | undefined)[] = [
    { label: 'Package', value: [code(printPurl(facts.purl))] },
    {
      label: 'Published license',
      value: facts.license.published === '' ? 'none' : [code(facts.license.published)],
    },
    facts.publishedAt === undefined
      ? undefined
      : { label: 'Published on', value: facts.publishedAt.slice(0, 10) },
    facts.latest === undefined || facts.latest === facts.version
      ? undefined
      : { label: 'Latest version', value: facts.latest },
    facts.repository === undefined
      ? undefined
      : { label: 'Repository', value: [link(facts.repository, facts.repository)] },
    { label: 'Vulnerabilities', value: 'not checked' },
    { label: 'What it depends on', value: 'not checked' },
  ];
  return rows.filter((row) => row !== undefined);
}
