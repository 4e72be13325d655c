import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breaches, strangers } from './support/house-rules.ts';
import { readSource, type SourceFile } from './support/source-file.ts';

const root = new URL('../', import.meta.url);
const packageFile: unknown = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const runtimePackages = Object.keys(
  packageFile instanceof Object && 'dependencies' in packageFile
    ? Object(packageFile.dependencies)
    : {},
);

describe('the house', () => {
  const files = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readSource(`src/${path}`, readFileSync(new URL(`src/${path}`, root), 'utf8')));

  it('keeps its rules', () => {
    const found = breaches(files, runtimePackages);

    expect(found).toEqual([]);
  });

  it('has no room that the plan does not name', () => {
    const found = strangers(files);

    expect(found).toEqual([]);
  });

  it('was looked at: the files and their imports were read', () => {
    const imports = files.flatMap((file) => file.imports);

    expect(files.length).toBeGreaterThan(10);
    expect(imports).toContain('#foundation/cards/card.ts');
  });
});

describe('a breach is found', () => {
  it.each([
    ['a plain import', `import { x } from '#assistant/turn.ts';`],
    ['an import for its effect', `import '#assistant/turn.ts';`],
    ['a default import', `import x from '#assistant/turn.ts';`],
    ['a namespace import', `import * as x from '#assistant/turn.ts';`],
    ['a type import', `import type { X } from '#assistant/turn.ts';`],
    ['an inline type import', `import { type X } from '#assistant/turn.ts';`],
    ['an import over lines', `import {\n  x,\n} from\n  '#assistant/turn.ts';`],
    ['a type written as an import', `export type X = import('#assistant/turn.ts').Turn;`],
    ['a re-export', `export { x } from '#assistant/turn.ts'; export const y = 1;`],
    ['a re-export of everything', `export * from '#assistant/turn.ts'; export const y = 1;`],
    ['a re-export of a type', `export type { X } from '#assistant/turn.ts'; export const y = 1;`],
    ['a dynamic import', `export const x = await import('#assistant/turn.ts');`],
    ['a dynamic import in a template', 'export const x = await import(`#assistant/turn.ts`);'],
    ['a require', `export const x = require('#assistant/turn.ts');`],
    ['an import by require', `import x = require('#assistant/turn.ts');`],
    ['a resolved address', `export const x = import.meta.resolve('#assistant/turn.ts');`],
    ['a relative import', `import { x } from '../../assistant/turn.ts';`],
  ])('in %s upward', (_, text) => {
    const file = readSource('src/knowledge/policy/made-up.ts', text);

    const found = breaches([file], []);

    expect(found).toEqual([
      expect.stringMatching(/made-up\.ts imports .*assistant\/turn\.ts, above/),
    ]);
  });

  it.each([
    ['a room listed after it', 'src/knowledge/licenses/a.ts', '#knowledge/policy/b.ts'],
    ['another channel', 'src/channels/web/a.ts', '#channels/terminal/b.ts'],
    ['a lower room from the ground', 'src/foundation/kernel/a.ts', '#foundation/store/b.ts'],
    ['a command', 'src/channels/web/a.ts', '#commands/ask.ts'],
    ['the composition', 'src/assistant/respond.ts', '#compose.ts'],
    ['the configuration', 'src/foundation/store/a.ts', '#config.ts'],
    ['a test', 'src/foundation/store/a.ts', '../../../test/support/database.ts'],
    ['a package that is not a dependency', 'src/foundation/store/a.ts', 'fast-check'],
  ])('when a file imports %s', (_, path, imported) => {
    const file = readSource(path, `import { x } from '${imported}';`);

    const found = breaches([file], ['zod']);

    expect(found).toEqual([expect.stringContaining(`${path} imports ${imported}`)]);
  });

  it('in an import whose name is computed', () => {
    const file = readSource(
      'src/knowledge/policy/a.ts',
      'export const x = (n: string) => import(n);',
    );

    const found = breaches([file], []);

    expect(found).toEqual(['src/knowledge/policy/a.ts imports a name that it computes']);
  });

  it.each([
    ['process.env', 'export const x = process.env.PORT;'],
    ['the bracket form', `export const x = process['env'];`],
    ['a pattern', 'const { env } = process; export const x = env;'],
    ['the module', `import { env as e } from 'node:process'; export const x = e;`],
    ['the global object', 'export const x = globalThis.process.env;'],
  ])('when a file reads the environment by %s', (_, text) => {
    const inConfig = breaches([readSource('src/config.ts', text)], []);
    const elsewhere = breaches([readSource('src/commands/ask.ts', text)], []);

    expect(inConfig).toEqual([]);
    expect(elsewhere).toEqual(['src/commands/ask.ts reads the environment']);
  });

  it.each([
    ['nothing in it', 'try { f(); } catch {}'],
    ['only a comment in it', 'try { f(); } catch (error) { /* never mind */ }'],
    ['an empty function', 'f().catch(() => {});'],
  ])('in a catch with %s', (_, text) => {
    const found = breaches([readSource('src/foundation/store/a.ts', text)], []);

    expect(found).toEqual(['src/foundation/store/a.ts has an empty catch']);
  });

  it.each([
    `export { a } from './a.ts';`,
    `export * from './a.ts';\nexport * from './b.ts';`,
    `import { a } from './a.ts';\nexport { a };`,
    `export type { A } from './a.ts';`,
  ])('in a barrel: %j', (text) => {
    const found = breaches([readSource('src/foundation/store/a.ts', text)], []);

    expect(found).toEqual(['src/foundation/store/a.ts only passes on what others export']);
  });

  it('in a file of 301 lines, and not in one of 300', () => {
    const long = readSource(
      'src/foundation/store/a.ts',
      'export const x = 1;\n'.repeat(1) + '\n'.repeat(300),
    );
    const full = readSource(
      'src/foundation/store/b.ts',
      'export const x = 1;\n'.repeat(1) + '\n'.repeat(299),
    );

    const found = breaches([long, full], []);

    expect(found).toEqual(['src/foundation/store/a.ts has 301 lines, more than 300']);
  });

  it('in a folder of 13 files, and not in one of 12', () => {
    const found = breaches(
      [...folderOf(13, 'src/foundation/store'), ...folderOf(12, 'src/foundation/people')],
      [],
    );

    expect(found).toEqual(['src/foundation/store holds 13 files, more than 12']);
  });

  it('when another file reaches into every room that compose.ts puts together', () => {
    const rooms = [
      '#foundation/store/database.ts',
      '#knowledge/policy/use.ts',
      '#assistant/turn.ts',
    ];
    const importing = (path: string, from: readonly string[]) =>
      readSource(path, `${from.map((file) => `import '${file}';`).join('')} export const x = 1;`);
    const compose = importing('src/compose.ts', rooms);

    const some = breaches([compose, importing('src/commands/ask.ts', rooms.slice(1))], []);
    const all = breaches([compose, importing('src/commands/ask.ts', rooms)], []);

    expect(some).toEqual([]);
    expect(all).toEqual([
      'src/commands/ask.ts reaches into every room that src/compose.ts puts together',
    ]);
  });

  it('in a room that the plan does not name', () => {
    const files = [
      'knowledge/utils/a.ts',
      'knowledge/policy/a.ts',
      'foundation/loose.ts',
      'assistant/skills/x/a.ts',
    ];

    const found = strangers(files.map((path) => readSource(`src/${path}`, 'export const x = 1;')));

    expect(found).toEqual(['src/knowledge/utils', 'src/foundation']);
  });
});

