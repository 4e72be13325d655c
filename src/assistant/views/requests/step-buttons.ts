import { openRequestStep, readRequest, takeRequestStep } from '#assistant/actions.ts';
import type { StepForm } from '#assistant/views/requests/step-form.ts';
import type { Viewer } from '#assistant/views/requests/viewer.ts';
import type { Button } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';
import { isDecision, isOpen, UNDO_MS } from '#office/requests/lifecycle.ts';

/** What this person can do about a request now. */
export function requestButtons(request: Request, viewer: Viewer): readonly Button[] {
  const { personId, groups, isOspo } = viewer;
  if (request.requester?.personId === personId) return ownButtons(request);
  if (!isOpen(request.state)) {
    return [...undoButtons(request, viewer), ...noteButtons(request, viewer)];
  }
  if (groups.length > 0) return reviewButtons(request, viewer);
  return [
    ...undoButtons(request, viewer),
    ...(isOspo && request.state === 'in-review'
      ? [opens(request, 'Give it to another group', 'reassign')]
      : []),
    ...noteButtons(request, viewer),
  ];
}

function ownButtons(request: Request): readonly Button[] {
  const { state } = request;
  if (!isOpen(state)) return [];
  return [
    ...(state === 'needs-info' ? [primary(opens(request, 'Answer', 'answer'))] : []),
    ...(state === 'changes-requested'
      ? [primary(opens(request, 'Change the answers', 'resubmit'))]
      : []),
    {
      label: `Withdraw ${requestName(request)}`,
      action: takeRequestStep.with({ ...at(request), step: 'withdraw' }),
    },
  ];
}

function reviewButtons(request: Request, { hasOpened }: Viewer): readonly Button[] {
  const isInReview = request.state === 'in-review';
  const approvals: readonly Button[] =
    request.facts.highRisk !== undefined && !hasOpened
      ? [
          {
            label: 'Read before you approve',
            action: readRequest.with({ id: request.id }),
            style: 'primary',
          },
        ]
      : [
          {
            label: cutWords(`Approve ${requestName(request)}: ${effectOf(request)}`, 70),
            action: takeRequestStep.with({ ...at(request), step: 'approve' }),
            style: 'primary',
          },
          opens(request, 'Approve with conditions', 'approve-with-conditions'),
        ];
  return [
    ...approvals,
    ...(isInReview ? [opens(request, 'Ask a question', 'ask')] : []),
    { ...opens(request, `Reject ${requestName(request)}`, 'reject'), style: 'danger' },
    ...(isInReview ? [opens(request, 'Something else', 'other')] : []),
  ];
}

/** What is allowed by it: "use lodash 4 in Checkout". */
function effectOf({ title }: Request): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

function noteButtons(request: Request, { isPrivileged }: Viewer): readonly Button[] {
  return isPrivileged ? [opens(request, 'Note for legal only', 'legal-note')] : [];
}

function undoButtons(request: Request, { personId, now }: Viewer): readonly Button[] {
  const last = request.steps.at(-1);
  if (!last || last.by?.personId !== personId || !isDecision(last.step)) return [];
  if (now.getTime() - last.at.getTime() > UNDO_MS) return [];
  return [
    { label: 'Undo (1 minute)', action: takeRequestStep.with({ ...at(request), step: 'undo' }) },
  ];
}

function at({ id, version }: Request) {
  return { id, version };
}

function opens(request: Request, label: string, step: StepForm): Button {
  return { label, action: openRequestStep.with({ ...at(request), step }), opens: 'form' };
}

function primary(button: Button): Button {
  return { ...button, style: 'primary' };
}
