import { pino } from 'pino';
import { StewardError } from '#foundation/kernel/errors.ts';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * The log for operators. Never give it what a person typed, a name, an e-mail or a token:
 * ids, codes, counts and durations only.
 */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** JSON lines on standard error, so that standard output stays free for answers. */
export function createLog(level: LogLevel): Log {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
}

/**
 * Where in our code it happened, for the log. Of an error that is not ours the message stays out: it may quote what was
 * typed.
 */
export function placesOf(cause: unknown): LogFields {
  if (cause instanceof StewardError) return { code: cause.code, reason: cause.message };
  if (!(cause instanceof Error)) return { code: 'bug', thrown: typeof cause };
  const lines = (cause.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { code: 'bug', thrown: cause.name, stack: lines.slice(0, 8).map((line) => line.trim()) };
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