describe('what is right is left alone', () => {
  it.each([
    ['a lower floor', 'src/knowledge/policy/a.ts', '#foundation/kernel/errors.ts'],
    ['a room listed before it', 'src/knowledge/policy/a.ts', '#knowledge/licenses/facts.ts'],
    ['its own room', 'src/channels/web/page/a.ts', '#channels/web/limits.ts'],
    [
      'a neighbour inside the assistant',
      'src/assistant/skills/licenses/a.ts',
      '#assistant/views/licenses/b.ts',
    ],
    ['the assistant, from a channel', 'src/channels/web/a.ts', '#assistant/turn.ts'],
    ['data of the starter office', 'src/assistant/a.ts', '#starter/handbook/a.json'],
    ['a dependency', 'src/foundation/store/a.ts', 'drizzle-orm/pg-core'],
    ['a scoped dependency', 'src/foundation/store/a.ts', '@electric-sql/pglite'],
    ['Node', 'src/foundation/store/a.ts', 'node:fs/promises'],
    ['the package file', 'src/config.ts', '../package.json'],
  ])('an import of %s', (_, path, imported) => {
    const file = readSource(path, `import { x } from '${imported}'; export const y = x;`);

    const found = breaches([file], ['drizzle-orm', '@electric-sql/pglite']);

    expect(found).toEqual([]);
  });

  it('words about imports in comments and strings', () => {
    const text = `
      // import { x } from '#channels/web/a.ts'; process.env; catch {}
      export const help = "export * from '#channels/web/a.ts'; process.env.PORT";
      try { help.at(0); } catch (cause) { throw new Error('no help', { cause }); }`;

    const found = breaches([readSource('src/foundation/kernel/a.ts', text)], []);

    expect(found).toEqual([]);
  });
});

function folderOf(count: number, folder: string): SourceFile[] {
  return Array.from({ length: count }, (_, index) =>
    readSource(`${folder}/f${index}.ts`, 'export const x = 1;'),
  );
}
