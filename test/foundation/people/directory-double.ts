import { StewardError } from '#foundation/kernel/errors.ts';
import type { LogFields } from '#foundation/kernel/log.ts';
import type { Directory, DirectoryAccount } from '#foundation/people/directory.ts';

/** A platform's directory that a test fills, breaks and mends. */
export interface DirectoryDouble extends Directory {
  readonly accounts: DirectoryAccount[];
  readonly groups: Map<string, readonly string[]>;
  isDown: boolean;
  /** How often it was asked. */
  asked: number;
}

export function directoryDouble(platform: string): DirectoryDouble {
  const double: DirectoryDouble = {
    platform,
    accounts: [],
    groups: new Map(),
    isDown: false,
    asked: 0,
    async lookUp(email) {
      answer();
      return double.accounts.find((account) => account.email === email);
    },
    async find(externalId) {
      answer();
      return double.accounts.find((account) => account.externalId === externalId);
    },
    async membersOf(group) {
      answer();
      return double.groups.get(group);
    },
  };
  return double;

  function answer(): void {
    double.asked++;
    if (!double.isDown) return;
    throw new StewardError('unavailable', `${platform} is down`, { advice: 'Try again later.' });
  }
}

export interface Logged {
  readonly fields: LogFields;
  readonly message: string;
}

/** A log that a test reads. */
export function readableLog() {
  const lines: Logged[] = [];
  const write = (fields: LogFields, message: string): void => void lines.push({ fields, message });
  return { lines, debug: write, info: write, warn: write, error: write };
}
