import type { TeamsSettings } from '#channels/teams/settings.ts';
import type { Config } from '#config.ts';
import type { Finding } from '#foundation/kernel/finding.ts';
import { createRegistryClient } from '#knowledge/packages/npm/registry-client.ts';

/** Whether others reach a running Steward under its public address. */
export async function checkPublicUrl(
  { publicUrl, slack, teams }: Pick<Config, 'publicUrl' | 'slack' | 'teams'>,
  patienceMs: number,
): Promise<readonly Finding[]> {
  const callers = [
    ...(slack?.receiver.kind === 'http' ? ['Slack'] : []),
    ...(teams && isBeyondThisMachine(teams) ? ['Teams'] : []),
  ];
  if (publicUrl === undefined) {
    if (callers.length === 0) return [];
    const reach = callers.length === 1 ? 'reaches' : 'reach';
    const what = `PUBLIC_URL is not set, so whether ${callers.join(' and ')} ${reach} this Steward is not looked at.`;
    return [{ state: 'warn', what, mend: 'Set it to the https address that is called.' }];
  }
  const mend =
    'Start Steward, and lead this address to its PORT. If others reach it and only this machine does not, nothing is wrong.';
  try {
    const answer = await fetch(`${publicUrl}/healthz`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    await answer.body?.cancel();
    if (answer.status === 200)
      return [{ state: 'ok', what: `Steward is reached at ${publicUrl}.` }];
    const what = `${publicUrl}/healthz answers with status ${answer.status}, so it is not Steward that is reached.`;
    return [{ state: 'fail', what, mend }];
  } catch (error) {
    const why = error instanceof Error && error.name === 'TimeoutError' ? ' in time' : '';
    // Others may reach what this machine does not, so it is no failure.
    return [{ state: 'warn', what: `From here nobody answers at ${publicUrl}${why}.`, mend }];
  }
}

function isBeyondThisMachine({ app, doubleUrl }: TeamsSettings): boolean {
  return app.kind !== 'development' && doubleUrl === undefined;
}

// One that each registry has or fetches, and small.
const ASKED = { name: 'semver', path: 'semver/latest' };

/** Whether facts about npm packages are to be had, as the npm client on this machine is set up. */
export async function checkNpm(
  { npmEnvironment }: Pick<Config, 'npmEnvironment'>,
  patienceMs: number,
): Promise<Finding> {
  const client = createRegistryClient({ env: npmEnvironment, cwd: process.cwd() });
  const registry = await client.registryOf(ASKED.name).catch(() => undefined);
  if (registry === undefined) {
    const what = 'The settings of npm cannot be read.';
    return { state: 'fail', what, mend: '“npm config list” says which file is wrong.' };
  }
  const where = `The npm registry at ${URL.parse(registry)?.host || 'an address that is none'}`;
  const limits = { timeoutMs: patienceMs, maxBytes: 2_000_000 };
  const fetched = await client.get(ASKED.name, ASKED.path, limits);
  switch (fetched.kind) {
    case 'json':
      return { state: 'ok', what: `${where} answers.` };
    case 'missing': {
      const what = `${where} answers, and does not know a package that everybody uses.`;
      return { state: 'warn', what, mend: 'Look at “registry” in “npm config list”.' };
    }
    case 'may-not-see': {
      const what = `${where} does not let us in.`;
      return { state: 'fail', what, mend: 'Renew its token in your .npmrc.' };
    }
    default: {
      const what = `${where} gives no answer (${fetched.reason}).`;
      const mend = 'Look at “registry” and “proxy” in “npm config list”.';
      return { state: 'fail', what, mend };
    }
  }
}
