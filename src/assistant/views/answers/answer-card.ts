import { askWithUse } from '#assistant/actions.ts';
import type { Subject } from '#assistant/memory.ts';
import { BESIDE_RATING, textButton, withRating } from '#assistant/views/answers/closing-buttons.ts';
import { obligationParts } from '#assistant/views/answers/obligation-parts.ts';
import { requestButtons } from '#assistant/views/answers/request-button.ts';
import { titleOf } from '#assistant/views/answers/title.ts';
import { useParts } from '#assistant/views/answers/use-table.ts';
import { choiceWords, traceSentences } from '#assistant/views/answers/why.ts';
import {
  assetNames,
  capital,
  linkageNames,
  useInWords,
  useNames,
  verdictTones,
} from '#assistant/views/answers/words.ts';
import type { Button, Card, Part, SimplePart } from '#foundation/cards/card.ts';
import { strong, type Text } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Answer, OpenQuestion } from '#knowledge/policy/consider.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { Judgement, Verdict } from '#knowledge/policy/judgement.ts';
import type { PartialUse, Use } from '#knowledge/policy/use.ts';
import type { Help } from '#knowledge/policy/what-would-help.ts';

/** What the answer is about, as the license and package views word it. */
export interface About {
  readonly subject: Subject;
  /** How people call it: "left-pad 1.3.0 (npm)". */
  readonly name: string;
  readonly said: PartialUse;
  /** A title that fits the question better than the verdict alone, where there is one. */
  readonly title?: (judgement: Judgement) => string | undefined;
  /** What was looked at, in a sentence. */
  readonly lead: Text;
  /** Good to know, or a warning; shown under the answer. */
  readonly notes: readonly Part[];
  /** Facts behind the answer, shown with the trace. */
  readonly details: readonly SimplePart[];
  /** Ids of the licenses that hold. */
  readonly licenses: readonly string[];
  /** Where the facts come from: "npm registry, just now". */
  readonly sources: readonly string[];
}

/** The answer to "can I use X?": verdict, what, why, to do, what would help, source, buttons. */
export function answerCard(about: About, answer: Answer, policy: Policy): Card {
  const judgement = leadingJudgement(answer);
  const verdict = answer.kind === 'by-use' ? undefined : judgement.verdict;
  const title = about.title?.(judgement) ?? titleOf(answer, policy);
  return {
    tone: verdict ? verdictTones[verdict] : 'caution',
    title,
    parts: [
      { kind: 'paragraph', text: about.lead },
      ...choicePart(judgement),
      ...(answer.kind === 'by-use'
        ? useParts(answer.judgements, policy, answer.open.length > 0)
        : reasonPart(judgement)),
      ...(answer.kind === 'by-use' ? [] : obligationParts(judgement, answer.kind === 'any-use')),
      ...judgement.notices.map((text): Part => ({ kind: 'note', tone: 'caution', text })),
      ...assumptionPart(answer),
      ...about.notes,
      ...helpPart(answer),
      { kind: 'more', label: 'Why', parts: whyParts(about, answer, judgement) },
    ],
    source: sourceLine(about, answer, judgement),
    buttons: withRating(ownButtons(about, answer), {
      title,
      subject: subjectWords(about),
      policy: policy.version,
    }),
  };
}

function leadingJudgement(answer: Answer): Judgement {
  if (answer.kind !== 'by-use') return answer.judgement;
  const shipped = answer.judgements.get('distributed-binary');
  if (!shipped) throw new TypeError('every kind of use is judged');
  return shipped;
}

function reasonPart(judgement: Judgement): readonly Part[] {
  const reasons = judgement.reasons.map((reason) => reason.text).slice(0, 3);
  // Allowed is a standing approval: people should not go and ask for one.
  const standing =
    judgement.verdict === 'allowed' ? ['It needs no request and counts as approved.'] : [];
  return [{ kind: 'paragraph', text: [...reasons, ...standing].join(' ') }];
}

function choicePart(judgement: Judgement): readonly Part[] {
  const { step } = judgement.trace;
  const or = step.kind === 'package' ? step.license?.step : step;
  if (or?.kind !== 'or') return [];
  return [
    { kind: 'paragraph', text: ['We go by ', strong(or.chosen), `, ${choiceWords(or.because)}.`] },
  ];
}

/** What was assumed and decides, in words: the buttons below change it. */
function assumptionPart(answer: Answer): readonly Part[] {
  if (answer.kind !== 'this-use' || answer.open.length === 0) return [];
  const { use } = answer.assumed;
  const entries = answer.open.map((question) => {
    const byVerdict = Map.groupBy(question.otherwise, (other) => other.verdict);
    const others = [...byVerdict].map(
      ([verdict, same]) =>
        `${same.map(({ change }) => otherWords(change)).join(' or ')}: ${shortVerdict(verdict)}`,
    );
    return `${capital(assumedWords(question.about, use))}. ${capital(others.join('; '))}.`;
  });
  return [{ kind: 'list', title: 'What I assumed', entries }];
}

