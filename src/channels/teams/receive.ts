import type { AnswerAsked } from '#channels/teams/conversation/answer.ts';
import { arrivalOf } from '#channels/teams/receive/arrival.ts';
import type { Heard } from '#channels/teams/receive/heard.ts';
import type { Receive } from '#channels/teams/receive/http.ts';
import { readActivity } from '#channels/teams/receive/read-activity.ts';
import { readInvoke } from '#channels/teams/receive/read-invoke.ts';
import type { Intake } from '#foundation/delivery/intake/intake.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';

export interface ReceiveOptions {
  readonly intake: Pick<Intake<Heard>, 'take'>;
  readonly answerAsked: AnswerAsked;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Takes what Teams sent, once it is known to be from Teams: keeps it before anything is done about it, and answers.
 * Throws `unavailable`, unanswered, when no more can be held.
 */
export function createReceive({ intake, answerAsked, clock, log }: ReceiveOptions): Receive {
  return async (activity, body, since) => {
    if (activity.type === 'invoke') {
      const asked = readInvoke(activity);
      // As the Bot Framework answers what a bot does not know.
      if (!asked) return { status: 501 };
      return answerAsked(asked, arrivalOf(asked, activity, body, clock.now()), since);
    }
    const heard = readActivity(activity);
    if (heard) await intake.take(heard, arrivalOf(heard, activity, body, clock.now()), since);
    else log.debug({ type: activity.type }, 'nothing to us came from Teams');
    return { status: 200 };
  };
}
