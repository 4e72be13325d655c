import type { Answers } from '#foundation/cards/form.ts';
import type { Linkage, PartialUse, UseKind } from '#knowledge/policy/use.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';

type About = NonNullable<RequestForm['about']>;

/** What was said of a use, as answers to a form's fields. */
export function answersFor(
  about: About | undefined,
  { use, linkage, modified }: PartialUse,
): Readonly<Record<string, string>> {
  const answers: Record<string, string> = {};
  if (about?.distribution !== undefined && use !== undefined) {
    answers[about.distribution] = distributions[use];
  }
  if (about?.linkage !== undefined && linkage !== undefined) {
    answers[about.linkage] = linkages[linkage];
  }
  if (about?.modified !== undefined && modified !== undefined) {
    answers[about.modified] = modified ? 'yes' : 'no';
  }
  return answers;
}

/** The use that answers speak of; what somebody is not sure of is taken for the strictest. */
export function useIn(about: About | undefined, answers: Answers): PartialUse {
  const given = (id: string | undefined): string | undefined =>
    id !== undefined && Object.hasOwn(answers, id) ? String(answers[id]) : undefined;
  const distribution = given(about?.distribution);
  const linkage = given(about?.linkage);
  const modified = given(about?.modified);
  return {
    ...(distribution === undefined ? {} : { use: uses[distribution] ?? 'distributed-binary' }),
    ...(linkage === undefined ? {} : { linkage: joins[linkage] ?? 'static' }),
    ...(modified === undefined ? {} : { modified: modified !== 'no' }),
  };
}

const distributions: Readonly<Record<UseKind, string>> = {
  'dev-tool': 'internal',
  internal: 'internal',
  saas: 'hosted',
  'distributed-binary': 'shipped',
  'distributed-source': 'shipped',
  'web-client': 'shipped',
  'mobile-app': 'shipped',
  'embedded-device': 'shipped',
};
const uses: Readonly<Record<string, UseKind>> = { internal: 'internal', hosted: 'saas' };

const linkages: Readonly<Record<Linkage, string>> = {
  'separate-process': 'separate',
  dynamic: 'dynamic',
  static: 'static',
  'file-copy': 'copied',
};
const joins: Readonly<Record<string, Linkage>> = {
  separate: 'separate-process',
  dynamic: 'dynamic',
  copied: 'file-copy',
};
