import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import { type Beside, besideParts, nothingBeside } from '#assistant/views/requests/beside-parts.ts';
import { answerRows } from '#assistant/views/requests/parts/answer-rows.ts';
import { standing } from '#assistant/views/requests/parts/standing.ts';
import { requestButtons } from '#assistant/views/requests/step-buttons.ts';
import type { GroupNames, Viewer } from '#assistant/views/requests/viewer.ts';
import {
  stateInWords,
  stepInWords,
  toneOf,
  verdictNames,
} from '#assistant/views/requests/words.ts';
import type { Card, Part } from '#foundation/cards/card.ts';
import { strong } from '#foundation/cards/text.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';

/** A request with all that was answered and what happened, and with what this person can do about it. */
export function requestCard(
  request: Request,
  viewer: Viewer,
  names: GroupNames,
  beside: Beside = nothingBeside,
): Card {
  const { state, title, submittedAt, asked, route, requester } = request;
  const isOwn = requester?.personId === viewer.personId;
  const { changes = [] } = beside;
  return {
    tone: toneOf(state),
    title: `${requestName(request)}${stateInTitle(request, viewer)} · ${title}`,
    parts: [
      { kind: 'paragraph', text: standing(request, viewer, names, beside) },
      ...said(request),
      // Before what was true when it was handed in: it says otherwise.
      ...changes.map((text) => ({ kind: 'note' as const, tone: 'caution' as const, text })),
      {
        kind: 'facts',
        rows: [
          ...(isOwn ? [] : [{ label: 'Asked by', value: requester?.name ?? 'Somebody' }]),
          ...knownRows(request, viewer),
          ...answerRows(asked.form, asked.answers),
        ],
      },
      ...besideParts(request, beside),
      {
        kind: 'more',
        label: 'What happened so far',
        parts: [
          { kind: 'list', entries: request.steps.map((taken) => stepInWords(taken, names)) },
          ...(route.why.length === 0
            ? []
            : [{ kind: 'list' as const, title: 'Why it goes this way', entries: route.why }]),
        ],
      },
    ],
    source: `Handed in ${universalTime(submittedAt)} · form “${asked.form.title}”`,
    buttons: requestButtons(request, viewer),
  };
}

/** Whoever reads no more than the title should know what is wanted, or what came of it. */
function stateInTitle({ state, requester }: Request, { personId, groups }: Viewer): string {
  const isOwn = requester?.personId === personId;
  switch (state) {
    case 'in-review':
      return groups.length > 0 ? ' waits for you' : '';
    case 'needs-info':
    case 'changes-requested':
      return isOwn ? ' waits for you' : '';
    default:
      return ` ${stateInWords(state).toLowerCase()}`;
  }
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
            value: [
              risk.score === 1 ? '1 point' : `${risk.score} points`,
              ...risk.lines.map(({ adds, why }) => `${why} (${adds > 0 ? '+' : ''}${adds})`),
            ].join(' · '),
          },
        ]),
  ];
}

/** What the other side must know now: a question that is open, conditions, or why not and what instead. */
function said({ state, steps }: Request): readonly Part[] {
  const last = steps.at(-1);
  const by = last?.by?.name ?? 'A reviewer';
  if (last?.step === 'answer') {
    const asked = steps.findLast(({ step }) => step === 'ask');
    return lines(
      [`${asked?.by?.name ?? 'A reviewer'} asked`, asked?.words],
      [`${last.by?.name ?? 'Whoever asked'} answered`, last.words],
    );
  }
  switch (state) {
    case 'needs-info':
      return lines([`${by} asks`, last?.words]);
    case 'changes-requested':
      return lines([`${by} wants changed`, last?.words], ['How', last?.alternative]);
    case 'approved-with-conditions':
      return steps
        .filter(({ step, words }) => step === 'approve-with-conditions' && words !== undefined)
        .map(({ words = '' }) => ({
          kind: 'note',
          tone: 'caution',
          text: [strong('On these conditions:'), ` ${words}`],
        }));
    case 'rejected':
      return lines(['Why', last?.words], ['Instead', last?.alternative]);
    default:
      return [];
  }
}

/** A paragraph in which each line says whose words it has, or what they are for. */
function lines(...all: readonly (readonly [string, string | undefined])[]): readonly Part[] {
  return all.flatMap(([label, words]): readonly Part[] =>
    words === undefined ? [] : [{ kind: 'paragraph', text: [strong(`${label}:`), ` ${words}`] }],
  );
}
