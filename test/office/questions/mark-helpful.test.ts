import { describe, expect, it } from 'vitest';
import { movableClock } from '#foundation/kernel/clock.ts';
import { recentEntries } from '#foundation/store/audit-log.ts';
import { feedback, notices } from '#foundation/store/schema.ts';
import { findFeedbackOn, openFeedback } from '#office/questions/feedback.ts';
import { markHelpful } from '#office/questions/mark-helpful.ts';
import { testDatabase } from '../../support/database.ts';

const about = { title: 'Yes', subject: 'MIT', policy: '2026.1' };

describe('an answer that helped', () => {
  const test = testDatabase();
  const clock = movableClock(new Date('2026-03-02T10:00:00Z'));

  it('is counted once for each card, names nobody and asks nobody to read it', async () => {
    for (const _ of [1, 2]) await markHelpful(test.db, { about, card: 'test:1' }, clock);
    await markHelpful(test.db, { about, card: undefined }, clock);

    const rows = await test.db.select().from(feedback);
    expect(rows.map(({ reason, personId }) => [reason, personId])).toEqual([
      ['helpful', null],
      ['helpful', null],
    ]);
    expect(await openFeedback(test.db, 10)).toEqual([]);
    expect(await test.db.select().from(notices)).toEqual([]);
    expect(await recentEntries(test.db, 10)).toHaveLength(2);
  });

  it('can still be said not to help by somebody else', async () => {
    await markHelpful(test.db, { about, card: 'test:1' }, clock);

    expect(await findFeedbackOn(test.db, 'test:1')).toBeUndefined();
  });
});
