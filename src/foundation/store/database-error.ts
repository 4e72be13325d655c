import { DrizzleQueryError } from 'drizzle-orm/errors';
import { z } from 'zod';
import { type ErrorCode, StewardError } from '#foundation/kernel/errors.ts';

/**
 * What a database's failure means to us. The result carries neither the values of the query nor the driver's
 * own words nor the database's address: they may hold what a person typed, or a password.
 */
export function databaseError(failure: unknown): StewardError {
  if (failure instanceof StewardError) return failure;
  const query = failure instanceof DrizzleQueryError ? failure.query : '';
  const driver = DriverFailure.parse(
    failure instanceof DrizzleQueryError ? failure.cause : failure,
  );

  const meaning = meanings.find(({ when }) => when(driver)) ?? otherwise;
  const seen = [driver.code, driver.constraint, query.slice(0, 200)].filter((word) => word !== '');
  return new StewardError(meaning.code, [meaning.message, ...seen].join('; '), {
    advice: meaning.advice,
  });
}

/** The part of an error of postgres.js, PGlite or a socket that we look at. */
const DriverFailure = z
  .object({
    name: z.string().catch(''),
    message: z.string().catch(''),
    /** SQLSTATE, or the name of a system or driver error. */
    code: z.string().max(40).catch(''),
    constraint: z.string().max(80).catch(''),
  })
  .catch({ name: '', message: '', code: '', constraint: '' });
type DriverFailure = z.infer<typeof DriverFailure>;

interface Meaning {
  readonly when: (failure: DriverFailure) => boolean;
  readonly code: ErrorCode;
  readonly message: string;
  readonly advice: string;
}

// SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
const meanings: readonly Meaning[] = [
  {
    when: ({ code }) => /^(28...|3D000|3F000|42501|ENOTFOUND|ERR_INVALID_URL)$/.test(code),
    code: 'misconfigured',
    message: 'the database does not let us in',
    advice:
      'The database did not let Steward in. Check host, database, user and password in DATABASE_URL, and that this user may create tables.',
  },
  {
    when: ({ code, message }) =>
      /^(53100|ENOSPC|EDQUOT)$/.test(code) || message.includes('No space left on device'),
    code: 'unavailable',
    message: 'the disk of the database is full',
    advice:
      'The disk of the database is full, so nothing was saved. Make room, then try again; if this stays, start Steward again.',
  },
  {
    when: ({ code }) => /^(40001|40P01|55P03|57014)$/.test(code),
    code: 'unavailable',
    message: 'the database gave up waiting for another change',
    advice: 'Somebody was changing the same thing, so nothing was saved. Please try again.',
  },
  {
    when: ({ code, message, name }) =>
      /^(08...|53...|57P..|58...|E[A-Z]{4,}|EAI_AGAIN|CONNECTION_[A-Z]+|CONNECT_TIMEOUT)$/.test(
        code,
      ) ||
      // PGlite has no codes for these; a RuntimeError is its PostgreSQL coming to an abrupt end.
      message.startsWith('PGlite is closed') ||
      name === 'RuntimeError' ||
      name === 'ExitStatus',
    code: 'unavailable',
    message: 'the database does not answer',
    advice:
      'Steward cannot reach its database right now, so nothing was saved. Please try again in a minute.',
  },
];

const otherwise: Omit<Meaning, 'when'> = {
  code: 'bug',
  message: 'the database refused a statement',
  advice: 'Something went wrong inside Steward, and nothing was saved.',
};
