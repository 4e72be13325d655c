import type { Question } from '../../load/asking.ts';
import type { Sender } from '../sender.ts';

const questions = [
  'can I ship GPL-3.0 code in our iOS app?',
  'may I use MIT code in our product?',
] as const;

const PEOPLE = 200;

/** What people ask, each in their own conversation with the app; each number asks something else than the one before. */
export function questionsTo(sender: Sender): (number: number) => Question {
  return (number) => {
    const person = String(number % PEOPLE).padStart(4, '0');
    const channel = `D0LOAD${person}`;
    const text = questions[number % questions.length] ?? '';
    const event = { user: `U0LOAD${person}`, channel, text };
    return { place: channel, send: () => sender.event('message-im', event) };
  };
}
