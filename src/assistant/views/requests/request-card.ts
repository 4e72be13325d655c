import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import { type Beside, besideParts, nothingBeside } from '#assistant/views/requests/beside-parts.ts';
import { requestButtons } from '#assistant/views/requests/step-buttons.ts';
import { type GroupNames, groupsInWords, type Viewer } from '#assistant/views/requests/viewer.ts';
import {
  outcomeInWords,
  stateInWords,
  stepInWords,
  toneOf,
  verdictNames,
} from '#assistant/views/requests/words.ts';
import type { Card, Part } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { fieldsOf } from '#foundation/cards/form.ts';
import { emphasis } from '#foundation/cards/text.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';
import { inWords } from '#office/requests/submit.ts';

/** Characters of an answer on a card. */
const ANSWER_MOST = 400;

/** A request with all that was answered and what happened, and with what this person can do about it. */
export function requestCard(
  request: Request,
  viewer: Viewer,
  names: GroupNames,
  beside: Beside = nothingBeside,
): Card {
  const { state, title, submittedAt, asked, route } = request;
  const answers = fieldsOf(asked.form)
    .filter(({ id }) => Object.hasOwn(asked.answers, id))
    .map(({ id, label }) => ({
      label,
      value: cutWords(inWords(asked.form, id, asked.answers), ANSWER_MOST),
    }));
  return {
    tone: toneOf(state),
    title: `${requestName(request)} · ${title}`,
    parts: [
      { kind: 'paragraph', text: standing(request, viewer, names, beside) },
      ...said(request),
      {
        kind: 'facts',
        rows: [
          { label: 'Asked by', value: request.requester?.name ?? 'Somebody' },
          ...knownRows(request, viewer),
          ...answers,
        ],
      },
      ...besideParts(request, beside),
      {
        kind: 'more',
        label: 'What happened, and why it goes this way',
        parts: [
          { kind: 'list', entries: request.steps.map(stepInWords) },
          ...(route.why.length === 0 ? [] : [{ kind: 'list' as const, entries: route.why }]),
        ],
      },
    ],
    source: `${stateInWords(state)} · handed in ${universalTime(submittedAt)} · form ${request.form}`,
    buttons: requestButtons(request, viewer),
  };
}

/** Where it stands, and who has it. */
function standing(
  request: Request,
  { personId, now }: Viewer,
  names: GroupNames,
  { dueAt, usually }: Beside,
): string {
  const isOwn = request.requester?.personId === personId;
  switch (request.state) {
    case 'in-review':
      return [
        waitsFor(request, names),
        dueAt && `It ${dueAt < now ? 'was' : 'is'} to be decided by ${universalTime(dueAt)}.`,
        usually === undefined
          ? undefined
          : `Half of such requests are decided within ${inTime(usually)}.`,
        isOwn
          ? 'You get a message when it is decided, or when somebody wants to know more.'
          : undefined,
      ]
        .filter(Boolean)
        .join(' ');
    case 'needs-info':
      return isOwn ? 'It waits for your answer.' : 'It waits for an answer of whoever asked.';
    case 'changes-requested':
      return isOwn
        ? 'A reviewer wants something changed before they decide.'
        : 'It waits until whoever asked has changed something.';
    default:
      return outcomeInWords(request);
  }
}

/** "3 hours", "2 days": rounded up. */
function inTime(milliseconds: number): string {
  const hours = Math.max(1, Math.ceil(milliseconds / 3_600_000));
  const [count, unit] = hours < 48 ? [hours, 'hour'] : [Math.ceil(hours / 24), 'day'];
  return count === 1 ? `an ${unit}` : `${count} ${unit}s`;
}

/** "It waits for Legal and Security, step 2 of 3 (Legal review)." */
function waitsFor({ progress, route }: Request, names: GroupNames): string {
  const stage = route.stages[progress.stage];
  const groups = groupsInWords(
    progress.open.map(({ group }) => group),
    names,
    stage?.needs === 'any' ? 'or' : 'and',
  );
  const place =
    route.stages.length > 1
      ? `, step ${progress.stage + 1} of ${route.stages.length} (${stage?.title ?? ''})`
      : '';
  const quorum =
    typeof stage?.needs === 'number'
      ? ` ${progress.approvals.length} of ${stage.needs} have approved.`
      : '';
  return `It waits for ${groups}${place}.${quorum}`;
}

/** What the policy and the facts say: for those who decide. */
function knownRows({ facts, requester }: Request, { personId, readsAll }: Viewer) {
  if (requester?.personId === personId || !readsAll) return [];
  const { licenses, categories, verdict, risk, highRisk } = facts;
  const kinds = (categories ?? []).map((one) => one.replaceAll('-', ' ')).join(', ');
  return [
    ...(licenses === undefined
      ? []
      : [{ label: 'License', value: kinds === '' ? licenses : `${licenses} (${kinds})` }]),
    ...(verdict === undefined ? [] : [{ label: 'The policy says', value: verdictNames[verdict] }]),
    ...(highRisk === undefined ? [] : [{ label: 'High risk', value: highRisk }]),
    ...(risk.lines.length === 0
      ? []
      : [
          {
            label: 'Risk',
            value: `${risk.score}: ${risk.lines.map(({ adds, why }) => `${why} (${adds > 0 ? '+' : ''}${adds})`).join(', ')}`,
          },
        ]),
  ];
}

/** What the other side must know now: a question that is open, conditions, or why not and what instead. */
function said({ state, steps }: Request): readonly Part[] {
  const last = steps.at(-1);
  if (last?.step === 'answer' && last.words !== undefined) {
    return [note('caution', `Answered: ${last.words}`)];
  }
  switch (state) {
    case 'needs-info':
      return last?.words === undefined
        ? []
        : [note('caution', `${last.by?.name ?? 'A reviewer'} asks: ${last.words}`)];
    case 'changes-requested':
      return last?.words === undefined
        ? []
        : [
            note('caution', `${last.by?.name ?? 'A reviewer'} wants changed: ${last.words}`),
            ...instead('How', last.alternative),
          ];
    case 'approved-with-conditions':
      return steps
        .filter(({ step, words }) => step === 'approve-with-conditions' && words !== undefined)
        .map(({ words = '' }) => note('caution', `On these conditions: ${words}`));
    case 'rejected':
      return last?.words === undefined
        ? []
        : [note('bad', last.words), ...instead('Instead', last.alternative)];
    default:
      return [];
  }
}

function instead(label: string, text: string | undefined): readonly Part[] {
  return text === undefined ? [] : [note('neutral', `${label}: ${text}`)];
}

function note(tone: Card['tone'], text: string): Part {
  return { kind: 'note', tone, text: [emphasis(text)] };
}
