import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { personasFor } from '#commands/rehearsal/personas-for.ts';
import { requestsIn } from '#compose.ts';
import type { Config } from '#config.ts';
import { forwardClock, systemClock } from '#foundation/kernel/clock.ts';
import type { Persona } from '#foundation/people/personas.ts';
import type { LoadedOffice } from '#knowledge/policy/file/load-office.ts';

/** A Steward in which nothing is real: the office's own rules, and data, people and time of its own. */
export interface PreparedRehearsal {
  readonly config: Config;
  readonly loaded: LoadedOffice;
  readonly personas: readonly Persona[];
  readonly clock: ReturnType<typeof forwardClock>;
  /** Its data goes with it. */
  remove(): Promise<void>;
}

/** The web chat alone, on a database that begins empty; the platforms and the office's own data are not touched. */
export async function prepareRehearsal(
  config: Config,
  loaded: LoadedOffice,
): Promise<PreparedRehearsal> {
  const { policy, office } = loaded;
  const { forms, routes } = await requestsIn(config.officeFolder, loaded);
  const groups = { ...policy.reviewers, ...office.groups };
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-rehearsal-'));
  return {
    config: {
      ...config,
      web: config.web ?? { host: '127.0.0.1', port: config.port },
      publicUrl: undefined,
      slack: undefined,
      teams: undefined,
      metrics: undefined,
      databaseUrl: undefined,
      dataFolder: folder,
    },
    // Those who really hold roles are on platforms that are not there.
    loaded: {
      ...loaded,
      office: {
        ...office,
        roles: { ...office.roles, ospo: [], auditor: [], administrator: [], reviewers: {} },
      },
    },
    personas: personasFor({ forms, routes, groups }),
    clock: forwardClock(systemClock),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
