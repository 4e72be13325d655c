import { describe, expect, it } from 'vitest';
import { SlackBusy, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import { isTooDeep } from '#channels/slack/receive/is-too-deep.ts';
import { codeOf, triesFor, waitAfter } from '#channels/slack/receive/tries.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type FixtureName, fixture } from '../../../support/slack/fixtures.ts';

const busy = new SlackBusy('status 503');

describe('another try', () => {
  it('is made often for what passes, and once for a mistake of ours', () => {
    const misuse = new StewardError('invalid-input', 'wrong', { advice: 'Please say it again.' });

    expect([busy, new SlackRefusal('x')].map(triesFor)).toEqual([8, 8]);
    expect([new TypeError('x'), 'thrown', undefined, misuse].map(triesFor)).toEqual([2, 2, 2, 2]);
  });

  it('waits twice as long each time, a quarter more or less, and ten minutes at the most', () => {
    for (let attempt = 1; attempt <= 20; attempt++) {
      const meant = Math.min(600_000, 5000 * 2 ** (attempt - 1));
      const wait = waitAfter(busy, attempt, 5000);

      expect(wait).toBeGreaterThanOrEqual(meant * 0.75);
      expect(wait).toBeLessThanOrEqual(meant * 1.25);
    }
  });

  it('waits exactly as long as Slack says', () => {
    expect(waitAfter(new SlackBusy('too many calls', 7000), 3, 5000)).toBe(7000);
  });
});

describe('codeOf', () => {
  it('is the code of our errors, and a bug for all others', () => {
    expect([busy, new TypeError('x'), null].map(codeOf)).toEqual(['unavailable', 'bug', 'bug']);
  });
});

describe('isTooDeep', () => {
  it.each<FixtureName>([
    'message-im',
    'message-im-with-file',
    'block-actions-message',
    'view-submission',
  ])('lets %s pass', (name) => {
    expect(isTooDeep(fixture(name))).toBe(false);
  });

  it.each([0, 99, 100])('lets %d levels pass', (levels) => {
    expect(isTooDeep(nested(levels))).toBe(false);
  });

  it.each([101, 1000, 100_000])('stops at %d levels, in lists and in objects', (levels) => {
    expect(isTooDeep(nested(levels))).toBe(true);
    expect(isTooDeep({ a: 1, b: { c: nested(levels) } })).toBe(true);
  });
});

function nested(levels: number): unknown {
  return JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`);
}
