import { z } from 'zod';
import { readAddress, readSlackSettings } from '#channels/slack/install/read-settings.ts';
import type { SlackSettings } from '#channels/slack/settings.ts';
import { readTeamsSettings } from '#channels/teams/install/read-settings.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type LogLevel, logLevels } from '#foundation/kernel/log.ts';
import { settings } from '#settings.ts';

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
  /** Where Prometheus finds what is counted; undefined when nothing is. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
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
  STEWARD_METRICS_PORT: Port.optional(),
  STEWARD_METRICS_HOST: z.string().min(1).max(253).default('127.0.0.1'),
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
    metrics: metricsAt(values),
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

function metricsAt(values: z.infer<typeof Environment>): Config['metrics'] {
  const { STEWARD_METRICS_PORT: port, STEWARD_METRICS_HOST: host } = values;
  return port === undefined ? undefined : { host, port };
}
