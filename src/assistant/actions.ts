import { z } from 'zod';
import { Subject } from '#assistant/memory.ts';
import { Intent } from '#assistant/understand/intent/intents.ts';
import { defineAction } from '#foundation/cards/action.ts';
import { PartialUse } from '#knowledge/policy/use.ts';

/** Asks again about the same subject, with what is now known of the use. */
export const askWithUse = defineAction(
  'ask.use@1',
  z.object({ subject: Subject, said: PartialUse }),
);

/** Asks a question as if it had been typed. */
export const askWords = defineAction('ask.words@1', z.object({ text: z.string().min(1).max(200) }));

/** Asks the same words again, as what somebody says that they meant. */
export const askAsMeant = defineAction(
  'ask.meant@1',
  z.object({ text: z.string().min(1).max(400), meant: Intent }),
);

/** Shows a section of the handbook, whole. */
export const showSection = defineAction(
  'handbook.section@1',
  z.object({ section: z.string().regex(/^[0-9a-f]{32}$/) }),
);

/** Asks again about a list that was handed over, with what is now known of the use. */
export const askListWithUse = defineAction(
  'ask.list@1',
  z.object({
    /** Fingerprint of the list, which is kept as long as a conversation is. */
    list: z.string().regex(/^[0-9a-f]{32}$/),
    said: PartialUse,
  }),
);

/** The answer that did not help: its title, what was asked about, and the policy's version. */
export const AnswerInWords = z.object({
  title: z.string().max(200),
  subject: z.string().max(400),
  policy: z.string().max(100),
  /** The subject is a question to the handbook, as it was typed. */
  isQuestion: z.boolean().exactOptional(),
});
export type AnswerInWords = z.infer<typeof AnswerInWords>;

/** Says that an answer helped. */
export const markHelpful = defineAction('feedback.helpful@1', z.object({ about: AnswerInWords }));

/** Asks the OSPO what the handbook does not say, to be told the answer. */
export const askOspo = defineAction('question.ask@1', z.object({ id: z.uuid() }));

/** Shows the OSPO what people asked in vain, from this place of the list on. */
export const showOpenQuestions = defineAction(
  'question.list@1',
  z.object({ from: z.int().min(0).max(10_000) }),
);

/** Shows the OSPO a question with those that ask the same. */
export const openQuestion = defineAction('question.open@1', z.object({ id: z.uuid() }));

/** Questions that ask the same, the one that stands for them first. */
const SameQuestions = z.object({ ids: z.array(z.uuid()).min(1).max(20) });

/** Opens the form in which the OSPO answers questions. */
export const answerQuestions = defineAction('question.answer@1', SameQuestions);

/** Closes questions without an answer. */
export const dismissQuestions = defineAction('question.dismiss@1', SameQuestions);

/** Writes the OSPO's answer to a question into the handbook. */
export const addToHandbook = defineAction('question.add@1', z.object({ id: z.uuid() }));

/** Asks why an answer did not help. */
export const askWhyNotHelpful = defineAction('feedback.ask@1', z.object({ about: AnswerInWords }));

/** Marks feedback as read by the OSPO. */
export const markFeedbackRead = defineAction('feedback.read@1', z.object({ id: z.uuid() }));

/** Opens the form in which the OSPO answers a note. */
export const answerFeedback = defineAction('feedback.answer@1', z.object({ id: z.uuid() }));

/** Tries again to deliver what could not be delivered. */
export const retryDelivery = defineAction('delivery.retry@1', z.object({}));

/** Opens the form in which a question is asked. */
export const askInForm = defineAction('ask.form@1', z.object({}));

/** Opens a form again, with what was typed into it. */
export const resumeForm = defineAction(
  'form.resume@1',
  z.object({ form: z.string().min(1).max(100), context: z.string().min(1).max(100) }),
);

/** Shows the text of a license. */
export const showLicenseText = defineAction(
  'license.text@1',
  z.object({ id: z.string().min(1).max(200) }),
);

/** Opens a form in which something is asked of the office. */
export const startRequest = defineAction(
  'request.start@1',
  z.object({
    form: z.string().min(1).max(40),
    /** What is known already, by field. */
    known: z.record(z.string().max(40), z.string().max(300)),
  }),
);

