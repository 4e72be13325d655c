import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { init } from '#commands/init.ts';
import { diffPolicy } from '#commands/policy/diff-policy.ts';
import { type Config, readConfig } from '#config.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { type Database, openDatabase } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import { requests } from '#foundation/store/tables/requests.ts';
import { isPostgres, openOwnDatabase } from '../../support/database.ts';
import { testFolder } from '../../support/folder.ts';
import { copyMigratedFolder } from '../../support/migrated-folder.ts';
import { runSteward, startSteward } from '../../support/run-steward.ts';

const decided = new Date('2026-03-02T09:00:00Z');

describe('policy diff', { timeout: 120_000 }, () => {
  const folder = testFolder();
  let config: Config;
  beforeEach(() => {
    config = readConfig({ STEWARD_DATA: path.join(folder.path, 'data') });
  });

  it('compares also where there is no database', async () => {
    const said = await diffPolicy(['balanced', 'strict'], false, config);

    expect(said).toMatch(
      /^From policy 2026\.1 \(balanced\) to 2026\.1 \(strict\):\n\n\*\*Stricter/,
    );
    expect(said).toContain('All network copyleft licenses (21), as a development tool');
    expect(said).toContain(`Requests are not looked at: there is no database in ${folder.path}`);
  });

  it('compares also where the database does not answer', async () => {
    const away = readConfig({ DATABASE_URL: 'postgres://steward@127.0.0.1:1/steward' });

    const said = await diffPolicy(['strict', 'strict'], false, away);

    expect(said).toContain('Nothing changes for anybody.');
    expect(said).toContain('Requests are not looked at: the database does not answer.');
  });

  it('compares also where a process holds the database that does not answer', async () => {
    const database = await openIn(config);

    const said = await diffPolicy(['strict', 'strict'], false, config);
    await database.close();

    expect(said).toContain('Requests are not looked at: a running Steward holds the database.');
  });

  it('compares the policies and the handbooks of two office folders', async () => {
    const [one, other] = [path.join(folder.path, 'one'), path.join(folder.path, 'other')];
    await init(one, 'balanced');
    await init(other, 'balanced');
    const file = path.join(other, 'policy.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace(/(id: hosted-weak\n.*\n +verdict: )allowed/, '$1needs-review'),
    );
    await appendFile(path.join(other, 'handbook', 'faq.md'), '\n\n## And games?\n\nAsk us.\n');

    const said = await diffPolicy([one, other], false, config);

    expect(said).toContain('weak copyleft licenses, in a hosted service: allowed → needs review.');
    expect(said).toMatch(/\*\*The handbook\*\*\n\n- New: .*And games\?\n\n/);
  });

  it('lists what is touched, with who asked and when', async () => {
    await keep(config, 2);

    const said = await diffPolicy(['balanced', 'strict'], false, config);

    expect(said).toContain(
      [
        'Open requests and approvals that get another verdict: 2 of 3.',
        '  REQ-1 Use lib-0 in Checkout (Ada, approved 2026-03-02): allowed → needs review. Linked statically or copied in, it is hard to keep weak copyleft apart from our code.',
        '  REQ-2 Use lib-1 in Checkout (Ada, open since 2026-03-02): allowed → needs review. Linked statically or copied in, it is hard to keep weak copyleft apart from our code.',
        'Neither policy says anything of 1: no license is known, or no use.',
      ].join('\n'),
    );
  });

  it('asks a Steward that runs on the data folder', async () => {
    await keep(config, 203);
    const running = await startSteward({
      STEWARD_DATA: config.dataFolder,
      STEWARD_WEB_PORT: '0',
    });
    onTestFinished(async () => {
      await running.stop();
    });

    const json: unknown = JSON.parse(await diffPolicy(['balanced', 'strict'], true, config));

    expect(json).toMatchObject({
      requests: { kind: 'looked', looked: 204, unjudged: 1, count: 203 },
    });
    expect(json).toHaveProperty('requests.touched.length', 203);
    expect(json).toHaveProperty('requests.touched.202.submittedAt', decided.toISOString());
  });

  it('says where nothing is touched', async () => {
    await keep(config, 2);

    const said = await diffPolicy(['strict', 'strict'], false, config);

    expect(said).toContain('No open request and no approval gets another verdict (looked at: 3).');
  });

  it('names the first fifty, and all of them to scripts', async () => {
    await keep(config, 260);

    const said = await diffPolicy(['balanced', 'strict'], false, config);
    const json: unknown = JSON.parse(await diffPolicy(['balanced', 'strict'], true, config));

    expect(said.match(/^ {2}REQ-/gm)).toHaveLength(50);
    expect(said).toContain('  And 210 more; --json lists them all.');
    expect(json).toMatchObject({
      old: { version: '2026.1', profile: 'balanced' },
      new: { version: '2026.1', profile: 'strict' },
      draft: expect.stringMatching(/^\*\*Stricter than before\*\*/),
      changes: expect.arrayContaining([
        expect.objectContaining({ kind: 'tie-break', from: 'patent-grant', to: 'fewest-duties' }),
      ]),
      requests: { kind: 'looked', looked: 261, unjudged: 1, count: 260 },
    });
    expect(json).toHaveProperty('requests.touched.length', 260);
    expect(json).toHaveProperty('requests.touched.259.after.verdict', 'needs-review');
  });

  it('names what is not there, and mistakes by file and line', async () => {
    const nowhere = path.join(folder.path, 'nowhere');
    const wrong = path.join(folder.path, 'wrong.yaml');
    await writeFile(wrong, 'version: 1\n');

    await expect(diffPolicy([nowhere, 'strict'], false, config)).rejects.toMatchObject({
      code: 'not-found',
      advice: expect.stringContaining(`There is no file or folder ${nowhere}.`),
    });
    await expect(diffPolicy(['strict', wrong], false, config)).rejects.toMatchObject({
      code: 'misconfigured',
      advice: expect.stringContaining('wrong.yaml:1'),
    });
  });

  it.each([
    [['balanced', 'strict'], 0],
    [['nowhere', 'strict'], 2],
    [['balanced'], 64],
    [['balanced', 'strict', 'balanced'], 64],
  ])('as a command with %j ends with %i', async (words, status) => {
    const ended = await runSteward(['policy', 'diff', ...words], {
      STEWARD_DATA: path.join(folder.path, 'data'),
    });

    expect(ended.status).toBe(status);
  });

  describe.runIf(isPostgres)('with the data in PostgreSQL', () => {
    it('lists what is touched too', async () => {
      const own = await openOwnDatabase();
      await addRequests(own.database, 2);

      const said = await diffPolicy(
        ['balanced', 'strict'],
        false,
        readConfig({ DATABASE_URL: own.url }),
      );
      await own.remove();

      expect(said).toContain('Open requests and approvals that get another verdict: 2 of 3.');
    });
  });
});

