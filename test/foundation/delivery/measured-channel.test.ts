import { describe, expect, it } from 'vitest';
import { measuredChannel } from '#foundation/delivery/measured-channel.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { noMeasure } from '#foundation/kernel/measure/measure.ts';
import { type Answer, fakeChannel } from '../../support/fake-channel.ts';
import { sampleCards } from '../../support/sample-cards.ts';

const ADA = { platform: 'slack', externalId: 'T1/marzipan' };
const sending = { key: 'k', isRetry: false };

describe('what is counted of a channel', () => {
  const counted: string[][] = [];
  const channel = fakeChannel('slack');
  const measured = measuredChannel(channel, 'bulk', {
    ...noMeasure,
    delivered: (...words) => void counted.push(words),
  });

  it.each<[string, Answer, readonly string[]]>([
    ['sent', { kind: 'sent', message: 'slack:T1/1' }, ['sent']],
    ['for nobody who is there', { kind: 'unreachable' }, ['unreachable']],
    ['put off', { kind: 'later', afterMs: 1000 }, ['later']],
    ['changed', { kind: 'changed' }, ['sent']],
    ['gone', { kind: 'gone' }, []],
  ])('is what was %s', async (_, answer, outcomes) => {
    counted.length = 0;
    channel.next.push(async () => answer);
    const isChange = answer.kind === 'changed' || answer.kind === 'gone';

    const given = isChange
      ? await measured.change('slack:T1/1', (card) => card)
      : await measured.send(ADA, sampleCards.yes, sending);

    expect(given).toEqual(answer);
    expect(counted).toEqual(outcomes.map((outcome) => ['slack', 'bulk', outcome]));
  });

  it('is what failed, which fails all the same', async () => {
    counted.length = 0;
    const cause = new StewardError('unavailable', 'away', { advice: 'Try again.' });
    channel.next.push(() => Promise.reject(cause));

    await expect(measured.send(ADA, sampleCards.yes, sending)).rejects.toBe(cause);

    expect(counted).toEqual([['slack', 'bulk', 'failed']]);
  });
});
