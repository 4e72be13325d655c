import { type Answered, type Steward, say } from '#assistant/answering.ts';
import { takeAbsence } from '#assistant/skills/absences/take-absence.ts';
import { answerPress } from '#assistant/skills/answer-press.ts';
import { takeConfirmation } from '#assistant/skills/broadcasts/read-broadcast.ts';
import { takeCorrection, takeWritten } from '#assistant/skills/broadcasts/write-broadcast.ts';
import { takeFeedback } from '#assistant/skills/feedback/give-feedback.ts';
import { takeAnswer } from '#assistant/skills/feedback/read-feedback.ts';
import { takeAsk } from '#assistant/skills/forms/ask-in-form.ts';
import { grantWords, type Recall } from '#assistant/skills/grant-wish.ts';
import { askPastedList } from '#assistant/skills/packages/ask-list.ts';
import { takeFile } from '#assistant/skills/packages/take-file.ts';
import {
  takeAddedProduct,
  takeChangedProduct,
} from '#assistant/skills/products/change-products.ts';
import { takeQuestionAnswer } from '#assistant/skills/questions/close-question.ts';
import { takeRequest } from '#assistant/skills/requests/start-request.ts';
import { takeStepWords } from '#assistant/skills/requests/take-step.ts';
import type { TurnContent } from '#assistant/turn.ts';
import { longestQuestion } from '#assistant/understand/read-wish.ts';
import { absenceFormName } from '#assistant/views/absences/absence-form.ts';
import {
  broadcastFormName,
  confirmFormName,
  correctFormName,
} from '#assistant/views/broadcasts/broadcast-form.ts';
import { answerFormName, feedbackFormName } from '#assistant/views/feedback/feedback-form.ts';
import { askFormName } from '#assistant/views/forms/ask-form.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import {
  addProductFormName,
  changeProductFormName,
} from '#assistant/views/products/product-form.ts';
import { questionFormName } from '#assistant/views/questions/question-form.ts';
import { stepFormName } from '#assistant/views/requests/step-form.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { REQUEST_FORM } from '#office/requests/forms/form-file.ts';

/** From what came in to the skill that answers it. */
export async function answerTurn(
  content: TurnContent,
  recall: Recall,
  steward: Steward,
): Promise<Answered> {
  switch (content.kind) {
    case 'text':
      return answerWords(content.text, recall, steward);
    case 'action':
      return answerPress(content.action, content.card, steward);
    case 'form':
      if (content.form === feedbackFormName) return takeFeedback(content, steward);
      if (content.form === answerFormName) return takeAnswer(content, steward);
      if (content.form === questionFormName) return takeQuestionAnswer(content, steward);
      if (content.form === addProductFormName) return takeAddedProduct(content, steward);
      if (content.form === changeProductFormName) return takeChangedProduct(content, steward);
      if (content.form === broadcastFormName) return takeWritten(content, steward);
      if (content.form === correctFormName) return takeCorrection(content, steward);
      if (content.form === confirmFormName) return takeConfirmation(content, steward);
      if (content.form === absenceFormName) return takeAbsence(content, steward);
      if (content.form === stepFormName) return takeStepWords(content, steward);
      if (content.form.startsWith(REQUEST_FORM)) return takeRequest(content, steward);
      if (content.form === askFormName) return takeAsk(content, recall, steward);
      return say(staleCard(), { kind: 'no-answer' });
    case 'file':
      return takeFile(content.name, content.text, steward);
    default:
      return unreachable(content);
  }
}

async function answerWords(text: string, recall: Recall, steward: Steward): Promise<Answered> {
  // A list that was pasted: longer than a question, or of many lines.
  const list = isLong(text) ? await askPastedList(text, steward) : undefined;
  return list ?? grantWords(text, recall, steward);
}

const MANY_LINES = 6;

function isLong(text: string): boolean {
  return text.length > longestQuestion || text.split('\n', MANY_LINES).length === MANY_LINES;
}
