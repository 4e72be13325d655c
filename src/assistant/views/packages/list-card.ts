import { askListWithUse, askWithUse } from '#assistant/actions.ts';
import type { Subject } from '#assistant/memory.ts';
import { BESIDE_RATING, withRating } from '#assistant/views/answers/closing-buttons.ts';
import { reviewersInWords } from '#assistant/views/answers/title.ts';
import { age, capital, spoken, useInWords, useNames } from '#assistant/views/answers/words.ts';
import {
  fineParts,
  type ListedAnswer,
  reasonParts,
  uncheckedParts,
} from '#assistant/views/packages/list-parts.ts';
import type { Button, Card, Part, Tone } from '#foundation/cards/card.ts';
import { code, strong, type Text } from '#foundation/cards/text.ts';
import { printPurl } from '#knowledge/packages/purl.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** Worst first; the order in which the card shows them. */
const standings = ['denied', 'needs-review', 'depends', 'allowed', 'unchecked'] as const;
type Standing = (typeof standings)[number];

type ListSubject = Extract<Subject, { kind: 'packages' }>;

/** More rows than these are not read. */
const MOST_ROWS = 40;

/** The answer for a whole list: how many are fine, and the rest by name with the worst first. */
export function listCard(
  asked: {
    readonly subject: ListSubject;
    readonly answers: readonly ListedAnswer[];
    readonly said: PartialUse;
    /** Stands for the list on a button. */
    readonly list: string;
  },
  policy: Policy,
  now: Date,
): Card {
  const { subject, answers, said } = asked;
  const groups = Map.groupBy(answers, standingOf);
  const of = (standing: Standing) => groups.get(standing) ?? [];
  const open = standings.slice(0, 3).flatMap(of);
  const notAsked = subject.refused.length + subject.left;
  const title = titleOf(
    answers.length + notAsked,
    (standing) => of(standing).length + (standing === 'unchecked' ? notAsked : 0),
  );
  return {
    tone: toneOf(groups, notAsked > 0),
    title,
    parts: [
      { kind: 'paragraph', text: leadOf(subject, said) },
      ...tableParts(open, policy),
      ...uncheckedParts(of('unchecked'), subject),
      ...fineParts(of('allowed'), said),
      ...reasonParts(open),
    ],
    source: [
      `Policy ${policy.version}`,
      'licenses as declared, archives not read',
      sourceOf(answers, now),
      'guidance under company policy, not legal advice',
    ].join(' · '),
    buttons: withRating(buttonsOf(asked, open, of('depends').length > 0), {
      title,
      subject: listName(subject),
      policy: policy.version,
    }),
  };
}

/** A file without a package in it, or with nothing that can be looked up. */
export function emptyListCard(subject: ListSubject): Card {
  return {
    tone: 'neutral',
    title: 'There is no package to look up in that',
    parts: [
      {
        kind: 'paragraph',
        text: [code(listName(subject)), ' names no package that a registry knows.'],
      },
      ...uncheckedParts([], subject),
    ],
    buttons: [],
  };
}

export function forgottenListCard(): Card {
  return {
    tone: 'neutral',
    title: 'I no longer have that list',
    parts: [
      {
        kind: 'paragraph',
        text: 'I keep a list for twelve hours. Hand it over once more, and say how it is used.',
      },
    ],
    buttons: [],
  };
}

function standingOf({ answer }: ListedAnswer): Standing {
  if (!answer) return 'unchecked';
  return answer.kind === 'by-use' ? 'depends' : answer.judgement.verdict;
}

function titleOf(total: number, of: (standing: Standing) => number): string {
  const fine = of('allowed');
  if (fine === total) return total === 1 ? 'It is fine' : `All ${total} are fine`;
  const rest = [
    counted(of('denied'), 'is not allowed', 'are not allowed'),
    counted(of('needs-review'), 'needs a look', 'need a look'),
    counted(of('depends'), 'depends on the use', 'depend on the use'),
    counted(of('unchecked'), 'could not be checked', 'could not be checked'),
  ].filter((words) => words !== '');
  return `${fine} of ${total} fine; ${rest.join(', ')}`;
}

