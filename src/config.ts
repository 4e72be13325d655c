import { z } from 'zod';
import { slackApiUrl } from '#channels/slack/address.ts';
import { readAddress, readSlackSettings } from '#channels/slack/install/read-settings.ts';
import type { SlackSettings } from '#channels/slack/settings.ts';
import { readTeamsSettings } from '#channels/teams/install/read-settings.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type LogLevel, logLevels } from '#foundation/kernel/log.ts';

/** The only environment variables that Steward reads; the README's table is kept equal to this by a test. */
export const settings = [
  {
    name: 'PORT',
    default: '3000',
    meaning:
      'Port of the web chat; 0 takes any free one. If it is taken, the next free one is used and said. With Slack or Teams it is the port that they call, and is not changed.',
  },
  {
    name: 'HOST',
    default: '127.0.0.1',
    meaning:
      'Address to listen on. The web chat accepts only loopback; what Slack and Teams call may also listen elsewhere, such as `0.0.0.0`.',
  },
  {
    name: 'STEWARD_WEB_PORT',
    default: 'off beside Slack and Teams',
    meaning: 'Port of the web chat beside Slack and Teams, on this machine only.',
  },
  {
    name: 'PUBLIC_URL',
    default: 'none',
    meaning: 'The https address, without a path, under which Slack, Teams and browsers reach PORT.',
  },
  {
    name: 'SLACK_SIGNING_SECRET',
    default: 'none',
    meaning: 'Slack calls Steward over HTTP, and signs with this.',
  },
  {
    name: 'SLACK_APP_TOKEN',
    default: 'none',
    meaning:
      'App-level token (`xapp-…`): Steward holds a connection to Slack (Socket Mode), and needs no address of its own. Comes before the signing secret.',
  },
  {
    name: 'SLACK_BOT_TOKEN',
    default: 'none',
    meaning: 'Bot token (`xoxb-…`) of the one workspace that Steward serves.',
  },
  {
    name: 'SLACK_CLIENT_ID',
    default: 'none',
    meaning:
      'To serve several workspaces that install Steward, instead of one by its token; needs PUBLIC_URL and SLACK_TEAMS.',
  },
  {
    name: 'SLACK_TEAMS',
    default: 'none',
    meaning:
      'The workspaces (`T…`) and organisations (`E…`) that may install Steward, by their ids with commas between. Who administers one can give anybody there an e-mail address, and so a role: name only your own.',
  },
  { name: 'SLACK_CLIENT_SECRET', default: 'none', meaning: 'Belongs to SLACK_CLIENT_ID.' },
  {
    name: 'SLACK_TOKEN_KEYS',
    default: 'none',
    meaning:
      'Keys for the tokens of installed workspaces, 32 bytes each in base64, with commas between. The first seals, all open: put a new one in front, start, then take the old one away.',
  },
  {
    name: 'SLACK_API_URL',
    default: slackApiUrl,
    meaning: 'Where the Web API of Slack is reached: https, or http on this machine.',
  },
  {
    name: 'TEAMS_APP_ID',
    default: 'none',
    meaning: 'Id of the app that Steward is in Azure, as “Application (client) ID” there.',
  },
  {
    name: 'TEAMS_APP_PASSWORD',
    default: 'none',
    meaning: 'Client secret of that app: its value, not its id.',
  },
  {
    name: 'TEAMS_APP_TYPE',
    default: 'single-tenant',
    meaning:
      'What the app is in Azure: `single-tenant`, `multi-tenant`, or `managed-identity`, which has no secret.',
  },
  {
    name: 'TEAMS_TENANTS',
    default: 'none',
    meaning:
      'The tenants whose people are served, by their ids with commas between; the first is the app’s own. Who administers one can give anybody there an e-mail address, and so a role: name only your own.',
  },
  {
    name: 'TEAMS_DEVELOPMENT',
    default: 'off',
    meaning:
      '1: whatever a client on this machine sends is taken, without an app and unchecked. Needs a HOST on loopback; never for serving people.',
  },
  {
    name: 'TEAMS_DOUBLE_URL',
    default: 'none',
    meaning:
      'Where a double of the Bot Framework listens on this machine, to try Steward without Microsoft. What it signs is believed.',
  },
  {
    name: 'DATABASE_URL',
    default: 'none',
    meaning:
      'PostgreSQL to use instead of the embedded database, as `postgres://user:password@host/name`. Behind a pool that shares connections add `?prepare=false`.',
  },
  {
    name: 'STEWARD_DATA',
    default: '.steward',
    meaning: 'Folder of the embedded database, the lock and the audit heads.',
  },
  {
    name: 'STEWARD_OFFICE',
    default: 'the shipped starter',
    meaning: 'The office folder: `office.yaml`, `policy.yaml` and the folder `handbook`.',
  },
  {
    name: 'STEWARD_RATE_SLACK',
    default: '5',
    meaning: 'Messages a second to all of a workspace, 1 to 50, when something goes to many.',
  },
  {
    name: 'STEWARD_RATE_TEAMS',
    default: '30',
    meaning: 'Messages a second to all of a tenant, 1 to 50, when something goes to many.',
  },
  {
    name: 'STEWARD_LOG',
    default: 'info',
    meaning: 'How much is logged: debug, info, warn, error or silent.',
  },
] as const satisfies readonly { name: string; default: string; meaning: string }[];

