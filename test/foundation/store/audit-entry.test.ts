import { describe, expect, it } from 'vitest';
import { AuditEntry, auditActions, describeAuditEntry } from '#foundation/store/audit-entry.ts';

const personId = '0198a7e4-6a52-7d3c-9f10-000000000001';
const entries: readonly AuditEntry[] = [
  { kind: 'person.created', personId },
  { kind: 'account.linked', personId, platform: 'slack', account: 'a'.repeat(64) },
  { kind: 'policy.activated', version: '3', sha256: 'b'.repeat(64), profile: 'balanced' },
  { kind: 'feedback.given', feedbackId: personId, reason: 'wrong' },
  { kind: 'feedback.handled', feedbackId: personId },
  { kind: 'question.opened', questionId: personId },
  { kind: 'question.asked', questionId: personId },
  { kind: 'question.answered', questionId: personId },
  { kind: 'question.dismissed', questionId: personId },
  { kind: 'handbook.added', questionId: personId, sha256: 'c'.repeat(64), where: 'folder' },
  { kind: 'handbook.changed', sha256: 'd'.repeat(64) },
  { kind: 'handbook.passed', sha256: 'e'.repeat(64) },
  { kind: 'product.added', productId: personId },
  { kind: 'product.changed', productId: personId },
  { kind: 'product.removed', productId: personId },
  {
    kind: 'absence.set',
    absenceId: personId,
    personId,
    deputyId: null,
    firstDay: '2026-12-01',
    lastDay: '2026-12-05',
  },
  { kind: 'absence.ended', absenceId: personId, personId, day: '2026-12-03' },
  { kind: 'request.followed', requestId: personId },
  { kind: 'request.noted', requestId: personId },
  { kind: 'request.submitted', requestId: personId, form: 'use', formVersion: 1 },
  { kind: 'request.step', requestId: personId, step: 'approve', version: 2 },
  { kind: 'broadcast.drafted', broadcastId: personId },
  { kind: 'broadcast.changed', broadcastId: personId, version: 2 },
  { kind: 'broadcast.corrected', broadcastId: personId, version: 3 },
  { kind: 'broadcast.step', broadcastId: personId, step: 'approve', version: 2 },
  { kind: 'broadcast.started', broadcastId: personId, people: 100 },
  { kind: 'broadcast.finished', broadcastId: personId },
  { kind: 'broadcast.reminded', broadcastId: personId, people: 20 },
  { kind: 'broadcast.acknowledged', broadcastId: personId },
  { kind: 'subscription.wanted', topic: 'security' },
  { kind: 'subscription.unwanted', topic: 'news' },
];

describe('an audit entry', () => {
  it('is one of the names that are listed', () => {
    expect(entries.map((entry) => entry.kind)).toEqual(auditActions);
  });

  it.each(entries)('reads as a sentence: $kind', (entry) => {
    const sentence = describeAuditEntry(entry);

    expect(sentence).toMatch(/^[A-Z].+\.$/);
    expect(sentence).not.toContain(personId);
  });

  it('is refused when it is of no kind we know', () => {
    const parsed = AuditEntry.safeParse({ kind: 'person.renamed', personId });

    expect(parsed.success).toBe(false);
  });
});
