import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, it } from 'vitest';
import { StewardError } from '#foundation/kernel/errors.ts';
import { databaseError } from '#foundation/store/database-error.ts';

describe('databaseError', () => {
  it.each([
    ['28P01', 'misconfigured'],
    ['3D000', 'misconfigured'],
    ['42501', 'misconfigured'],
    ['ENOTFOUND', 'misconfigured'],
    ['ECONNREFUSED', 'unavailable'],
    ['EAI_AGAIN', 'unavailable'],
    ['CONNECT_TIMEOUT', 'unavailable'],
    ['CONNECTION_CLOSED', 'unavailable'],
    ['57P01', 'unavailable'],
    ['53300', 'unavailable'],
    ['53100', 'unavailable'],
    ['40001', 'unavailable'],
    ['57014', 'unavailable'],
    ['23505', 'bug'],
    ['42P01', 'bug'],
  ])('takes %s for %s', (code, meaning) => {
    const driverError = Object.assign(new Error('words of the driver'), { code });

    const error = databaseError(new DrizzleQueryError('select $1', ['secret'], driverError));

    expect(error.code).toBe(meaning);
    expect(error.message).toContain(code);
    expect(error.message).not.toMatch(/secret|words of the driver/);
  });

  it('tells a full disk from a server that is gone', () => {
    const full = Object.assign(new Error(), { code: '53100' });

    expect(databaseError(full).advice).toContain('disk');
  });

  it.each([undefined, null, 'a text', 17, new Error('no code'), { code: 17 }])(
    'takes %s for a bug',
    (failure) => {
      expect(databaseError(failure).code).toBe('bug');
    },
  );

  it('leaves what is ours as it is', () => {
    const ours = new StewardError('conflict', 'held', { advice: 'Wait.' });

    expect(databaseError(ours)).toBe(ours);
  });
});
