import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { usage } from '#commands/usage.ts';
import { errorCodes } from '#foundation/kernel/errors.ts';
import { AuditEntry } from '#foundation/store/audit-entry.ts';
import { UseKind } from '#knowledge/policy/use.ts';
import { settings } from '#settings.ts';
import { floors } from './support/house-rules.ts';
import { leaksIn } from './support/leaks.ts';
import { anchorsIn, column, linksIn, tableUnder } from './support/markdown.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const papers = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
const readme = read('README.md');

describe('the README', () => {
  it('lists the settings that there are, with their meanings and defaults', () => {
    const table = tableUnder('Settings', readme);

    const told = column(table, 'name').map((name, row) => ({
      name,
      meaning: column(table, 'meaning')[row],
      default: column(table, 'default')[row],
    }));

    expect(told).toEqual(
      settings.map(({ name, meaning, default: value }) => ({
        name,
        meaning: meaning.replaceAll('`', ''),
        default: value,
      })),
    );
  });

  it('lists the error codes that there are', () => {
    const told = column(tableUnder('Error codes', readme), 'code');

    expect(told).toEqual(errorCodes);
  });

  it('lists the audit entries that there are', () => {
    const told = column(tableUnder('Audit entries', readme), 'entry');

    expect(told).toEqual(AuditEntry.options.map(({ shape }) => shape.kind.value));
  });

  it('lists the uses that there are', () => {
    const told = column(tableUnder('How something is used', readme), 'use');

    expect(told).toEqual(UseKind.options);
  });

  it('lists the rooms that there are', () => {
    const told = column(tableUnder('Rooms', readme), 'room');

    expect([...told].sort()).toEqual(rooms());
  });

  it('lists the commands that there are', () => {
    const told = column(tableUnder('Ask it four things', readme), 'command');

    expect(told.flatMap(commandsIn)).toEqual(commandsIn(usage));
  });

  it('leads the reader past files that exist', () => {
    const section = readme.slice(
      readme.indexOf('### Reading order'),
      readme.indexOf('### Error codes'),
    );

    const order = linksIn(section).filter((target) => target.startsWith('src/'));

    expect(order).toHaveLength(8);
    expect(order.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

describe('the papers', () => {
  it.each(papers)('%s has only links that lead somewhere', (paper) => {
    const text = read(paper);

    const broken = linksIn(text).filter((target) => !leadsSomewhere(paper, target));

    expect(broken).toEqual([]);
  });

  it.each(['no-such-file.md', 'README.md#no-such-heading', '#no-such-heading'])(
    'would be caught with a link to %s',
    (target) => {
      const leads = leadsSomewhere('README.md', target);

      expect(leads).toBe(false);
    },
  );

  it('name only files and folders that are there', () => {
    const named = papers.flatMap((paper) =>
      [...read(paper).matchAll(/`((?:src|test|drizzle|\.ci)\/[^`\s]*)`/g)].map(
        ([, path = '']) => path,
      ),
    );

    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('name only scripts that package.json has', () => {
    const manifest: unknown = JSON.parse(read('package.json'));
    const scripts = Object.keys(Object(Object(manifest).scripts));

    const named = papers.flatMap((paper) => wordsAfter('npm run ', read(paper)));

    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });

  it('name only commands that there are', () => {
    const known = commandsIn(usage);

    const named = papers.flatMap((paper) => commandsIn(read(paper)));

    expect(named.length).toBeGreaterThan(5);
    expect(
      named.filter((words) => !known.some((command) => `${words} `.startsWith(`${command} `))),
    ).toEqual([]);
  });

  it('are headed by what is unreleased, in the changelog', () => {
    const [first] = [...read('CHANGELOG.md').matchAll(/^## (.+)$/gm)].map(([, words]) => words);

    expect(first).toBe('Unreleased');
  });

  it('hold the whole license that package.json names', () => {
    const text = read('LICENSE');

    expect(read('package.json')).toContain('"license": "Apache-2.0"');
    expect(text).toMatch(/^\s+Apache License\n\s+Version 2\.0, January 2004\n/);
    expect(text).toContain('END OF TERMS AND CONDITIONS');
  });
});

describe('every file of the repository', () => {
  it('names no path of a machine and no host of a package registry', () => {
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    })
      .split('\n')
      .filter(
        (file) => file !== '' && statSync(join(root, file), { throwIfNoEntry: false })?.isFile(),
      );

    const found = files.flatMap((file) => leaksIn(read(file)).map((leak) => `${file}: ${leak}`));

    expect(files).toContain('package-lock.json');
    expect(found).toEqual([]);
  });

  it.each([
    ['a machine path', `see ${['', 'work', 'main'].join('/')}/x`],
    ['a home folder', `cd ${['', 'root', ''].join('/')}`],
    ['a registry', `from https://${['registry', 'example', 'org'].join('.')}/left-pad`],
    ['a package mirror', `from http://${['deb', 'example', 'org'].join('.')}/debian`],
  ])('would be found with %s in it', (_, text) => {
    const found = leaksIn(text);

    expect(found).toHaveLength(1);
  });

  it('may speak of work, roots and registries', () => {
    const found = leaksIn(
      'the work/life of the root/branch in https://example.org/registry/work/x and ./work/y',
    );

    expect(found).toEqual([]);
  });
});

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The folders that are rooms: those of the floors that are divided, and what stands beside the floors. */
function rooms(): string[] {
  const divided = Object.keys(floors).filter((floor) => floor !== 'assistant');
  return foldersIn('src')
    .flatMap((folder) =>
      divided.includes(folder.slice('src/'.length)) ? foldersIn(folder) : [folder],
    )
    .sort();
}

function foldersIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);
}

function leadsSomewhere(paper: string, target: string): boolean {
  if (/^https?:/.test(target)) return true;
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? paper : join(dirname(paper), file);
  if (!existsSync(join(root, path))) return false;
  return anchor === undefined || anchorsIn(read(path)).includes(anchor);
}

/** `npx steward policy check our-office` → `policy check`: at most two words, without options. */
function commandsIn(text: string): string[] {
  return [...text.matchAll(/npx steward ([a-z-]+(?: [a-z-]+)?)/g)].map(([, words = '']) => words);
}

function wordsAfter(words: string, text: string): string[] {
  return text
    .split(words)
    .slice(1)
    .map((rest) => /^[\w:-]*/.exec(rest)?.[0] ?? '')
    .filter((word) => word !== '');
}