async function openIn({ dataFolder }: Config): Promise<Database> {
  await copyMigratedFolder(dataFolder);
  return openDatabase({ kind: 'embedded', folder: dataFolder }, silentLog);
}

async function keep(config: Config, touched: number): Promise<void> {
  const database = await openIn(config);
  await addRequests(database, touched);
  await database.close();
}

/** So many that are touched, of which every second is approved, and one of which nothing is known. */
async function addRequests({ db }: Database, touched: number): Promise<void> {
  const ada = newId();
  await db.insert(people).values({ id: ada, displayName: 'Ada', createdAt: decided });
  const use = { product: 'Checkout', distribution: 'hosted', linkage: 'static', modified: 'no' };
  const rows = Array.from({ length: touched + 1 }, (_, at) => ({
    id: newId(),
    form: 'use',
    formVersion: 3,
    asked: { form: {}, answers: { package: `lib-${at}`, ...use } },
    title: `Use lib-${at} in Checkout`,
    matter: `lib-${at}`,
    facts: {
      risk: { score: 0, lines: [] },
      ...(at < touched && { component: `pkg:npm/lib-${at}@1.0.0`, licenses: 'MPL-2.0' }),
    },
    component: `pkg:npm/lib-${at}`,
    route: { lane: 'all', title: 'All', why: [], stages: [] },
    requesterId: ada,
    state: at % 2 === 0 ? 'approved' : 'in-review',
    version: 2,
    submittedAt: decided,
    changedAt: decided,
    closedAt: at % 2 === 0 ? decided : null,
  }));
  await db.insert(requests).values(rows);
}
