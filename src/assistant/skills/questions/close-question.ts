import { answerQuestions } from '#assistant/actions.ts';
import {
  type Answered,
  answered,
  type Overseeing,
  onCard,
  type SentForm,
  say,
} from '#assistant/answering.ts';
import type { Recalled } from '#assistant/memory.ts';
import { forOspo } from '#assistant/skills/questions/for-ospo.ts';
import type { Reply } from '#assistant/turn.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import {
  addedCard,
  alreadyAddedCard,
  answerTooLateCard,
  closedQuestionCard,
  onlyOspoQuestionsCard,
  questionOverCard,
  whichQuestionCard,
} from '#assistant/views/questions/ospo-cards.ts';
import { ANSWER_MOST, questionForm } from '#assistant/views/questions/question-form.ts';
import type { Card } from '#foundation/cards/card.ts';
import { checkAnswers } from '#foundation/cards/check-answers.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Closed } from '#office/questions/close-questions.ts';

/** Opens the form in which the OSPO answers questions that ask the same. */
export function openQuestionForm(
  ids: readonly string[],
  card: string | undefined,
  overseeing: Overseeing,
): Promise<Answered> {
  return forOspo(overseeing, async ({ db, findQuestion }) => {
    const question = await findQuestion(db, ids[0] ?? '');
    if (!question) return say(questionOverCard());
    if (question.closed) return onCard(card, closedQuestionCard(question, undefined));
    return answered({
      kind: 'form',
      form: questionForm(question, ids.length - 1),
      context: { ids: [...ids] },
    });
  });
}

/** Takes the OSPO's answer: all who asked for it are told. */
export async function takeQuestionAnswer(
  sent: SentForm,
  overseeing: Overseeing,
): Promise<Answered> {
  const context = answerQuestions.payload.safeParse(sent.context);
  if (!context.success) return say(staleCard());
  const { ids } = context.data;
  return forOspo(overseeing, async ({ db, findQuestion, closeQuestions }) => {
    const question = await findQuestion(db, ids[0] ?? '');
    if (!question) return say(questionOverCard());
    const form = questionForm(question, ids.length - 1);
    const checked = checkAnswers(form, sent.answers);
    if (checked.kind === 'invalid') {
      const { kept, errors } = checked;
      return answered({ kind: 'form', form, context: context.data, kept, errors });
    }
    const answer = String(checked.values.answer);
    const { personId, roles, clock } = overseeing;
    const closed = await closeQuestions(db, ids, { personId, roles, clock, answer });
    return sayClosed(closed, { card: sent.card, answer }, overseeing);
  });
}

/** Takes an answer that was written in the conversation, under the question that was opened there. */
export function answerInThread(
  answer: string,
  before: Recalled | undefined,
  overseeing: Overseeing,
): Promise<Answered> {
  return forOspo(overseeing, async ({ db, closeQuestions }) => {
    if (before?.subject.kind !== 'open-question') return say(whichQuestionCard(answer));
    const words = answer.slice(0, ANSWER_MOST).toWellFormed();
    const { personId, roles, clock } = overseeing;
    const closed = await closeQuestions(db, before.subject.ids, {
      personId,
      roles,
      clock,
      answer: words,
    });
    return sayClosed(closed, { card: undefined, answer: words }, overseeing);
  });
}

/** Closes questions without an answer; who waited for one is told so. */
export function dismiss(
  ids: readonly string[],
  card: string | undefined,
  overseeing: Overseeing,
): Promise<Answered> {
  return forOspo(overseeing, async ({ db, closeQuestions }) => {
    const { personId, roles, clock } = overseeing;
    const closed = await closeQuestions(db, ids, { personId, roles, clock });
    return sayClosed(closed, { card, answer: undefined }, overseeing);
  });
}

/** Writes the answer into the handbook. */
export function addAnswer(
  id: string,
  card: string | undefined,
  overseeing: Overseeing,
): Promise<Answered> {
  return forOspo(overseeing, async ({ db, addToHandbook, findQuestion }) => {
    const { personId, roles, clock, office, handbookFolder: folder } = overseeing;
    const by = { personId, roles, clock, folder, owner: office.contact.who };
    const added = await addToHandbook(db, id, by);
    switch (added.kind) {
      case 'added': {
        const question = await findQuestion(db, id);
        const edits = question ? edit(card, closedQuestionCard(question, undefined)) : [];
        return { replies: [...edits, ...say(addedCard(added)).replies] };
      }
      case 'already-added': {
        const edits = edit(card, closedQuestionCard(added.question, undefined));
        return { replies: [...edits, ...say(alreadyAddedCard()).replies] };
      }
      case 'no-answer':
        return say(questionOverCard());
      case 'not-ospo':
        return say(onlyOspoQuestionsCard(office.contact));
      default:
        return unreachable(added);
    }
  });
}

/** What came of it; an answer that came too late comes back to who wrote it. */
function sayClosed(
  closed: Closed,
  { card, answer }: { readonly card: string | undefined; readonly answer: string | undefined },
  { office }: Pick<Overseeing, 'office'>,
): Answered {
  switch (closed.kind) {
    case 'closed':
      return onCard(card, closedQuestionCard(closed.question, closed.told));
    case 'already-closed': {
      const now = closedQuestionCard(closed.question, undefined);
      if (answer === undefined) return onCard(card, now);
      const late = say(answerTooLateCard(closed.question, answer));
      return { replies: [...edit(card, now), ...late.replies] };
    }
    case 'not-ospo':
      return say(onlyOspoQuestionsCard(office.contact));
    case 'not-found':
      return say(questionOverCard());
    default:
      return unreachable(closed);
  }
}

function edit(card: string | undefined, now: Card): readonly Reply[] {
  return card === undefined ? [] : [{ kind: 'edit', card, edit: () => now }];
}