/** Shows a request as it is now. */
export const showRequest = defineAction('request.show@1', z.object({ id: z.uuid() }));

/** Opens a request on the card that was sent for it. */
export const readRequest = defineAction('request.read@1', z.object({ id: z.uuid() }));

/** Wants to hear what comes of a request that asks for the same. */
export const followRequest = defineAction('request.follow@1', z.object({ id: z.uuid() }));

const seen = { id: z.uuid(), version: z.int().min(1) };

/** Takes a step that needs no words; `version` of the request as the card showed it. */
export const takeRequestStep = defineAction(
  'request.step@1',
  z.object({ ...seen, step: z.enum(['approve', 'withdraw', 'undo']) }),
);

/** Opens the form for a step that needs words. */
export const openRequestStep = defineAction(
  'request.words@1',
  z.object({
    ...seen,
    step: z.enum([
      'ask',
      'answer',
      'approve-with-conditions',
      'reject',
      'resubmit',
      'reassign',
      'legal-note',
      'other',
    ]),
  }),
);

/** Opens the form in which somebody says when they are away; of the OSPO also for whom they say it. */
export const openAbsence = defineAction(
  'absence.open@1',
  z.object({ personId: z.uuid().exactOptional() }),
);

/** Says that somebody is back. */
export const endAbsence = defineAction('absence.end@1', z.object({ id: z.uuid() }));

/** Shows what the company makes, from this place of the list on. */
export const showProducts = defineAction(
  'product.list@1',
  z.object({ from: z.int().min(0).max(10_000) }),
);

/** Shows a product that was added in chat. */
export const showProduct = defineAction('product.show@1', z.object({ id: z.uuid() }));

/** Opens the form in which the OSPO adds a product. */
export const addProduct = defineAction(
  'product.add@1',
  z.object({
    name: z.string().min(1).max(80).exactOptional(),
    /** One that was removed, to be added with what was kept of it. */
    again: z.uuid().exactOptional(),
  }),
);

/** Opens the form in which the OSPO changes what is kept of a product. */
export const changeProduct = defineAction('product.change@1', z.object({ id: z.uuid() }));

/** Takes a product off the list. */
export const removeProduct = defineAction('product.remove@1', z.object({ id: z.uuid() }));

/** Opens the form in which the OSPO writes to many; of a policy or handbook that was changed with what changed filled in. */
export const writeBroadcast = defineAction(
  'broadcast.write@1',
  z.object({ about: z.enum(['policy', 'handbook']).exactOptional() }),
);

/** Says that nobody need be told of a change of the handbook, as the card showed it. */
export const passHandbookChange = defineAction(
  'handbook.pass@1',
  z.object({ offer: z.uuid(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
);

/** Opens the form in which the OSPO changes a draft, or corrects what has begun to go out. */
export const changeBroadcast = defineAction('broadcast.change@1', z.object({ id: z.uuid() }));

/** Shows the OSPO a broadcast: how it stands, as its readers see it, or who has confirmed it. */
export const showBroadcast = defineAction(
  'broadcast.show@1',
  z.object({ id: z.uuid(), as: z.enum(['desk', 'preview', 'report']) }),
);

/** Sends it to whoever presses, on each of their platforms, as its readers would get it. */
export const testBroadcast = defineAction('broadcast.test@1', z.object({ id: z.uuid() }));

/** Takes a step with a broadcast; `version` as the card showed it. */
export const takeBroadcastStep = defineAction(
  'broadcast.step@1',
  z.object({
    ...seen,
    step: z.enum(['send', 'approve', 'take-back', 'pause', 'resume', 'cancel', 'retry', 'remind']),
  }),
);

/** Shows somebody a broadcast that they got. */
export const readBroadcast = defineAction('broadcast.read@1', z.object({ id: z.uuid() }));

/** Says that they have read it. */
export const acknowledge = defineAction('broadcast.acknowledge@1', z.object({ id: z.uuid() }));

/** Wants to hear of a topic from now on, or does not; `news` is all that is no policy. */
export const changeSubscription = defineAction(
  'subscription.change@1',
  z.object({ topic: z.string().min(1).max(40), wanted: z.boolean() }),
);
