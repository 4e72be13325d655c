import { z } from 'zod';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type LogLevel, logLevels } from '#foundation/kernel/log.ts';

/** The only environment variables that Steward reads; the README's table is kept equal to this by a test. */
export const settings = [
  {
    name: 'PORT',
    default: '3000',
    meaning:
      'Port of the web chat; 0 takes any free one. If it is taken, the next free one is used and said.',
  },
  {
    name: 'HOST',
    default: '127.0.0.1',
    meaning: 'Address that the web chat listens on; only loopback is accepted.',
  },
  {
    name: 'DATABASE_URL',
    default: 'none',
    meaning:
      'PostgreSQL to use instead of the embedded database, as `postgres://user:password@host/name`.',
  },
  {
    name: 'STEWARD_DATA',
    default: '.steward',
    meaning: 'Folder of the embedded database, the lock and the audit heads.',
  },
  {
    name: 'STEWARD_OFFICE',
    default: 'the shipped starter',
    meaning: 'The office folder: `office.yaml` and `policy.yaml`.',
  },
  {
    name: 'STEWARD_LOG',
    default: 'info',
    meaning: 'How much is logged: debug, info, warn, error or silent.',
  },
] as const satisfies readonly { name: string; default: string; meaning: string }[];

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  /** Undefined: the shipped starter. */
  readonly officeFolder: string | undefined;
  readonly logLevel: LogLevel;
  /** The environment as the npm client reads it, for its registries and tokens. */
  readonly npmEnvironment: Readonly<Record<string, string | undefined>>;
}

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, 'an address that begins with postgres://')
    .optional(),
  STEWARD_DATA: z.string().min(1).default('.steward'),
  STEWARD_OFFICE: z.string().min(1).optional(),
  STEWARD_LOG: z.enum(logLevels).default('info'),
});

/**
 * The settings, checked. An empty variable counts as not set.
 * @throws StewardError `misconfigured`, naming every wrong or unknown setting but never its value
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const known = new Set<string>(settings.map((setting) => setting.name));
  const unknown = Object.keys(given).filter(
    (name) => name.startsWith('STEWARD_') && !known.has(name),
  );
  const checked = Environment.safeParse(given);
  const faults = [
    ...unknown.map((name) => `${name} is not a setting of Steward`),
    ...(checked.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  ];
  if (faults.length > 0 || !checked.success) {
    throw new StewardError('misconfigured', faults.join('; '), {
      advice: `Some settings are wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nThe README lists all settings.`,
    });
  }
  const values = checked.data;
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    dataFolder: values.STEWARD_DATA,
    officeFolder: values.STEWARD_OFFICE,
    logLevel: values.STEWARD_LOG,
    npmEnvironment: environment,
  };
}
