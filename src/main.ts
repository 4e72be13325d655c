#!/usr/bin/env -S node --max-semi-space-size=8
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { usage } from '#commands/usage.ts';
import { type Config, readConfig, readSettings } from '#config.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { newReference } from '#foundation/kernel/ids.ts';
import { createLog } from '#foundation/kernel/log.ts';
import { loadDrizzleAsCommonJs } from '#foundation/store/drizzle-as-commonjs.ts';

const OLDEST_NODE = 24;

const manifestOptions = {
  slack: {
    url: { type: 'string' },
    socket: { type: 'boolean' },
    many: { type: 'boolean' },
    out: { type: 'string' },
  },
  teams: {
    'app-id': { type: 'string' },
    domain: { type: 'string' },
    schema: { type: 'string' },
    website: { type: 'string' },
    privacy: { type: 'string' },
    terms: { type: 'string' },
    out: { type: 'string' },
  },
} as const satisfies Record<string, Options>;

// Types are stripped and modules compiled once, not at every start.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/steward/code', import.meta.url)));
loadDrizzleAsCommonJs();
process.exitCode = await run(process.argv.slice(2));

/** Runs one command and gives the exit status. The one place where a command's failure becomes words. */
async function run(words: readonly string[]): Promise<number> {
  try {
    if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
      throw new StewardError('misconfigured', `node ${process.versions.node}`, {
        advice: `Steward needs Node ${OLDEST_NODE} or later; this is ${process.versions.node}. Run "npm ci" in its folder: it brings the right one.`,
      });
    }
    if (asksForHelp(words)) {
      console.log(usage);
      return 0;
    }
    // It says what is wrong with the settings, and so must run with wrong ones.
    if (words[0] === 'doctor') return await runDoctor(words.slice(1));
    return await runCommand(words, readConfig());
  } catch (cause) {
    if (cause instanceof StewardError && cause.code !== 'bug') {
      console.error(cause.advice);
      return cause.code === 'invalid-input' ? 64 : 2;
    }
    const reference = newReference();
    createLog('error').error(
      { reference, stack: cause instanceof Error ? cause.stack : String(cause) },
      'a command failed',
    );
    console.error(
      `Something went wrong on our side. If it persists, report it with the reference ${reference}.`,
    );
    return 2;
  }
}

/** As a word of its own, or as an option of any command. */
function asksForHelp([command, ...rest]: readonly string[]): boolean {
  const isOption = (word: string) => word === '--help' || word === '-h';
  if (command === undefined || command === 'help' || isOption(command)) return true;
  const end = rest.indexOf('--');
  return (end === -1 ? rest : rest.slice(0, end)).some(isOption);
}

async function runDoctor(words: readonly string[]): Promise<number> {
  readOptions(words, {}, 0);
  const { doctor } = await import('#commands/doctor.ts');
  return doctor(readSettings());
}

