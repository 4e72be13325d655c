import type { PackageFacts } from '#knowledge/packages/facts.ts';
import { versionlessPurl } from '#knowledge/packages/purl.ts';
import { type Answer, consider } from '#knowledge/policy/consider.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import { type LicenseSubject, subjectOf } from '#knowledge/policy/license-subject.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';
import type { OtherVersion } from '#knowledge/policy/what-would-help.ts';

/** The policy's answer for a package, from its facts. */
export function considerPackage(
  facts: PackageFacts,
  said: PartialUse,
  policy: Policy,
  on: Date,
): Answer {
  const license = subjectOf(facts.license);
  const { purl, version, deprecated, publishedAt } = facts;
  const component = {
    purl: versionlessPurl(purl),
    version,
    deprecated: deprecated !== undefined,
    ...(publishedAt === undefined ? {} : { publishedAt: new Date(publishedAt) }),
  };
  const others = otherVersions(facts, license);
  return consider(
    { license, component, ecosystem: purl.type, said, otherVersions: others },
    policy,
    on,
  );
}

/** Versions under another license, as far as the history is known: the last one before each change, and the latest. */
function otherVersions(facts: PackageFacts, now: LicenseSubject): readonly OtherVersion[] {
  if (facts.history.kind !== 'known') return [];
  return facts.history.changes
    .map((change) => ({ version: change.until, subject: subjectOf(change.license) }))
    .filter((other) => JSON.stringify(other.subject) !== JSON.stringify(now))
    .toReversed()
    .slice(0, 5);
}
