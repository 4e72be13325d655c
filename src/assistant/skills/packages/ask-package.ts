import { type Answered, type Judging, type LookingUp, say } from '#assistant/answering.ts';
import type { Subject } from '#assistant/memory.ts';
import { outcomeOf } from '#assistant/skills/licenses/ask-license.ts';
import { answerCard } from '#assistant/views/answers/answer-card.ts';
import { aboutPackage } from '#assistant/views/packages/about-package.ts';
import {
  mayNotSeeCard,
  noSuchPackageCard,
  noSuchVersionCard,
  sourceDownCard,
} from '#assistant/views/packages/package-trouble-cards.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { PackageFacts } from '#knowledge/packages/facts.ts';
import { type Purl, packageName, printPurl, versionlessPurl } from '#knowledge/packages/purl.ts';
import { considerPackage } from '#knowledge/policy/consider-package.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** Answers whether one package may be used, from its published facts. */
export async function askPackage(
  purl: Purl,
  requirement: string | undefined,
  said: PartialUse,
  lookingUp: LookingUp,
): Promise<Answered> {
  const subject: Subject = {
    kind: 'package',
    purl: printPurl(purl),
    ...(requirement === undefined ? {} : { requirement }),
  };
  const name = packageName(purl);
  lookingUp.working(`Looking up ${name} in the npm registry`);
  const result = await lookingUp.packages.lookUp(purl, requirement);
  switch (result.kind) {
    case 'found':
      return judgePackage(result.facts, subject, said, lookingUp);
    case 'no-such-package':
      return say(noSuchPackageCard(name, result.near, said), { kind: 'no-answer' });
    case 'no-such-version':
      return say(
        noSuchVersionCard(purl, requirement ?? purl.version, result, said),
        { kind: 'no-answer' },
        { subject: { kind: 'package', purl: versionlessPurl(purl) }, said },
      );
    case 'may-not-see':
      return say(mayNotSeeCard(name), { kind: 'no-answer' });
    case 'unavailable':
      return say(
        sourceDownCard(name, result, subject, said),
        { kind: 'no-answer' },
        { subject, said },
      );
    default:
      return unreachable(result);
  }
}

function judgePackage(
  facts: PackageFacts,
  subject: Subject,
  said: PartialUse,
  judging: Judging,
): Answered {
  const answer = considerPackage(facts, said, judging.policy, judging.clock.now());
  const about = aboutPackage(facts, subject, said, judging.clock.now());
  return say(answerCard(about, answer, judging.policy), outcomeOf(answer), { subject, said });
}
