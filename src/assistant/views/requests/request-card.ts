import { openRequestStep, takeRequestStep } from '#assistant/actions.ts';
import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import {
  outcomeInWords,
  stateInWords,
  stepInWords,
  toneOf,
} from '#assistant/views/requests/words.ts';
import type { Button, Card, Part } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { fieldsOf } from '#foundation/cards/form.ts';
import { emphasis } from '#foundation/cards/text.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';
import { isOpen, UNDO_MS } from '#office/requests/lifecycle.ts';
import { inWords } from '#office/requests/submit.ts';

/** Who looks at a request, and when: what they may do is on their card. */
export interface Viewer {
  readonly personId: string;
  /** Whether they may decide it, were it not their own. */
  readonly decides: boolean;
  readonly now: Date;
}

/** Characters of an answer on a card. */
const ANSWER_MOST = 400;

/** A request with all that was answered and what happened, and with what this person can do about it. */
export function requestCard(request: Request, viewer: Viewer, office: string): Card {
  const { state, title, submittedAt, asked } = request;
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
      { kind: 'paragraph', text: standing(request, viewer, office) },
      ...said(request),
      {
        kind: 'facts',
        rows: [{ label: 'Asked by', value: request.requester?.name ?? 'Somebody' }, ...answers],
      },
      {
        kind: 'more',
        label: 'What happened',
        parts: [{ kind: 'list', entries: request.steps.map(stepInWords) }],
      },
    ],
    source: `${stateInWords(state)} · handed in ${universalTime(submittedAt)} · form ${request.form}`,
    buttons: buttonsFor(request, viewer),
  };
}

/** Where it stands, and who has it. */
function standing(request: Request, { personId }: Viewer, office: string): string {
  const isOwn = request.requester?.personId === personId;
  switch (request.state) {
    case 'in-review':
      return isOwn
        ? `It waits for ${office}. You get a message when it is decided, or when somebody wants to know more.`
        : `It waits for ${office}.`;
    case 'needs-info':
      return isOwn ? 'It waits for your answer.' : 'It waits for an answer of whoever asked.';
    default:
      return outcomeInWords(request);
  }
}

/** What the other side must know now: a question that is open, conditions, or why not and what instead. */
function said({ state, steps }: Request): readonly Part[] {
  const last = steps.at(-1);
  if (last?.words === undefined) return [];
  if (last.step === 'answer') return [note('caution', `Answered: ${last.words}`)];
  switch (state) {
    case 'needs-info':
      return [note('caution', `${last.by?.name ?? 'A reviewer'} asks: ${last.words}`)];
    case 'approved-with-conditions':
      return [note('caution', `On these conditions: ${last.words}`)];
    case 'rejected':
      return [
        note('bad', last.words),
        ...(last.alternative === undefined
          ? []
          : [note('neutral', `Instead: ${last.alternative}`)]),
      ];
    default:
      return [];
  }
}

function note(tone: Card['tone'], text: string): Part {
  return { kind: 'note', tone, text: [emphasis(text)] };
}

function buttonsFor(request: Request, { personId, decides, now }: Viewer): readonly Button[] {
  const { id, version, state, steps } = request;
  const name = requestName(request);
  const at = { id, version };
  const words = (
    label: string,
    step: 'ask' | 'answer' | 'approve-with-conditions' | 'reject',
  ): Button => ({
    label,
    action: openRequestStep.with({ ...at, step }),
    opens: 'form',
  });
  const isOwn = request.requester?.personId === personId;
  if (isOwn && isOpen(state)) {
    return [
      ...(state === 'needs-info'
        ? [{ ...words('Answer', 'answer'), style: 'primary' as const }]
        : []),
      { label: `Withdraw ${name}`, action: takeRequestStep.with({ ...at, step: 'withdraw' }) },
    ];
  }
  if (isOwn || !decides) return [];
  if (isOpen(state)) {
    return [
      {
        label: `Approve ${name}`,
        action: takeRequestStep.with({ ...at, step: 'approve' }),
        style: 'primary',
      },
      words('Approve on conditions', 'approve-with-conditions'),
      ...(state === 'in-review' ? [words('Ask for more', 'ask')] : []),
      { ...words(`Reject ${name}`, 'reject'), style: 'danger' },
    ];
  }
  const last = steps.at(-1);
  const mayUndo =
    state !== 'withdrawn' &&
    last?.by?.personId === personId &&
    now.getTime() - last.at.getTime() <= UNDO_MS;
  return mayUndo
    ? [{ label: 'Undo (1 minute)', action: takeRequestStep.with({ ...at, step: 'undo' }) }]
    : [];
}
