import type { HTTPReceiverOptions } from '@slack/bolt';
import type { Log } from '#foundation/kernel/log.ts';

type BoltLogger = NonNullable<HTTPReceiverOptions['logger']>;
type BoltLogLevel = ReturnType<BoltLogger['getLevel']>;

/**
 * Bolt's messages hold what Slack sent and, in errors, what we sent: none of their words is passed on. That something
 * was warned of or failed is logged with the error's code and nothing more.
 */
export function boltLogger(log: Log): BoltLogger {
  return {
    debug() {},
    info() {},
    warn: () => log.debug({}, 'a warning of the Slack library'),
    error: (...said) => log.warn({ code: codeOf(said) }, 'an error of the Slack library'),
    setLevel() {},
    // A value of an enum of theirs, which would load the library.
    getLevel: () => 'info' as BoltLogLevel,
    setName() {},
  };
}

function codeOf(said: readonly unknown[]): string | undefined {
  const [error] = said;
  return error instanceof Error && 'code' in error ? String(error.code).slice(0, 60) : undefined;
}