function counted(count: number, one: string, several: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : several}`;
}

function toneOf(groups: ReadonlyMap<Standing, unknown>, isPartial: boolean): Tone {
  if (groups.has('denied')) return 'bad';
  return groups.size === 1 && groups.has('allowed') && !isPartial ? 'good' : 'caution';
}

function leadOf(subject: ListSubject, said: PartialUse): Text {
  const tools = subject.packages.filter(({ isTool }) => isTool).length;
  const others = subject.packages.length - tools;
  const use = useInWords(said);
  return [
    strong(listName(subject)),
    tools === 0
      ? `: ${others} ${others === 1 ? 'package' : 'packages'}`
      : `: ${others} that it needs and ${tools} to build and test, judged as development tools`,
    use === '' ? '. ' : `; ${use}. `,
    'Each in the newest version that fits. What they bring along was not checked.',
  ];
}

function listName(subject: ListSubject): string {
  return subject.file ?? 'Your list';
}

function tableParts(open: readonly ListedAnswer[], policy: Policy): readonly Part[] {
  if (open.length === 0) return [];
  const rows = open
    .slice(0, MOST_ROWS)
    .map((one) => [packageWords(one), licenseWords(one), answerWords(one, policy)]);
  const more = open.length - rows.length;
  return [
    { kind: 'table', columns: ['Package', 'License', 'Answer'], rows },
    ...(more > 0
      ? [{ kind: 'note', tone: 'caution', text: `${more} more need a look.` } as const]
      : []),
  ];
}

function packageWords({ name, facts }: ListedAnswer): Text {
  return [code(name), ` ${facts?.version ?? ''}`];
}

function licenseWords({ facts }: ListedAnswer): string {
  const license = facts?.license;
  if (license?.normalized !== undefined) return spoken(license.normalized);
  return license === undefined || license.published === ''
    ? 'not stated'
    : `unclear: “${license.published.slice(0, 80)}”`;
}

function answerWords({ answer }: ListedAnswer, policy: Policy): Text {
  if (!answer || answer.kind === 'by-use') return 'Depends on the use';
  return answer.judgement.verdict === 'denied'
    ? [strong('No')]
    : [strong(`Review by ${reviewersInWords(answer.judgement, policy)}`)];
}

/** The oldest of the facts says how old the answer is. */
function sourceOf(answers: readonly ListedAnswer[], now: Date): string {
  const facts = answers.flatMap((one) => one.facts ?? []);
  const fetched = facts.map(({ fetchedAt }) => fetchedAt).sort();
  const [oldest] = fetched;
  const names = [...new Set(facts.map(({ source }) => source))];
  return oldest === undefined
    ? 'nothing could be looked up'
    : `${names.join(', ')}, ${fetched.length > 1 && oldest !== fetched.at(-1) ? 'at the oldest ' : ''}${age(new Date(oldest), now)}`;
}

/** The use first, as long as it decides; then the packages that need somebody. */
function buttonsOf(
  { said, list, answers }: { said: PartialUse; list: string; answers: readonly ListedAnswer[] },
  open: readonly ListedAnswer[],
  asksForUse: boolean,
): readonly Button[] {
  if (asksForUse) {
    const uses = ['internal', 'saas', 'distributed-binary', 'web-client'] as const;
    return uses.map((use) => ({
      label: useNames[use].name,
      action: askListWithUse.with({ list, said: { ...said, use } }),
    }));
  }
  const failed = answers.some(({ result }) => result.kind === 'unavailable');
  const again = { label: 'Try again', action: askListWithUse.with({ list, said }) };
  return [
    ...(failed ? [again] : []),
    ...open
      .slice(0, failed ? BESIDE_RATING - 1 : BESIDE_RATING)
      .flatMap(({ name, isTool, facts }) =>
        facts === undefined
          ? []
          : [
              {
                label: capital(`more on ${name}`),
                action: askWithUse.with({
                  subject: { kind: 'package', purl: printPurl(facts.purl) },
                  said: isTool ? { ...said, use: 'dev-tool' as const } : said,
                }),
              },
            ],
      ),
  ];
}