async function runCommand(words: readonly string[], config: Config): Promise<number> {
  const [command, ...rest] = words;
  switch (command) {
    case 'start': {
      const { values } = readOptions(rest, { rehearsal: { type: 'boolean' } }, 0);
      const { start } = await import('#commands/start.ts');
      return start(config, values.rehearsal === true);
    }
    case 'ask': {
      const { values, positionals } = readOptions(rest, { json: { type: 'boolean' } }, 1);
      const { ask } = await import('#commands/ask.ts');
      return ask(positionals.join(' '), values.json === true, config);
    }
    case 'batch': {
      const { values } = readOptions(
        rest,
        { policy: { type: 'string' }, handbook: { type: 'string' } },
        0,
      );
      const { runBatch } = await import('#commands/batch.ts');
      const options = { policy: text(values.policy), handbook: text(values.handbook) };
      await runBatch(process.stdin, process.stdout, options, config);
      return 0;
    }
    case 'policy': {
      console.log(await policy(rest, config));
      return 0;
    }
    case 'forms': {
      const { positionals } = readOptions(rest, {}, 2);
      if (positionals[0] !== 'check') throw misused('forms takes a word: forms check [DIR]');
      const { checkForms } = await import('#commands/forms.ts');
      console.log(await checkForms(positionals[1], config));
      return 0;
    }
    case 'routes': {
      const { positionals } = readOptions(rest, {}, 60);
      const [word, first, ...more] = positionals;
      const { checkRoutes, explainRoute } = await import('#commands/routes.ts');
      if (word === 'check' && more.length === 0) console.log(await checkRoutes(first, config));
      else if (word === 'explain' && first !== undefined) {
        console.log(await explainRoute(first, more, config));
      } else {
        throw misused('routes takes a word: routes check [DIR] or routes explain FORM NAME=VALUE…');
      }
      return 0;
    }
    case 'init': {
      const options = { policy: { type: 'string' }, size: { type: 'string' } } as const;
      const { values, positionals } = readOptions(rest, options, 1);
      const [folder] = positionals;
      if (folder === undefined) {
        throw misused(
          'init needs a folder: init DIR [--policy strict|balanced] [--size small|large|long]',
        );
      }
      const { init } = await import('#commands/init.ts');
      console.log(await init(folder, text(values.policy), text(values.size)));
      return 0;
    }
    case 'manifest':
      console.log(await manifest(rest, config));
      return 0;
    case 'audit-log': {
      const { positionals } = readOptions(rest, {}, 1);
      if (positionals[0] !== 'verify') throw misused('audit-log takes a word: audit-log verify');
      const { verifyLog } = await import('#commands/audit-log.ts');
      return verifyLog(config);
    }
    case 'broadcast': {
      const { positionals } = readOptions(rest, {}, 2);
      const [word, name] = positionals;
      if (word !== 'report' || name === undefined) {
        throw misused('broadcast takes two words: broadcast report BC-12');
      }
      const { reportBroadcast } = await import('#commands/broadcast/report.ts');
      return reportBroadcast(name, config);
    }
    default:
      throw misused(`there is no command "${command}"`);
  }
}

async function policy(words: readonly string[], config: Config): Promise<string> {
  const { values, positionals } = readOptions(words, { json: { type: 'boolean' } }, 3);
  const [word, first, second, more] = positionals;
  const isJson = values.json === true;
  if (word === 'check' && second === undefined && !isJson) {
    const { checkPolicy } = await import('#commands/policy.ts');
    return checkPolicy(first, config);
  }
  if (word === 'diff' && first !== undefined && second !== undefined && more === undefined) {
    const { diffPolicy } = await import('#commands/policy/diff-policy.ts');
    return diffPolicy([first, second], isJson, config);
  }
  throw misused('policy takes a word: policy check [DIR], or policy diff OLD NEW [--json]');
}

async function manifest(words: readonly string[], config: Config): Promise<string> {
  const { slack, teams } = manifestOptions;
  const { values, positionals } = readOptions(words, { ...slack, ...teams }, 1);
  const [platform] = positionals;
  if (platform !== 'slack' && platform !== 'teams') {
    throw misused('manifest takes a word: manifest slack, or manifest teams');
  }
  const foreign = Object.keys(values).find((name) => !(name in manifestOptions[platform]));
  if (foreign) throw misused(`manifest ${platform} has no option --${foreign}`);
  const out = text(values.out);
  if (platform === 'slack') {
    const { printSlackManifest } = await import('#commands/manifest/slack.ts');
    const { socket = false, many = false } = values;
    return printSlackManifest(
      { url: text(values.url), socket: socket === true, many: many === true, out },
      config,
    );
  }
  const { printTeamsManifest } = await import('#commands/manifest/teams.ts');
  return printTeamsManifest(
    {
      appId: text(values['app-id']),
      domain: text(values.domain),
      schema: text(values.schema),
      website: text(values.website),
      privacy: text(values.privacy),
      terms: text(values.terms),
      out,
    },
    config,
  );
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** Options and words after the command; anything unknown is named instead of passed over. */
function readOptions(
  args: readonly string[],
  options: Options,
  mostWords: number,
): { values: Readonly<Record<string, unknown>>; positionals: readonly string[] } {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw misused(cause instanceof Error ? cause.message : 'wrong options');
  }
  if (mostWords === 0 && parsed.positionals.length > 0) {
    throw misused(`"${parsed.positionals[0]}" is one word too many`);
  }
  return { values: parsed.values, positionals: parsed.positionals };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function misused(what: string): StewardError {
  return new StewardError('invalid-input', 'wrong command line', {
    advice: `${what}.\n\n${usage}`,
  });
}
