import { licenseFacts } from '#knowledge/licenses/facts.ts';
import { type AssumedUse, assumeUse } from '#knowledge/policy/assume-use.ts';
import { evaluate } from '#knowledge/policy/evaluate.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { Judgement, Verdict } from '#knowledge/policy/judgement.ts';
import type { LicenseSubject } from '#knowledge/policy/license-subject.ts';
import type { Component } from '#knowledge/policy/rules/package-rules.ts';
import { type Asset, type PartialUse, type Use, UseKind } from '#knowledge/policy/use.ts';
import { type Help, type OtherVersion, whatWouldHelp } from '#knowledge/policy/what-would-help.ts';

/** What is judged, and what was said of its use. */
export interface Matter {
  readonly license: LicenseSubject;
  readonly component?: Component;
  /** Purl type, where a package is asked about. */
  readonly ecosystem?: string;
  readonly said: PartialUse;
  readonly otherVersions?: readonly OtherVersion[];
}

export type Answer =
  /** The kind of use was not said and does not matter. The judgement is for a shipped product, where most is asked. */
  | { readonly kind: 'any-use'; readonly judgement: Judgement; readonly assumed: AssumedUse }
  /** The kind of use was not said and decides. */
  | {
      readonly kind: 'by-use';
      readonly judgements: ReadonlyMap<UseKind, Judgement>;
      readonly open: readonly OpenQuestion[];
    }
  | {
      readonly kind: 'this-use';
      readonly judgement: Judgement;
      readonly assumed: AssumedUse;
      readonly open: readonly OpenQuestion[];
      readonly help: readonly Help[];
    };

/** Something that was assumed and would change the verdict. */
export interface OpenQuestion {
  readonly about: keyof Use;
  /** The other answers, with the verdict each would bring. */
  readonly otherwise: readonly { readonly change: Partial<Use>; readonly verdict: Verdict }[];
}

/** Judges a matter as far as it is known, and finds what else one would have to know. */
export function consider(matter: Matter, policy: Policy, on: Date): Answer {
  const judged = (use: Use): Judgement =>
    evaluate(
      {
        subject: matter.license,
        use,
        ...(matter.component ? { component: matter.component } : {}),
      },
      policy,
      on,
    );
  const said = withUsualAsset(matter);
  if (said.use !== undefined) {
    const assumed = assumeUse({ ...said, use: said.use }, matter.ecosystem);
    const judgement = judged(assumed.use);
    const question = {
      subject: matter.license,
      use: assumed.use,
      ...(matter.component ? { component: matter.component } : {}),
    };
    return {
      kind: 'this-use',
      judgement,
      assumed,
      open: openQuestions(assumed, judgement.verdict, judged),
      help: whatWouldHelp(question, policy, on, matter.otherVersions),
    };
  }
  const judgements = new Map(
    UseKind.options.map((use) => [use, judged(assumeUse({ ...said, use }, matter.ecosystem).use)]),
  );
  const verdicts = new Set([...judgements.values()].map((judgement) => judgement.verdict));
  const shipped = assumeUse({ ...said, use: 'distributed-binary' }, matter.ecosystem);
  if (verdicts.size === 1) {
    return { kind: 'any-use', judgement: judged(shipped.use), assumed: shipped };
  }
  return {
    kind: 'by-use',
    judgements,
    open: openQuestions(shipped, judged(shipped.use).verdict, judged),
  };
}

/** The judgement of `consider` alone; undefined where the kind of use was not said and decides. */
export function judgeMatter(matter: Matter, policy: Policy, on: Date): Judgement | undefined {
  const { license, component, ecosystem } = matter;
  const said = withUsualAsset(matter);
  const judged = (kind: UseKind): Judgement => {
    const { use } = assumeUse({ ...said, use: kind }, ecosystem);
    return evaluate({ subject: license, use, ...(component && { component }) }, policy, on);
  };
  if (said.use !== undefined) return judged(said.use);
  const verdicts = new Set(UseKind.options.map((kind) => judged(kind).verdict));
  return verdicts.size === 1 ? judged('distributed-binary') : undefined;
}

// What else could be true of a use, for the parts where that may matter.
const alternatives: readonly {
  readonly about: keyof Use;
  readonly values: (use: Use) => readonly Partial<Use>[];
}[] = [
  { about: 'linkage', values: linkageAlternatives },
  { about: 'modified', values: () => [{ modified: true }, { modified: false }] },
  { about: 'asset', values: () => [{ asset: 'code' }, { asset: 'media' }] },
  {
    about: 'role',
    values: (use) => (use.use === 'saas' ? [{ role: 'backing' }, { role: 'service' }] : []),
  },
  {
    about: 'lockedBoot',
    values: (use) =>
      use.use === 'embedded-device'
        ? [{ lockedBoot: 'yes', userProduct: 'consumer' }, { lockedBoot: 'no' }]
        : [],
  },
  { about: 'appStore', values: (use) => (use.use === 'mobile-app' ? [{ appStore: 'no' }] : []) },
];

function linkageAlternatives(use: Use): readonly Partial<Use>[] {
  if (use.use === 'dev-tool') return [];
  // One piece by nature: a bundle or an app has no separate programs to speak of.
  if (use.use === 'web-client' || use.use === 'mobile-app') return [{ linkage: 'file-copy' }];
  return [
    { linkage: 'separate-process' },
    { linkage: 'dynamic' },
    { linkage: 'static' },
    { linkage: 'file-copy' },
  ];
}

function openQuestions(
  { use, assumed }: AssumedUse,
  verdict: Verdict,
  judged: (use: Use) => Judgement,
): readonly OpenQuestion[] {
  return alternatives.flatMap(({ about, values }) => {
    if (!assumed.includes(about)) return [];
    const otherwise = values(use)
      .filter((change) => change[about] !== use[about])
      .map((change) => ({ change, verdict: judged({ ...use, ...change }).verdict }))
      .filter((other) => other.verdict !== verdict);
    return otherwise.length > 0 ? [{ about, otherwise }] : [];
  });
}

/** A font license is asked about for a font, a model license for a model: assumed so unless something else was said. */
function withUsualAsset({ license, said }: Matter): PartialUse {
  if (
    said.asset !== undefined ||
    license.kind !== 'expression' ||
    license.expression.kind !== 'license'
  ) {
    return said;
  }
  const flags = licenseFacts(license.expression.id)?.flags ?? [];
  const usual: readonly (readonly [string, Asset])[] = [
    ['font', 'font'],
    ['data', 'data'],
    ['ai-model', 'model'],
  ];
  const asset = usual.find(([flag]) => flags.includes(flag))?.[1];
  return asset === undefined ? said : { ...said, asset };
}
