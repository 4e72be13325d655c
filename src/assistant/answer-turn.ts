import {
  answerFeedback,
  askAsMeant,
  askInForm,
  askListWithUse,
  askWhyNotHelpful,
  askWithUse,
  askWords,
  markFeedbackRead,
  resumeForm,
  retryDelivery,
  showLicenseText,
  showSection as toSection,
} from '#assistant/actions.ts';
import { type Answered, type Steward, say } from '#assistant/answering.ts';
import { askSubject } from '#assistant/skills/ask-subject.ts';
import { tryAgain } from '#assistant/skills/delivery/try-again.ts';
import { askWhy, takeFeedback } from '#assistant/skills/feedback/give-feedback.ts';
import { markRead, openAnswer, takeAnswer } from '#assistant/skills/feedback/read-feedback.ts';
import { openAsk, takeAsk } from '#assistant/skills/forms/ask-in-form.ts';
import { resume } from '#assistant/skills/forms/resume-form.ts';
import { grantMeant, grantWords, type Recall } from '#assistant/skills/grant-wish.ts';
import { showSection } from '#assistant/skills/handbook/ask-handbook.ts';
import { showText } from '#assistant/skills/licenses/show-text.ts';
import { askListAgain, askPastedList } from '#assistant/skills/packages/ask-list.ts';
import { takeFile } from '#assistant/skills/packages/take-file.ts';
import type { TurnContent } from '#assistant/turn.ts';
import { longestQuestion } from '#assistant/understand/read-wish.ts';
import { answerFormName, feedbackFormName } from '#assistant/views/feedback/feedback-form.ts';
import { askFormName } from '#assistant/views/forms/ask-form.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { payloadOf, readAction } from '#foundation/cards/read-action.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

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
      if (content.form === askFormName) return takeAsk(content, recall, steward);
      return outOfDate();
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

async function answerPress(
  received: unknown,
  card: string | undefined,
  steward: Steward,
): Promise<Answered> {
  const action = readAction(received);
  if (!action) return outOfDate();
  const use = payloadOf(askWithUse, action);
  if (use) return askSubject(use.subject, use.said, steward);
  const list = payloadOf(askListWithUse, action);
  if (list) return askListAgain(list.list, list.said, steward);
  const words = payloadOf(askWords, action);
  if (words) return grantWords(words.text, nothingBefore, steward);
  const meant = payloadOf(askAsMeant, action);
  if (meant) return grantMeant(meant.text, meant.meant, steward);
  const section = payloadOf(toSection, action);
  if (section) return showSection(section.section, steward);
  const license = payloadOf(showLicenseText, action);
  if (license) return showText(license.id);
  const why = payloadOf(askWhyNotHelpful, action);
  if (why) return askWhy(why.about, card, steward);
  const note = payloadOf(answerFeedback, action);
  if (note) return openAnswer(note.id, card, steward);
  const read = payloadOf(markFeedbackRead, action);
  if (read) return markRead(read.id, card, steward);
  if (payloadOf(askInForm, action)) return openAsk();
  const form = payloadOf(resumeForm, action);
  if (form) return resume(form, steward);
  if (payloadOf(retryDelivery, action)) return tryAgain(card, steward);
  return outOfDate();
}

/** A button's words stand by themselves. */
async function nothingBefore(): Promise<undefined> {
  return undefined;
}

function outOfDate(): Answered {
  return say(staleCard(), { kind: 'no-answer' });
}
