import { movableClock } from '#foundation/kernel/clock.ts';
import { createRoles, type RoleSources } from '#foundation/people/create-roles.ts';
import { Office } from '#foundation/people/office.ts';
import type { Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { type DirectoryDouble, directoryDouble, readableLog } from './directory-double.ts';

/** What a test of roles stands on: a Slack that it fills, a clock that it moves, a log that it reads. */
export interface RolesBench {
  readonly slack: DirectoryDouble;
  readonly clock: ReturnType<typeof movableClock>;
  readonly log: ReturnType<typeof readableLog>;
  /** Roles of an office file that says so under `roles`. */
  granting(given: unknown, other?: Partial<RoleSources>): Roles;
}

export function rolesBench(db: Db): RolesBench {
  const slack = directoryDouble('slack');
  const clock = movableClock(new Date('2030-01-01T00:00:00Z'));
  const log = readableLog();
  return {
    slack,
    clock,
    log,
    granting(given, other = {}) {
      const file = { name: 'Us', contact: { who: 'Me' }, topics: {}, roles: given };
      const office = Office.parse(file);
      const directories = [slack];
      return createRoles({ db, office, directories, played: [], clock, log, ...other });
    },
  };
}
