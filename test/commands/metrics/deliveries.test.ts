import { describe, expect, it } from 'vitest';
import { compose } from '#compose.ts';
import { readConfig } from '#config.ts';
import { tell } from '#foundation/delivery/notice.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { noMeasure } from '#foundation/kernel/measure/measure.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { notices } from '#foundation/store/schema.ts';
import { questions } from '#foundation/store/tables/questions.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { questionNotices } from '#office/questions/record-question.ts';
import { testDatabase } from '../../support/database.ts';
import { fakeChannel } from '../../support/fake-channel.ts';

describe('what people are told', () => {
  const test = testDatabase();

  async function answeredQuestion(): Promise<{ kind: string; matter: string }> {
    const id = newId();
    const now = systemClock.now();
    await test.db.insert(questions).values({
      id,
      text: 'Who pays for marzipan?',
      words: id,
      times: 1,
      createdAt: now,
      lastAt: now,
      closedAt: now,
      answer: 'Nobody.',
    });
    return { kind: questionNotices.closed, matter: id };
  }

  it('is counted by platform, and apart from what goes to many', async () => {
    const counted: string[] = [];
    const { startDelivery } = await compose(readConfig({}), {
      loaded: await loadOffice(undefined),
      database: test.database,
      measure: { ...noMeasure, delivered: (...words) => void counted.push(words.join(' ')) },
      log: silentLog,
    });
    const account = { platform: 'slack', externalId: 'T1/U1' };
    const personId = await personFor(test.db, account, systemClock);
    const now = systemClock.now();
    await tell(test.db, await answeredQuestion(), { kind: 'person', personId }, now);
    await test.db.insert(notices).values({
      id: newId(),
      ...(await answeredQuestion()),
      recipient: `person:${personId}`,
      wanted: 1,
      sent: 0,
      state: 'waiting',
      lane: 'slack:T1',
      dueAt: now,
      attempts: 0,
      createdAt: now,
      changedAt: now,
    });
    const channel = fakeChannel('slack');

    const delivery = await startDelivery(() => [channel]);
    await delivery.idle();
    await delivery.stop();

    expect(channel.sends).toHaveLength(2);
    expect(counted.sort()).toEqual(['slack bulk sent', 'slack direct sent']);
  });
});
