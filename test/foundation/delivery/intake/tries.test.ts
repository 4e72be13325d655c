import { describe, expect, it } from 'vitest';
import { codeOf, triesFor, waitAfter } from '#foundation/delivery/intake/tries.ts';
import { StewardError } from '#foundation/kernel/errors.ts';

const busy = new StewardError('unavailable', 'away', { advice: 'Please try again.' });

describe('another try', () => {
  it('is made often for what passes, and once for a mistake of ours', () => {
    const misuse = new StewardError('invalid-input', 'wrong', { advice: 'Please say it again.' });

    expect(triesFor(busy)).toBe(8);
    expect([new TypeError('x'), 'thrown', undefined, misuse].map(triesFor)).toEqual([2, 2, 2, 2]);
  });

  it('waits twice as long each time, a quarter more or less, and ten minutes at the most', () => {
    for (let attempt = 1; attempt <= 20; attempt++) {
      const meant = Math.min(600_000, 5000 * 2 ** (attempt - 1));
      const wait = waitAfter(attempt, 5000);

      expect(wait).toBeGreaterThanOrEqual(meant * 0.75);
      expect(wait).toBeLessThanOrEqual(meant * 1.25);
    }
  });
});

describe('codeOf', () => {
  it('is the code of our errors, and a bug for all others', () => {
    expect([busy, new TypeError('x'), null].map(codeOf)).toEqual(['unavailable', 'bug', 'bug']);
  });
});