function assumedWords(about: keyof Use, use: Use): string {
  switch (about) {
    case 'linkage':
      return linkageNames[use.linkage];
    case 'modified':
      return use.modified ? 'you change it' : 'you use it unchanged';
    case 'asset':
      return `it is ${assetNames[use.asset]}`;
    case 'role':
      return 'nothing of its role in the service';
    case 'lockedBoot':
    case 'userProduct':
      return 'nothing of the kind of device';
    case 'appStore':
      return 'it goes to an app store';
    case 'use':
      return useNames[use.use].inside;
    case 'delivery':
      return 'no container, no SDK';
    default:
      return unreachable(about);
  }
}

function otherWords(change: Partial<Use>): string {
  if (change.modified === true) return 'if you change it';
  if (change.lockedBoot === 'yes') return 'in a consumer device with locked boot';
  if (change.lockedBoot === 'no') return 'in a device that owners may change';
  if (change.appStore === 'no') return 'outside app stores';
  if (change.role)
    return change.role === 'service' ? 'offered as a service' : 'only behind our service';
  if (change.asset) return `as ${assetNames[change.asset]}`;
  return useInWords(change);
}

function helpPart(answer: Answer): readonly Part[] {
  if (answer.kind !== 'this-use') return [];
  // What is asked for above need not be said again.
  const asked = answer.open.flatMap((question) =>
    question.otherwise.map(({ change }) => JSON.stringify(change)),
  );
  const help = answer.help.filter(
    ({ change }) => change.kind === 'version' || !asked.includes(JSON.stringify(change.to)),
  );
  if (help.length === 0) return [];
  return [
    {
      kind: 'list',
      title: 'What would change the answer',
      entries: help.map((help) => `${helpWords(help)}: ${shortVerdict(help.verdict)}.`),
    },
  ];
}

function helpWords({ change }: Help): string {
  if (change.kind === 'version') return `Version ${change.version}`;
  return capital(useInWords(change.to));
}

export function shortVerdict(verdict: Verdict): string {
  switch (verdict) {
    case 'allowed':
      return 'a yes';
    case 'needs-review':
      return 'a review';
    case 'denied':
      return 'a no';
    default:
      return unreachable(verdict);
  }
}

function whyParts(about: About, answer: Answer, judgement: Judgement): readonly SimplePart[] {
  const title =
    answer.kind === 'this-use'
      ? 'How the answer came about'
      : 'How the answer for a shipped product comes about';
  return [{ kind: 'list', title, entries: traceSentences(judgement.trace) }, ...about.details];
}

function sourceLine(about: About, answer: Answer, judgement: Judgement): Text {
  const sections =
    answer.kind === 'by-use'
      ? [...answer.judgements.values()].flatMap((each) => each.reasons)
      : judgement.reasons;
  const named = [
    ...new Set(sections.flatMap((reason) => (reason.section ? [`§${reason.section}`] : []))),
  ].sort();
  return [
    [`Policy ${judgement.policyVersion}`, ...named].join(' '),
    ...about.sources,
    'guidance under company policy, not legal advice',
  ].join(' · ');
}

/** Ask how it is used when that decides; else offer the answers that would change the verdict. */
function ownButtons(about: About, answer: Answer): readonly Button[] {
  // Where it is not said how it will be used, that comes first: it may need nobody to decide.
  const asks = answer.kind === 'by-use' ? [] : requestButtons(about, answer.judgement.verdict);
  const uses = useButtons(about, answer);
  const own =
    answer.kind === 'by-use' ? uses : [...uses.slice(0, BESIDE_RATING - asks.length), ...asks];
  // What decides comes first; the text can be asked for.
  return own.length < BESIDE_RATING ? [...own, ...textButton(about.licenses)] : own;
}

function useButtons(about: About, answer: Answer): readonly Button[] {
  const button = (label: string, change: PartialUse): Button => ({
    label,
    action: askWithUse.with({ subject: about.subject, said: { ...about.said, ...change } }),
  });
  if (answer.kind === 'any-use') return [];
  if (answer.kind === 'by-use') {
    // Four, so that there is room to say that the answer did not help. Packages more often end up in a browser.
    const last = about.subject.kind === 'package' ? 'web-client' : 'mobile-app';
    const kinds = ['internal', 'saas', 'distributed-binary', last] as const;
    return kinds.map((use) => button(useNames[use].name, { use }));
  }
  return answer.open
    .flatMap((question: OpenQuestion) =>
      question.otherwise.map(({ change }) => button(buttonLabel(change), change)),
    )
    .slice(0, BESIDE_RATING);
}

/** What was asked about, for whoever reads that the answer did not help: "MIT in a shipped product". */
function subjectWords({ name, said }: About): string {
  return [name, useInWords(said)].filter((words) => words !== '').join(' ');
}

function buttonLabel(change: Partial<Use>): string {
  if (change.modified === true) return 'We change it';
  if (change.lockedBoot === 'yes') return 'Consumer device, locked boot';
  if (change.lockedBoot === 'no') return 'Owners may change it';
  if (change.appStore === 'no') return 'Not in an app store';
  if (change.role === 'service') return 'We offer it as a service';
  if (change.role === 'backing') return 'Only behind our service';
  if (change.asset) return `It is ${assetNames[change.asset]}`;
  return capital(useInWords(change));
}