export interface Config {
  /** Of what the platforms call; of the web chat when it runs alone. */
  readonly port: number;
  readonly host: string;
  /** Where the web chat listens; undefined when it is off. */
  readonly web: { readonly host: string; readonly port: number } | undefined;
  /** Under which others reach what the platforms call; without a slash at its end. */
  readonly publicUrl: string | undefined;
  /** Undefined: Slack is off. */
  readonly slack: SlackSettings | undefined;
  /** Undefined: Teams is off. */
  readonly teams: TeamsSettings | undefined;
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  /** Undefined: the shipped starter. */
  readonly officeFolder: string | undefined;
  readonly logLevel: LogLevel;
  /** Messages a second that go to many; undefined: what the platform lets through. */
  readonly rates: { readonly slack: number | undefined; readonly teams: number | undefined };
  /** The environment as the npm client reads it, for its registries and tokens. */
  readonly npmEnvironment: Readonly<Record<string, string | undefined>>;
}

const Port = z
  .string()
  .refine(
    (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
    'must be a whole number from 0 to 65535',
  )
  .transform(Number);

const PerSecond = z
  .string()
  .regex(/^([1-9]|[1-4]\d|50)$/, 'must be a whole number from 1 to 50')
  .transform(Number);

const Environment = z.object({
  PORT: Port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, 'must be an address that begins with postgres://')
    .optional(),
  STEWARD_DATA: z.string().min(1).default('.steward'),
  STEWARD_OFFICE: z.string().min(1).optional(),
  STEWARD_LOG: z
    .enum(logLevels, `must be one of ${logLevels.slice(0, -1).join(', ')} or ${logLevels.at(-1)}`)
    .default('info'),
  STEWARD_RATE_SLACK: PerSecond.optional(),
  STEWARD_RATE_TEAMS: PerSecond.optional(),
  STEWARD_WEB_PORT: Port.optional(),
  PUBLIC_URL: z
    .string()
    .refine(
      (text) => readAddress(text)?.pathname === '/',
      'must be an https address alone, such as https://steward.example.com',
    )
    .transform((text) => text.replace(/\/$/, ''))
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z.string().optional(),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_TEAMS: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_TOKEN_KEYS: z.string().optional(),
  SLACK_API_URL: z.string().optional(),
  TEAMS_APP_ID: z.string().optional(),
  TEAMS_APP_PASSWORD: z.string().optional(),
  TEAMS_APP_TYPE: z.string().optional(),
  TEAMS_TENANTS: z.string().optional(),
  TEAMS_DEVELOPMENT: z.string().optional(),
  TEAMS_DOUBLE_URL: z.string().optional(),
});

/**
 * The settings, checked. An empty variable counts as not set.
 * @throws StewardError `misconfigured`, naming every wrong or unknown setting but never its value
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const { config, mistakes } = readSettings(environment);
  if (mistakes) throw mistakes.error;
  return config;
}

/** What the settings say, whether all of them are right or not. */
export interface Settings {
  /** What is wrong is left out of it, as if it were not set. */
  readonly config: Config;
  readonly mistakes: Mistakes | undefined;
}

export interface Mistakes {
  /** `misconfigured`, naming every wrong or unknown setting but never its value. */
  readonly error: StewardError;
  /** Which of what is left out of the config was meant to be there. */
  readonly leftOut: ReadonlySet<LeftOut>;
}

export type LeftOut = 'database' | 'public-url' | 'slack' | 'teams';

/** As `readConfig`, for those who have to look at what is right beside what is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const issues = Environment.safeParse(given).error?.issues ?? [];
  const wrong = new Set(issues.map(({ path }) => String(path[0])));
  const values = Environment.parse(
    Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name))),
  );
  const { slack, faults: slackFaults } = readSlackSettings(given, given.PUBLIC_URL);
  const { teams, faults: teamsFaults } = readTeamsSettings(given, values.HOST);
  const config: Config = {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    dataFolder: values.STEWARD_DATA,
    officeFolder: values.STEWARD_OFFICE,
    logLevel: values.STEWARD_LOG,
    rates: { slack: values.STEWARD_RATE_SLACK, teams: values.STEWARD_RATE_TEAMS },
    web: webChat(values, slack !== undefined || teams !== undefined),
    publicUrl: values.PUBLIC_URL,
    slack,
    teams,
    npmEnvironment: environment,
  };
  const faults = [
    ...unknownNames(given).map((name) => `${name} is not a setting of Steward`),
    ...issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...slackFaults,
    ...teamsFaults,
  ];
  if (faults.length === 0) return { config, mistakes: undefined };
  const leftOut = new Set<LeftOut>();
  if (wrong.has('DATABASE_URL')) leftOut.add('database');
  if (wrong.has('PUBLIC_URL')) leftOut.add('public-url');
  if (slackFaults.length > 0) leftOut.add('slack');
  if (teamsFaults.length > 0) leftOut.add('teams');
  return { config, mistakes: { error: misconfigured(faults), leftOut } };
}

function unknownNames(given: Readonly<Record<string, unknown>>): readonly string[] {
  const known = new Set<string>(settings.map((setting) => setting.name));
  return Object.keys(given).filter((name) => name.startsWith('STEWARD_') && !known.has(name));
}

function misconfigured(faults: readonly string[]): StewardError {
  return new StewardError('misconfigured', faults.join('; '), {
    advice: `Some settings are wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nThe README lists all settings.`,
  });
}

/** Alone it listens as it is told to; beside a platform only on this machine, and only when it has a port of its own. */
function webChat(values: z.infer<typeof Environment>, besidePlatform: boolean): Config['web'] {
  const { STEWARD_WEB_PORT: own, PORT, HOST } = values;
  if (!besidePlatform) return { host: HOST, port: own ?? PORT };
  return own === undefined ? undefined : { host: '127.0.0.1', port: own };
}
