import { z } from 'zod';
import { unreachable } from '#foundation/kernel/unreachable.ts';

/**
 * Everything the audit log can say. Ids and hashes only: names and texts live in tables that can be erased.
 * Adding a kind is fine; changing one needs a migration.
 */
export const AuditEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person.created'), personId: z.uuid() }),
  z.object({
    kind: z.literal('account.linked'),
    personId: z.uuid(),
    platform: z.string(),
    /** `saltedHash` of the platform and its id for the person. */
    account: z.string(),
  }),
  z.object({
    kind: z.literal('policy.activated'),
    version: z.string(),
    /** Of the policy file as it was read, in hexadecimal. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    profile: z.string(),
  }),
  z.object({
    kind: z.literal('feedback.given'),
    feedbackId: z.uuid(),
    /** Its kind, such as `wrong`; what was written is not here. */
    reason: z.string(),
  }),
  z.object({ kind: z.literal('feedback.handled'), feedbackId: z.uuid() }),
  z.object({ kind: z.literal('question.opened'), questionId: z.uuid() }),
  z.object({ kind: z.literal('question.asked'), questionId: z.uuid() }),
  z.object({ kind: z.literal('question.answered'), questionId: z.uuid() }),
  z.object({ kind: z.literal('question.dismissed'), questionId: z.uuid() }),
  z.object({
    kind: z.literal('handbook.added'),
    questionId: z.uuid(),
    /** Of the page as it was written, in hexadecimal. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** Whether it is a file in the handbook's folder, or is kept in the database. */
    where: z.enum(['folder', 'database']),
  }),
  z.object({
    kind: z.literal('handbook.changed'),
    /** Of its words, in hexadecimal; as below. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  z.object({ kind: z.literal('handbook.passed'), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.object({ kind: z.literal('product.added'), productId: z.uuid() }),
  z.object({ kind: z.literal('product.changed'), productId: z.uuid() }),
  z.object({ kind: z.literal('product.removed'), productId: z.uuid() }),
  z.object({
    kind: z.literal('absence.set'),
    absenceId: z.uuid(),
    /** Who is away, and who covers; null where the others of their groups do. */
    personId: z.uuid(),
    deputyId: z.uuid().nullable(),
    firstDay: z.iso.date(),
    lastDay: z.iso.date(),
  }),
  z.object({
    kind: z.literal('absence.ended'),
    absenceId: z.uuid(),
    personId: z.uuid(),
    /** In the zone of the office's calendar. */
    day: z.iso.date(),
  }),
  z.object({ kind: z.literal('request.followed'), requestId: z.uuid() }),
  z.object({ kind: z.literal('request.noted'), requestId: z.uuid() }),
  z.object({
    kind: z.literal('request.submitted'),
    requestId: z.uuid(),
    form: z.string(),
    formVersion: z.int(),
  }),
  z.object({
    kind: z.literal('request.step'),
    requestId: z.uuid(),
    /** Its name in the lifecycle, such as `approve`; what was said is not here. */
    step: z.string(),
    /** Of the request after it. */
    version: z.int(),
  }),
  z.object({ kind: z.literal('broadcast.drafted'), broadcastId: z.uuid() }),
  z.object({
    kind: z.literal('broadcast.changed'),
    broadcastId: z.uuid(),
    /** Of the broadcast after it, as below. */
    version: z.int(),
  }),
  z.object({ kind: z.literal('broadcast.corrected'), broadcastId: z.uuid(), version: z.int() }),
  z.object({
    kind: z.literal('broadcast.step'),
    broadcastId: z.uuid(),
    /** Its name in the lifecycle, such as `approve`. */
    step: z.string(),
    version: z.int(),
  }),
  z.object({ kind: z.literal('broadcast.started'), broadcastId: z.uuid(), people: z.int() }),
  z.object({ kind: z.literal('broadcast.finished'), broadcastId: z.uuid() }),
  z.object({ kind: z.literal('broadcast.reminded'), broadcastId: z.uuid(), people: z.int() }),
  z.object({ kind: z.literal('broadcast.acknowledged'), broadcastId: z.uuid() }),
  z.object({ kind: z.literal('subscription.wanted'), topic: z.string() }),
  z.object({ kind: z.literal('subscription.unwanted'), topic: z.string() }),
]);
export type AuditEntry = z.infer<typeof AuditEntry>;

