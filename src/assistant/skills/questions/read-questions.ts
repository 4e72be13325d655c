import { type Answered, type Overseeing, say } from '#assistant/answering.ts';
import { forOspo } from '#assistant/skills/questions/for-ospo.ts';
import {
  closedQuestionCard,
  openQuestionsCard,
  questionCard,
  questionOverCard,
} from '#assistant/views/questions/ospo-cards.ts';

/** Shows the OSPO what people asked in vain. */
export function listQuestions(from: number, overseeing: Overseeing): Promise<Answered> {
  return forOspo(overseeing, async ({ db, openQuestions }) =>
    say(openQuestionsCard(await openQuestions(db), from)),
  );
}

/** Shows the OSPO one question, with those that ask the same. */
export function readQuestion(id: string, overseeing: Overseeing): Promise<Answered> {
  return forOspo(overseeing, async ({ db, clusterAround, findQuestion }) => {
    const cluster = await clusterAround(db, id);
    if (cluster) {
      const ids = cluster.questions.map((one) => one.id);
      const about = { subject: { kind: 'open-question', ids }, said: {} } as const;
      return say(questionCard(cluster), { kind: 'said' }, about);
    }
    const question = await findQuestion(db, id);
    return say(question ? closedQuestionCard(question, undefined) : questionOverCard());
  });
}
