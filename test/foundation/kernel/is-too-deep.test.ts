import { describe, expect, it } from 'vitest';
import { isTooDeep } from '#foundation/kernel/is-too-deep.ts';
import { type FixtureName, fixture } from '../../support/slack/fixtures.ts';

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
