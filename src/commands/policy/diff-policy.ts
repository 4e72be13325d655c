import { lookedInWords } from '#commands/policy/diff-words.ts';
import { lookAtRequests } from '#commands/policy/look-at-requests.ts';
import { readSide, type Side } from '#commands/policy/read-side.ts';
import type { Config } from '#config.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { compareHandbooks } from '#knowledge/handbook/compare/compare-handbooks.ts';
import { describeHandbookChanges } from '#knowledge/handbook/compare/describe-handbook-changes.ts';
import { comparePolicies } from '#knowledge/policy/compare/compare-policies.ts';
import { describeChanges } from '#knowledge/policy/compare/words/describe-changes.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { loadForms } from '#office/requests/forms/load-forms.ts';

/** Requests that the text names; the JSON has all. */
const NAMED_MOST = 50;

/**
 * `policy diff OLD NEW`: what another policy, or another office folder, means for people, and which requests it touches. Says
 * the first also where there is no database to look at.
 * @throws StewardError `not-found`, or `misconfigured` with every mistake by file and line
 */
export async function diffPolicy(
  [oldName, newName]: readonly [string, string],
  isJson: boolean,
  config: Config,
): Promise<string> {
  const old = await readSide(oldName);
  const now = await readSide(newName);
  const forms = await formsOf(config);
  const changes = comparePolicies(old.policy, now.policy);
  const handbook = old.handbook && now.handbook && compareHandbooks(old.handbook, now.handbook);
  const requests = await lookAtRequests(
    config,
    { old: old.policy, now: now.policy, forms, on: systemClock.now() },
    isJson ? Number.POSITIVE_INFINITY : NAMED_MOST,
  );
  const most = Number.POSITIVE_INFINITY;
  if (isJson) {
    const draft = describeChanges(changes, { reviewers: now.policy.reviewers });
    return JSON.stringify({
      old: nameOf(old),
      new: nameOf(now),
      draft,
      changes,
      handbook,
      requests,
    });
  }
  return [
    `From policy ${inWords(old)} to ${inWords(now)}:`,
    describeChanges(changes, { most, reviewers: now.policy.reviewers }),
    ...(handbook ? [describeHandbookChanges(handbook, most)] : []),
    lookedInWords(requests),
  ].join('\n\n');
}

/** As they are, of the office that keeps the requests. */
async function formsOf({ officeFolder }: Config) {
  const { policy, office } = await loadOffice(officeFolder);
  return loadForms(officeFolder, Object.keys({ ...policy.reviewers, ...office.groups }));
}

function nameOf({ policy: { version, profile }, sha256 }: Side) {
  return { version, profile, sha256 };
}

function inWords({ policy: { version, profile } }: Side): string {
  return `${version} (${profile})`;
}
