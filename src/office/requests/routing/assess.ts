import { type Answers, given } from '#foundation/cards/form.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Db } from '#foundation/store/database.ts';
import { type LicenseCategory, licenseFacts } from '#knowledge/licenses/facts.ts';
import { licenseMentions } from '#knowledge/licenses/names/mentions.ts';
import type { PackageFacts } from '#knowledge/packages/facts.ts';
import type { PackageLookUp } from '#knowledge/packages/look-up.ts';
import { printPurl } from '#knowledge/packages/purl.ts';
import { readPackages } from '#knowledge/packages/read-packages.ts';
import { consider } from '#knowledge/policy/consider.ts';
import { considerPackage } from '#knowledge/policy/consider-package.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import { type LicenseSubject, subjectOf, subjectText } from '#knowledge/policy/license-subject.ts';
import type { PartialUse, UseKind } from '#knowledge/policy/use.ts';
import { findProduct } from '#office/products/find-products.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import { useIn } from '#office/requests/forms/use-in-form.ts';
import type { RequestFacts } from '#office/requests/routing/facts.ts';

export interface Assessing {
  readonly db?: Db;
  readonly office: Pick<Office, 'products'>;
  readonly policy: Policy;
  readonly packages: PackageLookUp;
  readonly clock: Clock;
}

/**
 * What is known of a request beside its answers: what the policy says of the component in this use, and the risk.
 * Asks the package's source, which answers in time or not at all; what is not known then is left out.
 */
export async function assess(
  form: RequestForm,
  answers: Answers,
  assessing: Assessing,
): Promise<RequestFacts> {
  const risk = riskOf(form, answers);
  const unit = await unitOf(form, answers, assessing);
  return { ...unit, ...(await judge(form, answers, risk, assessing)) };
}

/** The business unit of the product, where it is on record with one. */
async function unitOf(
  { about }: RequestForm,
  answers: Answers,
  { db, office }: Assessing,
): Promise<Pick<RequestFacts, 'unit'>> {
  const named = about?.product === undefined ? undefined : answers[about.product];
  const product = named === undefined ? undefined : await findProduct(db, office, String(named));
  return product?.unit === undefined ? {} : { unit: product.unit };
}

async function judge(
  form: RequestForm,
  answers: Answers,
  risk: RequestFacts['risk'],
  assessing: Assessing,
): Promise<RequestFacts> {
  const named = form.about?.component === undefined ? undefined : answers[form.about.component];
  if (named === undefined) return { risk };
  const facts = await lookUp(String(named), assessing.packages);
  const license = facts ? subjectOf(facts.license) : licenseIn(String(named));
  const component = facts && printPurl({ ...facts.purl, version: facts.version });
  const known = { risk, ...(component === undefined ? {} : { component }) };
  if (!license) return known;
  const said = useIn(form.about, answers);
  const on = assessing.clock.now();
  const answer = facts
    ? considerPackage(facts, said, assessing.policy, on)
    : consider({ license, said }, assessing.policy, on);
  // Where the use is not asked for and would decide, the policy says nothing yet.
  const judgement = answer.kind === 'by-use' ? undefined : answer.judgement;
  const categories = (judgement?.licenses ?? []).map(
    (id) => licenseFacts(id.split(' ')[0]?.replace(/\+$/, '') ?? '')?.category ?? 'unknown',
  );
  const isDenied =
    answer.kind === 'by-use'
      ? [...answer.judgements.values()].some(({ verdict }) => verdict === 'denied')
      : answer.judgement.verdict === 'denied';
  const highRisk = isDenied ? 'The policy says no' : linkedCopyleft(said, categories);
  return {
    ...known,
    licenses: subjectText(license),
    ...(judgement && { verdict: judgement.verdict, categories: [...new Set(categories)] }),
    ...(highRisk === undefined ? {} : { highRisk }),
  };
}

/** Where our own code may have to be given away. */
function linkedCopyleft(
  { use, linkage }: PartialUse,
  categories: readonly LicenseCategory[],
): string | undefined {
  const isStrong = categories.some(
    (one) => one === 'strong-copyleft' || one === 'network-copyleft',
  );
  const isJoined = linkage !== undefined && linkage !== 'separate-process';
  const isShipped = use !== undefined && (use.startsWith('distributed') || isShippedAs.has(use));
  return isStrong && isJoined && isShipped
    ? 'A strong copyleft license, joined to what leaves the company'
    : undefined;
}

const isShippedAs: ReadonlySet<UseKind> = new Set(['web-client', 'mobile-app', 'embedded-device']);

/** A decision should not go by what was known yesterday. */
async function lookUp(text: string, packages: PackageLookUp): Promise<PackageFacts | undefined> {
  const [first, ...others] = readPackages(text).packages;
  if (!first || others.length > 0) return undefined;
  const result = await packages.lookUp(first.purl, first.requirement, true);
  return result.kind === 'found' ? result.facts : undefined;
}

/** "code under GPL-3.0": a license instead of a package. */
function licenseIn(text: string): LicenseSubject | undefined {
  const [first, ...others] = licenseMentions(text);
  if (!first || others.length > 0 || first.match.kind !== 'found') return undefined;
  return { kind: 'expression', expression: first.match.expression };
}

/** The form's scoring lines that hold, added up; each is shown to reviewers. */
function riskOf({ risk = [] }: RequestForm, answers: Answers): RequestFacts['risk'] {
  const lines = risk
    .filter(({ field, is }) => given(answers, field).some((value) => is.includes(value)))
    .map(({ adds, why }) => ({ adds, why }));
  return { score: lines.reduce((sum, { adds }) => sum + adds, 0), lines };
}
