import { createHash } from 'node:crypto';
import { type Answered, type Asking, type LookingUp, say } from '#assistant/answering.ts';
import type { Subject } from '#assistant/memory.ts';
import type { Outcome } from '#assistant/turn.ts';
import { elsewhereCard } from '#assistant/views/help/help-card.ts';
import { emptyListCard, forgottenListCard, listCard } from '#assistant/views/packages/list-card.ts';
import type { ListedAnswer } from '#assistant/views/packages/list-parts.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import type { PackageList } from '#knowledge/packages/lists/package-list.ts';
import { readPackageList } from '#knowledge/packages/lists/read-list.ts';
import { packageName, parsePurl, printPurl } from '#knowledge/packages/purl.ts';
import { considerPackage } from '#knowledge/policy/consider-package.ts';
import { worstOf } from '#knowledge/policy/judgement.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

export type ListSubject = Extract<Subject, { kind: 'packages' }>;
type Listed = ListSubject['packages'][number];

/** A list is remembered for the buttons on its card. */
type Listing = LookingUp & Pick<Asking, 'memory' | 'personId'>;

/** A person waits, and the registry serves others too. */
const AT_A_TIME = 8;

/** Answers about all packages of a list on one card. */
export async function askList(
  subject: ListSubject,
  said: PartialUse,
  listing: Listing,
): Promise<Answered> {
  if (subject.packages.length === 0) {
    return say(emptyListCard(subject), { kind: 'no-answer' });
  }
  const answers = await checkAll(subject.packages, said, listing);
  const list = fingerprint(subject);
  // Under a name of its own too: its buttons work after other questions in the same thread.
  await listing.memory.remember(listing.personId, threadOf(list), { subject, said });
  const card = listCard({ subject, answers, said, list }, listing.policy, listing.clock.now());
  return say(card, outcomeOf(answers), { subject, said });
}

/** A button of a list's card. */
export async function askListAgain(
  list: string,
  said: PartialUse,
  listing: Listing,
): Promise<Answered> {
  const kept = await listing.memory.recall(listing.personId, threadOf(list));
  if (kept?.subject.kind !== 'packages') {
    return say(forgottenListCard(), { kind: 'no-answer' });
  }
  return askList(kept.subject, said, listing);
}

/** Answers a pasted text if it is a list; undefined when it is anything else. */
export async function askPastedList(text: string, asking: Asking): Promise<Answered | undefined> {
  const reading = readPackageList(text);
  if (reading.kind === 'list') return askList(listSubject(reading.list, undefined), {}, asking);
  if (reading.kind === 'other') return undefined;
  return say(elsewhereCard('component-lists', contactFor(asking.office, 'component-lists')));
}

export function listSubject(list: PackageList, file: string | undefined): ListSubject {
  return {
    kind: 'packages',
    ...(file === undefined ? {} : { file: file.slice(0, 200) }),
    packages: list.packages.map(({ purl, requirement, isTool }) => ({
      purl: printPurl(purl),
      ...(requirement === undefined ? {} : { requirement }),
      isTool,
    })),
    refused: list.refused.slice(0, 200).map(({ text }) => text),
    left: list.left,
  };
}

async function checkAll(
  packages: readonly Listed[],
  said: PartialUse,
  lookingUp: LookingUp,
): Promise<readonly ListedAnswer[]> {
  const answers = new Map<Listed, ListedAnswer>();
  const total = packages.length;
  lookingUp.working(`Checking ${total} packages`);
  const checkEach = async (some: readonly Listed[]): Promise<void> => {
    // One iterator for all: each takes the next that nobody has taken yet.
    const queue = some.values();
    const work = async (): Promise<void> => {
      for (const listed of queue) {
        answers.set(listed, await check(listed, said, lookingUp));
        lookingUp.working(`Checking ${total} packages: ${answers.size} done`);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
  };
  await checkEach(packages);
  // So many at once may keep each other waiting: what came too late is asked for once more.
  await checkEach(packages.filter((listed) => cameTooLate(answers.get(listed))));
  return packages.flatMap((listed) => answers.get(listed) ?? []);
}

function cameTooLate(answer: ListedAnswer | undefined): boolean {
  return answer?.result.kind === 'unavailable' && answer.result.reason === 'timeout';
}

async function check(
  { purl: printed, requirement, isTool }: Listed,
  said: PartialUse,
  lookingUp: LookingUp,
): Promise<ListedAnswer> {
  const purl = parsePurl(printed);
  if (!purl) return { name: printed, isTool, result: { kind: 'unavailable', reason: 'no-source' } };
  const name = packageName(purl);
  const result = await lookingUp.packages.lookUp(purl, requirement);
  if (result.kind !== 'found') return { name, isTool, result };
  const use: PartialUse = isTool ? { ...said, use: 'dev-tool' } : said;
  const { facts } = result;
  return {
    name,
    isTool,
    result,
    facts,
    answer: considerPackage(facts, use, lookingUp.policy, lookingUp.clock.now()),
  };
}

function outcomeOf(answers: readonly ListedAnswer[]): Outcome {
  const verdicts = answers.flatMap(({ answer }) => {
    if (!answer) return [];
    return answer.kind === 'by-use' ? ['asked' as const] : [answer.judgement.verdict];
  });
  if (verdicts.length < answers.length) return { kind: 'no-answer' };
  const known = verdicts.filter((verdict) => verdict !== 'asked');
  return known.length < verdicts.length
    ? { kind: 'asked' }
    : { kind: 'verdict', verdict: worstOf(known) };
}

function fingerprint(subject: ListSubject): string {
  return createHash('sha256').update(JSON.stringify(subject)).digest('hex').slice(0, 32);
}

function threadOf(list: string): string {
  return `list:${list}`;
}
