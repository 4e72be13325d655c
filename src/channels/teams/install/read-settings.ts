import type { TeamsApp, TeamsSettings } from '#channels/teams/settings.ts';
import { isLoopback, isLoopbackInUrl } from '#foundation/kernel/is-loopback.ts';

/** The settings that connect Teams. */
const variables = [
  'TEAMS_APP_ID',
  'TEAMS_APP_PASSWORD',
  'TEAMS_APP_TYPE',
  'TEAMS_TENANTS',
  'TEAMS_DEVELOPMENT',
  'TEAMS_DOUBLE_URL',
] as const;
type TeamsVariable = (typeof variables)[number];
/** As they were given, and where strangers reach this process; what is not set is not there. */
export type TeamsVariables = Readonly<
  Partial<Record<TeamsVariable | 'PUBLIC_URL', string | undefined>>
>;

/**
 * How Teams is connected; undefined when nothing of it is set. What is missing, contradicts itself or cannot be right is
 * told in `faults`, by name and never by value. `host` is where Teams would be listened for.
 */
export function readTeamsSettings(
  given: TeamsVariables,
  host: string,
): { readonly teams: TeamsSettings | undefined; readonly faults: readonly string[] } {
  if (firstGiven(given) === undefined) return { teams: undefined, faults: [] };
  const { TEAMS_APP_ID: id, TEAMS_APP_PASSWORD: password } = given;
  if (id !== undefined && !isGuid(id) && password !== undefined && isGuid(password)) {
    const exchanged = { ...given, TEAMS_APP_ID: password, TEAMS_APP_PASSWORD: id };
    const { faults } = readTeamsSettings(exchanged, host);
    return { teams: undefined, faults: [areSwapped, ...faults] };
  }
  const faults: string[] = [];
  const app = appOf(given, host, faults);
  const tenants = tenantsOf(given, faults);
  const doubleUrl = doubleUrlOf(given.TEAMS_DOUBLE_URL, faults);
  if (faults.length > 0 || !app) return { teams: undefined, faults };
  return { teams: { app, tenants, doubleUrl }, faults };
}

/** Whether it has the shape that ids of apps, tenants and secrets have in Azure. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}

const idLooks = 'look like 00000000-0000-0000-0000-000000000000';
const areSwapped = `TEAMS_APP_ID and TEAMS_APP_PASSWORD are swapped: ids of apps ${idLooks}`;

function appOf(given: TeamsVariables, host: string, faults: string[]): TeamsApp | undefined {
  const { TEAMS_APP_ID: id, TEAMS_DEVELOPMENT: development } = given;
  if (development !== undefined) return developmentOf(given, host, faults);
  if (id === undefined) {
    faults.push(
      `${firstGiven(given)} is set, and neither TEAMS_APP_ID nor, to try it on this machine alone, TEAMS_DEVELOPMENT=1`,
    );
    return undefined;
  }
  return registeredOf(given, id, faults);
}

const ofTheApp = ['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD', 'TEAMS_APP_TYPE'] as const;

function developmentOf(given: TeamsVariables, host: string, faults: string[]): TeamsApp {
  if (given.TEAMS_DEVELOPMENT !== '1') {
    faults.push('TEAMS_DEVELOPMENT must be 1; leave it out to serve people');
  }
  const named = ofTheApp.filter((name) => given[name] !== undefined);
  if (named.length > 0) {
    faults.push(
      `TEAMS_DEVELOPMENT (no app, nobody is checked) is set together with ${named.join(' and ')}: leave out one or the other`,
    );
  }
  if (!isLoopback(host)) {
    faults.push(
      'TEAMS_DEVELOPMENT checks nobody, so it goes only where this machine alone can write: set HOST to 127.0.0.1, localhost or ::1, or leave it out',
    );
  }
  if (given.PUBLIC_URL !== undefined) {
    faults.push(
      'TEAMS_DEVELOPMENT checks nobody, and PUBLIC_URL says that strangers reach this machine: leave out one or the other',
    );
  }
  return { kind: 'development' };
}

const kinds = ['single-tenant', 'multi-tenant', 'managed-identity'] as const;

function registeredOf(given: TeamsVariables, id: string, faults: string[]): TeamsApp | undefined {
  const { TEAMS_APP_TYPE: type = 'single-tenant', TEAMS_APP_PASSWORD: password } = given;
  if (!isGuid(id)) faults.push(`TEAMS_APP_ID is no id of an app: those ${idLooks}`);
  // Tokens name it in lower case, and are compared letter by letter.
  const appId = id.toLowerCase();
  const kind = kinds.find((one) => one === type);
  if (!kind) {
    faults.push(
      `TEAMS_APP_TYPE must be one of ${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`,
    );
  }
  if (kind === 'managed-identity') {
    if (password !== undefined) {
      faults.push(
        'TEAMS_APP_PASSWORD is set, and a managed identity has none: leave it out, or set TEAMS_APP_TYPE to what the app is in Azure',
      );
    }
    return { kind, appId };
  }
  checkPassword(password, faults);
  return kind && password !== undefined ? { kind, appId, password } : undefined;
}

function checkPassword(password: string | undefined, faults: string[]): void {
  if (password === undefined) {
    faults.push(
      'TEAMS_APP_ID is set, and not TEAMS_APP_PASSWORD, the value of a client secret of that app',
    );
  } else if (isGuid(password)) {
    faults.push(
      'TEAMS_APP_PASSWORD is an id, of the app or of a secret: the secret’s value is needed, which Azure shows beside its id when it is made, and never again',
    );
  } else if (password.trim() === '') {
    faults.push('TEAMS_APP_PASSWORD is blank');
  } else if (password !== password.trim()) {
    faults.push('TEAMS_APP_PASSWORD begins or ends with a space, as secrets never do');
  }
}

const whereTenantsStand =
  'Azure shows it on the app’s page as “Directory (tenant) ID”, beside the app’s own id';

function tenantsOf(given: TeamsVariables, faults: string[]): readonly string[] {
  const { TEAMS_TENANTS: text, TEAMS_APP_ID: id } = given;
  if (text === undefined) {
    if (id !== undefined) {
      faults.push(
        `TEAMS_APP_ID is set, and not TEAMS_TENANTS, the ids of the tenants whose people are served, with commas between; the first is the app’s own. ${whereTenantsStand}`,
      );
    }
    return [];
  }
  const tenants = text.split(',').map((part) => part.trim().toLowerCase());
  for (const [index, tenant] of tenants.entries()) {
    if (!isGuid(tenant)) {
      faults.push(`TEAMS_TENANTS: entry ${index + 1} is no id of a tenant. ${whereTenantsStand}`);
    } else if (tenant === id?.toLowerCase()) {
      faults.push(`TEAMS_TENANTS: entry ${index + 1} is the id of the app. ${whereTenantsStand}`);
    }
  }
  return tenants;
}

function doubleUrlOf(text: string | undefined, faults: string[]): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  const isHere = url?.protocol === 'http:' && isLoopbackInUrl(url.hostname);
  if (isHere && url.href === `${url.origin}/`) return url.origin;
  faults.push(
    'TEAMS_DOUBLE_URL must be an http address on this machine without a path, such as http://127.0.0.1:3979',
  );
  return undefined;
}

function firstGiven(given: TeamsVariables): TeamsVariable | undefined {
  return variables.find((name) => given[name] !== undefined);
}
