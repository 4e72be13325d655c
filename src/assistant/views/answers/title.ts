import { count, inWords, linkageNames, useNames } from '#assistant/views/answers/words.ts';
import { combineDuties } from '#knowledge/licenses/duties.ts';
import type { Answer } from '#knowledge/policy/consider.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { Judgement, Verdict } from '#knowledge/policy/judgement.ts';
import type { UseKind } from '#knowledge/policy/use.ts';

/** The answer in a line: the verdict in words, never a category of answer. */
export function titleOf(answer: Answer, policy: Policy): string {
  switch (answer.kind) {
    case 'any-use':
      return anyUse(answer.judgement, policy);
    case 'this-use':
      return `${thisUse(answer.judgement, answer.assumed.use.use, policy)}${assumption(answer)}`;
    case 'by-use':
      return byUse(answer.judgements);
  }
}

/** For an OR with nothing but good branches, which is a matter of taste; the card says which we record. */
export function choiceTitle(judgement: Judgement): string | undefined {
  const or = judgement.trace.step;
  if (or.kind !== 'or' || !or.parts.every((part) => part.verdict === 'allowed')) return undefined;
  return `${or.parts.length === 2 ? 'Either' : 'Any of them'} works; we go by ${or.chosen}`;
}

/** How it is joined decides more often than anything else that was not said, so the title says it. */
function assumption(answer: Extract<Answer, { kind: 'this-use' }>): string {
  const open = answer.open.find((question) => question.about === 'linkage');
  if (!open) return '';
  const apart = open.otherwise.find(({ change }) => change.linkage === 'separate-process');
  if (!apart) return `, if ${linkageNames[answer.assumed.use.linkage]}`;
  return ` if linked, ${apart.verdict === 'allowed' ? 'yes' : apart.verdict === 'denied' ? 'no' : 'a review'} as a separate program`;
}

/** Whom a review goes to, as people call them. */
export function reviewersInWords(judgement: Judgement, policy: Policy): string {
  return inWords(judgement.reviewers.map((group) => policy.reviewers[group] ?? group));
}

function anyUse(judgement: Judgement, policy: Policy): string {
  if (judgement.verdict !== 'allowed') return withVerdict(judgement, policy, 'in any use');
  const phrases = combineDuties(judgement.obligations).length;
  return phrases === 0
    ? 'Yes — nothing to do'
    : `Yes, with ${count(phrases, 'obligation')} when you ship it`;
}

function thisUse(judgement: Judgement, use: UseKind, policy: Policy): string {
  if (judgement.verdict !== 'allowed') return withVerdict(judgement, policy, useNames[use].inside);
  const phrases = combineDuties(judgement.obligations).length;
  return phrases === 0 ? 'Yes — nothing to do' : `Yes, with ${count(phrases, 'obligation')}`;
}

function withVerdict(judgement: Judgement, policy: Policy, where: string): string {
  return judgement.verdict === 'denied'
    ? `No, not ${where}`
    : `Needs review by ${reviewersInWords(judgement, policy)}`;
}

function byUse(judgements: ReadonlyMap<UseKind, Judgement>): string {
  const of = (use: UseKind): Verdict | undefined => judgements.get(use)?.verdict;
  const inside = of('internal');
  const outside = of('distributed-binary');
  if (inside === 'allowed' && outside === 'denied')
    return 'Yes inside the company, no in what you ship';
  if (inside === 'allowed' && outside === 'needs-review')
    return 'Yes inside the company, a review for what you ship';
  if (inside === 'needs-review' && outside === 'denied')
    return 'A review inside the company, no in what you ship';
  if (inside === 'allowed' && outside === 'allowed') return 'Yes in most uses';
  return 'It depends on how you use it';
}
