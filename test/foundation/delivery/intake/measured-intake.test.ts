import { describe, expect, it, onTestFinished } from 'vitest';
import { createMeasuredIntake } from '#foundation/delivery/intake/measured-intake.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { testDatabase } from '../../../support/database.ts';
import { databaseSwitch } from '../../../support/switchable.ts';

describe('what is counted of an intake', () => {
  const test = testDatabase();
  const database = databaseSwitch(test);

  function open(handle: () => Promise<readonly []> = async () => []) {
    const counted: string[][] = [];
    const intake = createMeasuredIntake<string>(
      { db: test.db, platform: 'slack', clock: systemClock, log: silentLog, read: String, handle },
      {
        answered() {},
        delivered() {},
        arrived: (...words) => void counted.push(words),
        failedToDeal: (...words) => void counted.push(['failed', ...words]),
      },
    );
    onTestFinished(() => intake.stop());
    return { intake, counted };
  }
  const arrival = (id: string) => ({ id, body: 'marzipan', sentAt: systemClock.now() });

  it('is what came, and what had come before', async () => {
    const { intake, counted } = open();

    await intake.take('marzipan', arrival('1'));
    await intake.take('marzipan', arrival('1'));
    await intake.dealNow(arrival('2'), async () => ({ result: 'known', cards: [] }));
    await intake.dealNow(arrival('2'), async () => ({ result: 'known', cards: [] }));
    await intake.idle();

    expect(counted.map(([, outcome]) => outcome)).toEqual(['taken', 'known', 'taken', 'known']);
  });

  it('is each try that failed', async () => {
    const { intake, counted } = open(() => Promise.reject(new TypeError('marzipan')));

    await intake.take('marzipan', arrival('1'));
    await intake.idle();
    const dealing = intake.dealNow(arrival('2'), () => Promise.reject(new TypeError('marzipan')));
    await expect(dealing).rejects.toThrow(TypeError);

    expect(counted).toEqual([
      ['slack', 'taken'],
      ['failed', 'slack'],
      ['slack', 'taken'],
      ['failed', 'slack'],
    ]);
  });

  it('is what could not be kept', async () => {
    const { intake, counted } = open();
    database.goAway();
    const dealing = intake.dealNow(arrival('1'), async () => ({ result: 'done', cards: [] }));
    await expect(dealing).rejects.toMatchObject({ code: 'unavailable' });
    database.comeBack();
    await intake.stop();

    await expect(intake.take('marzipan', arrival('1'))).rejects.toMatchObject({
      code: 'unavailable',
    });

    expect(counted).toEqual([
      ['slack', 'refused'],
      ['slack', 'refused'],
    ]);
  });
});
