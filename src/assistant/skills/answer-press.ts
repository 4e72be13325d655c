import * as actions from '#assistant/actions.ts';
import { type Answered, type Steward, say } from '#assistant/answering.ts';
import { openAbsence, pressBack } from '#assistant/skills/absences/change-absence.ts';
import { askSubject } from '#assistant/skills/ask-subject.ts';
import { passHandbook } from '#assistant/skills/broadcasts/handbook-offer.ts';
import {
  pressAcknowledge,
  pressSubscription,
  readOne,
} from '#assistant/skills/broadcasts/read-broadcast.ts';
import {
  pressBroadcastStep,
  sendTest,
  showAs,
} from '#assistant/skills/broadcasts/steer-broadcast.ts';
import { openChange, openWrite } from '#assistant/skills/broadcasts/write-broadcast.ts';
import { tryAgain } from '#assistant/skills/delivery/try-again.ts';
import { askWhy, takeHelpful } from '#assistant/skills/feedback/give-feedback.ts';
import { markRead, openAnswer } from '#assistant/skills/feedback/read-feedback.ts';
import { openAsk } from '#assistant/skills/forms/ask-in-form.ts';
import { resume } from '#assistant/skills/forms/resume-form.ts';
import { grantMeant, grantWords } from '#assistant/skills/grant-wish.ts';
import { showSection } from '#assistant/skills/handbook/ask-handbook.ts';
import { showText } from '#assistant/skills/licenses/show-text.ts';
import { askListAgain } from '#assistant/skills/packages/ask-list.ts';
import {
  openAddProduct,
  openChangeProduct,
  pressRemoveProduct,
} from '#assistant/skills/products/change-products.ts';
import { showAddedProduct, showProductList } from '#assistant/skills/products/read-products.ts';
import { askTheOspo } from '#assistant/skills/questions/ask-ospo.ts';
import {
  addAnswer,
  dismiss,
  openQuestionForm,
} from '#assistant/skills/questions/close-question.ts';
import { listQuestions, readQuestion } from '#assistant/skills/questions/read-questions.ts';
import { followRequest } from '#assistant/skills/requests/follow-request.ts';
import { showRequest } from '#assistant/skills/requests/read-requests.ts';
import { startRequest } from '#assistant/skills/requests/start-request.ts';
import { openStep, pressStep } from '#assistant/skills/requests/take-step.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import type { Action, ActionDefinition } from '#foundation/cards/action.ts';
import { payloadOf, readAction } from '#foundation/cards/read-action.ts';

/** From a button's action, unchecked as it came, to the skill behind it; `card` is the one that was pressed. */
export async function answerPress(
  received: unknown,
  card: string | undefined,
  steward: Steward,
): Promise<Answered> {
  const action = readAction(received);
  for (const press of presses) {
    const answering = action && press(action, card, steward);
    if (answering !== undefined) return answering;
  }
  return say(staleCard(), { kind: 'no-answer' });
}

type Press = (
  action: Action,
  card: string | undefined,
  steward: Steward,
) => Promise<Answered> | Answered | undefined;

/** What a press of this action does; undefined for every other. */
function on<P>(
  definition: ActionDefinition<P>,
  work: (payload: P, steward: Steward, card: string | undefined) => Promise<Answered> | Answered,
): Press {
  return (action, card, steward) => {
    const payload = payloadOf(definition, action);
    return payload === undefined ? undefined : work(payload, steward, card);
  };
}

const presses: readonly Press[] = [
  on(actions.askWithUse, ({ subject, said }, steward) => askSubject(subject, said, steward)),
  on(actions.askListWithUse, ({ list, said }, steward) => askListAgain(list, said, steward)),
  on(actions.askWords, ({ text }, steward) => grantWords(text, nothingBefore, steward)),
  on(actions.askAsMeant, ({ text, meant }, steward) => grantMeant(text, meant, steward)),
  on(actions.showSection, ({ section }, steward) => showSection(section, steward)),
  on(actions.showLicenseText, ({ id }) => showText(id)),
  on(actions.markHelpful, ({ about }, steward, card) => takeHelpful(about, card, steward)),
  on(actions.askWhyNotHelpful, ({ about }, steward, card) => askWhy(about, card, steward)),
  on(actions.answerFeedback, ({ id }, steward, card) => openAnswer(id, card, steward)),
  on(actions.markFeedbackRead, ({ id }, steward, card) => markRead(id, card, steward)),
  on(actions.askOspo, ({ id }, steward) => askTheOspo(id, steward)),
  on(actions.showOpenQuestions, ({ from }, steward) => listQuestions(from, steward)),
  on(actions.openQuestion, ({ id }, steward) => readQuestion(id, steward)),
  on(actions.answerQuestions, ({ ids }, steward, card) => openQuestionForm(ids, card, steward)),
  on(actions.dismissQuestions, ({ ids }, steward, card) => dismiss(ids, card, steward)),
  on(actions.addToHandbook, ({ id }, steward, card) => addAnswer(id, card, steward)),
  on(actions.startRequest, ({ form, known }, steward) => startRequest(form, known, steward)),
  on(actions.showRequest, ({ id }, steward) => showRequest(id, steward)),
  on(actions.readRequest, ({ id }, steward, card) => showRequest(id, steward, card)),
  on(actions.followRequest, ({ id }, steward, card) => followRequest(id, card, steward)),
  on(actions.takeRequestStep, (step, steward, card) => pressStep(step, card, steward)),
  on(actions.openRequestStep, (step, steward, card) => openStep(step, card, steward)),
  on(actions.openAbsence, ({ personId }, steward) => openAbsence(personId, steward)),
  on(actions.endAbsence, ({ id }, steward, card) => pressBack(id, card, steward)),
  on(actions.showProducts, ({ from }, steward) => showProductList(from, steward)),
  on(actions.showProduct, ({ id }, steward) => showAddedProduct(id, steward)),
  on(actions.addProduct, (what, steward) => openAddProduct(what, steward)),
  on(actions.changeProduct, ({ id }, steward, card) => openChangeProduct(id, card, steward)),
  on(actions.removeProduct, ({ id }, steward, card) => pressRemoveProduct(id, card, steward)),
  on(actions.writeBroadcast, ({ about }, steward) => openWrite(about, steward)),
  on(actions.passHandbookChange, (seen, steward, card) => passHandbook(seen, card, steward)),
  on(actions.changeBroadcast, ({ id }, steward, card) => openChange(id, card, steward)),
  on(actions.showBroadcast, (what, steward) => showAs(what, steward)),
  on(actions.testBroadcast, ({ id }, steward) => sendTest(id, steward)),
  on(actions.takeBroadcastStep, (step, steward, card) => pressBroadcastStep(step, card, steward)),
  on(actions.readBroadcast, ({ id }, steward) => readOne(id, steward)),
  on(actions.acknowledge, ({ id }, steward, card) => pressAcknowledge(id, card, steward)),
  on(actions.changeSubscription, (what, steward, card) => pressSubscription(what, card, steward)),
  on(actions.askInForm, () => openAsk()),
  on(actions.resumeForm, (form, steward) => resume(form, steward)),
  on(actions.retryDelivery, (_, steward, card) => tryAgain(card, steward)),
];

/** A button's words stand by themselves. */
async function nothingBefore(): Promise<undefined> {
  return undefined;
}
