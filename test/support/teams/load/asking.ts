import type { Question } from '../../load/asking.ts';
import { type Activities, placeOf } from './activities.ts';
import type { Deliver } from './steady-delivery.ts';

const questions = [
  'can I ship GPL-3.0 code in our iOS app?',
  'may I use MIT code in our product?',
] as const;

const PEOPLE = 200;

/** What people ask, each in their own conversation with the bot; each number asks something else than the one before. */
export function questionsTo(
  deliver: Deliver,
  activities: Activities,
): (number: number) => Question {
  return (number) => {
    const text = questions[number % questions.length] ?? '';
    const activity = activities.message(number % PEOPLE, text);
    return { place: placeOf(activity), send: () => deliver(activity) };
  };
}
