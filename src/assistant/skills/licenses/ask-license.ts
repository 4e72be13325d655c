import { type Answered, type Judging, joinAnswers, say } from '#assistant/answering.ts';
import type { Subject } from '#assistant/memory.ts';
import type { Outcome } from '#assistant/turn.ts';
import { answerCard } from '#assistant/views/answers/answer-card.ts';
import { aboutLicense } from '#assistant/views/licenses/about-license.ts';
import { variantCard } from '#assistant/views/licenses/variant-card.ts';
import {
  nearLicenseCard,
  unreadableLicenseCard,
  whichLicenseCard,
} from '#assistant/views/licenses/which-license-card.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Expression } from '#knowledge/licenses/expression.ts';
import { printExpression } from '#knowledge/licenses/expression.ts';
import { findLicense } from '#knowledge/licenses/names/find-license.ts';
import type { LicenseMention } from '#knowledge/licenses/names/mentions.ts';
import { normalizeLicense } from '#knowledge/licenses/normalize.ts';
import { type Answer, consider } from '#knowledge/policy/consider.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

// More licenses than these in one question are a list, and a list is not read aloud.
const MOST_AT_ONCE = 3;

/** Answers whether licenses named in a sentence may be used. */
export function askLicenses(
  mentions: readonly LicenseMention[],
  said: PartialUse,
  judging: Judging,
): Answered {
  const asked = mentions.slice(0, MOST_AT_ONCE).map((mention): Answered => {
    const { match } = mention;
    switch (match.kind) {
      case 'found':
        return judgeLicense(match.expression, said, judging);
      case 'family':
        return askWhich(match.family, match.candidates, said);
      case 'variant':
        return judgeVariant(match.of, said, judging);
      default:
        return unreachable(match);
    }
  });
  return joinAnswers(asked);
}

/** Answers about a license by its text, as a button or the memory holds it. */
export function askLicenseByText(text: string, said: PartialUse, judging: Judging): Answered {
  const found = findLicense(text);
  if (found.kind === 'found') return judgeLicense(found.expression, said, judging);
  if (found.kind === 'family') return askWhich(found.family, found.candidates, said);
  if (found.kind === 'near') {
    return say(nearLicenseCard(text, found.candidates, said), { kind: 'no-answer' });
  }
  const finding = normalizeLicense(text);
  if (finding.expression) return judgeLicense(finding.expression, said, judging);
  return say(unreadableLicenseCard(text, finding), { kind: 'no-answer' });
}

/** The thread is about nothing then: "and internally?" must not be answered for the plain license. */
function judgeVariant(of: Expression, said: PartialUse, { policy, clock }: Judging): Answered {
  const plain = printExpression(of);
  const finding = {
    ...normalizeLicense(`${plain} with additions`),
    published: `a variant of ${plain}`,
  };
  const answer = consider({ license: { kind: 'unreadable', finding }, said }, policy, clock.now());
  return say(variantCard(plain, said, answer, policy), outcomeOf(answer));
}

/** The thread is about the family now, so that "version 3" says which. */
function askWhich(family: string, candidates: readonly string[], said: PartialUse): Answered {
  const card = whichLicenseCard(family, candidates, said);
  return say(card, { kind: 'asked' }, { subject: { kind: 'license', text: family }, said });
}

/** The answer for one license or expression. */
function judgeLicense(
  expression: Expression,
  said: PartialUse,
  { policy, clock }: Judging,
): Answered {
  const subject: Subject = { kind: 'license', text: printExpression(expression) };
  const answer = consider(
    { license: { kind: 'expression', expression }, said },
    policy,
    clock.now(),
  );
  const card = answerCard(aboutLicense(expression, subject, said), answer, policy);
  return say(card, outcomeOf(answer), { subject, said });
}

export function outcomeOf(answer: Answer): Outcome {
  return answer.kind === 'by-use'
    ? { kind: 'asked' }
    : { kind: 'verdict', verdict: answer.judgement.verdict };
}
