import type { Answers } from '#foundation/cards/form.ts';
import { normalizeLicense } from '#knowledge/licenses/normalize.ts';
import type { CachedFacts } from '#knowledge/packages/facts.ts';
import { parsePurl, versionlessPurl } from '#knowledge/packages/purl.ts';
import type { Matter } from '#knowledge/policy/consider.ts';
import { type LicenseSubject, subjectOf } from '#knowledge/policy/license-subject.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import { useIn } from '#office/requests/forms/use-in-form.ts';
import type { RequestFacts } from '#office/requests/routing/facts.ts';

/** What the policy judges of a request, from what was kept of it: nobody is asked again. Undefined without a license. */
export function matterKept(
  { about }: RequestForm,
  answers: Answers,
  { licenses, component }: RequestFacts,
  cached: Pick<CachedFacts, 'deprecated' | 'publishedAt'> | undefined,
): Matter | undefined {
  if (licenses === undefined) return undefined;
  const purl = component === undefined ? undefined : parsePurl(component);
  const said = useIn(about, answers);
  if (!purl) return { license: subjectIn(licenses), said };
  const { publishedAt } = cached ?? {};
  return {
    license: subjectIn(licenses),
    ecosystem: purl.type,
    said,
    component: {
      purl: versionlessPurl(purl),
      ...(purl.version === undefined ? {} : { version: purl.version }),
      // What nobody knows any more fires no rule.
      ...(cached && { deprecated: cached.deprecated !== undefined }),
      ...(publishedAt === undefined ? {} : { publishedAt: new Date(publishedAt) }),
    },
  };
}

/** The other way of `subjectText`. */
function subjectIn(text: string): LicenseSubject {
  return text === 'NOASSERTION' ? { kind: 'nobody-knows' } : subjectOf(normalizeLicense(text));
}