/** The name of every entry; the README lists them, kept true by a test. */
export const auditActions = AuditEntry.options.map((entry) => entry.shape.kind.value);

/** One sentence for people; whoever shows it adds who and when. */
export function describeAuditEntry(entry: AuditEntry): string {
  switch (entry.kind) {
    case 'person.created':
      return 'A person was seen for the first time.';
    case 'account.linked':
      return `An account on ${entry.platform} was linked to the person.`;
    case 'policy.activated':
      return `Policy ${entry.version} (profile ${entry.profile}) became active; its fingerprint begins with ${entry.sha256.slice(0, 12)}.`;
    case 'feedback.given':
      return `Somebody said that an answer did not help (${entry.reason}).`;
    case 'feedback.handled':
      return 'The OSPO marked feedback on an answer as read.';
    case 'question.opened':
      return 'The handbook did not answer a question, which became an open one.';
    case 'question.asked':
      return 'Somebody asked the OSPO an open question, to be told the answer.';
    case 'question.answered':
      return 'The OSPO answered an open question.';
    case 'question.dismissed':
      return 'The OSPO dismissed an open question without an answer.';
    case 'handbook.added':
      return `The answer to an open question was added to the handbook, ${entry.where === 'folder' ? 'as a file in its folder' : 'kept in the database'}; its fingerprint begins with ${entry.sha256.slice(0, 12)}.`;
    case 'handbook.changed':
      return `The handbook had changed; the fingerprint of its words begins with ${entry.sha256.slice(0, 12)}.`;
    case 'handbook.passed':
      return `The OSPO decided that nobody need be told of a change of the handbook; the fingerprint of its words begins with ${entry.sha256.slice(0, 12)}.`;
    case 'product.added':
      return 'The OSPO added a product.';
    case 'product.changed':
      return 'The OSPO changed what is kept of a product.';
    case 'product.removed':
      return 'The OSPO took a product off the list.';
    case 'absence.set':
      return `Somebody is away from ${entry.firstDay} to ${entry.lastDay}, ${entry.deputyId === null ? 'and nobody is named who covers' : 'and somebody covers for them'}.`;
    case 'absence.ended':
      return `Somebody is back, or did not go, on ${entry.day}.`;
    case 'request.followed':
      return 'Somebody who wanted the same as a request asked to hear what comes of it.';
    case 'request.noted':
      return 'The legal group noted something on a request, for itself only.';
    case 'request.submitted':
      return `A request was handed in (form ${entry.form}, version ${entry.formVersion}).`;
    case 'request.step':
      return `A step was taken with a request: ${entry.step}.`;
    case 'broadcast.drafted':
      return 'The OSPO drafted a broadcast.';
    case 'broadcast.changed':
      return 'The OSPO changed the draft of a broadcast.';
    case 'broadcast.corrected':
      return 'The OSPO corrected a broadcast that had begun to go out, also where it stood already.';
    case 'broadcast.step':
      return `A step was taken with a broadcast: ${entry.step}.`;
    case 'broadcast.started':
      return `A broadcast to ${entry.people} people began to go out.`;
    case 'broadcast.finished':
      return 'Nothing of a broadcast was left to send.';
    case 'broadcast.reminded':
      return `Those who had not acknowledged a broadcast were reminded: ${entry.people} people.`;
    case 'broadcast.acknowledged':
      return 'Somebody acknowledged a broadcast as read.';
    case 'subscription.wanted':
      return `Somebody wants to hear of a topic: ${entry.topic}.`;
    case 'subscription.unwanted':
      return `Somebody does not want to hear of a topic: ${entry.topic}.`;
    default:
      return unreachable(entry);
  }
}
