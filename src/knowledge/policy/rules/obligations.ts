import { Duty } from '#knowledge/licenses/duties.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { JudgedTerm } from '#knowledge/policy/rules/matches.ts';
import { networkClauseHolds } from '#knowledge/policy/rules/matches.ts';
import type { Use } from '#knowledge/policy/use.ts';

// What a linking exception lifts: the conditions on the work that the library is linked into.
const liftedByLinkingException: readonly Duty[] = [
  'installation-info-user-products',
  'allow-relinking',
  'permit-reverse-engineering',
  'notice-of-use',
];
const onlyWhenLinked: readonly Duty[] = [
  'allow-relinking',
  'permit-reverse-engineering',
  'notice-of-use',
];

/** What one license asks in this use. */
export function obligationsOf(judged: JudgedTerm, use: Use, policy: Policy): readonly Duty[] {
  const { facts, term } = judged;
  if (!facts || use.use === 'internal' || use.use === 'dev-tool') return [];
  if (use.use === 'saas') return networkClauseHolds(facts, use) ? ['source-to-network-users'] : [];

  const excepted = (name: string): boolean =>
    policy.licenseExceptions[name]?.includes(term?.exception ?? '') === true && isGnu(facts.id);
  if (excepted('generated-output') && !use.modified) return [];

  const inSource = use.use === 'distributed-source';
  const list = use.modified ? (inSource ? 'MS' : 'MB') : inSource ? 'US' : 'UB';
  const linked = use.linkage === 'static' || use.linkage === 'dynamic';
  const duties = new Set(facts.duties[list]);
  if (use.use !== 'embedded-device') duties.delete('installation-info-user-products');
  if (!linked) for (const duty of onlyWhenLinked) duties.delete(duty);
  if (excepted('linking')) {
    for (const duty of liftedByLinkingException) duties.delete(duty);
    if (duties.delete('same-license-work')) duties.add('same-license-library');
  } else if (facts.category === 'strong-copyleft' && use.linkage !== 'separate-process') {
    duties.add('same-license-work');
  }
  return inOrder(duties);
}

/** All duties of several parts, each once, in the order of the vocabulary. */
export function unionOf(lists: readonly (readonly Duty[])[]): readonly Duty[] {
  return inOrder(new Set(lists.flat()));
}

/** A GPL or LGPL id: only to these do linking and generated-output exceptions belong. */
export function isGnu(id: string): boolean {
  return id.startsWith('GPL-') || id.startsWith('LGPL-');
}

function inOrder(duties: ReadonlySet<Duty>): readonly Duty[] {
  return Duty.options.filter((duty) => duties.has(duty));
}
