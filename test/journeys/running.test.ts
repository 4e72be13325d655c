import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyMigratedFolder } from '../support/migrated-folder.ts';
import { type Running, runSteward, startSteward } from '../support/run-steward.ts';

// Each test starts processes, one after the other, beside other test files on the same two cores.
vi.setConfig({ testTimeout: 60_000 });

describe('a running Steward', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'steward-test-'));
  const environment = { STEWARD_DATA: folder };
  let steward: Running;
  beforeAll(async () => {
    await copyMigratedFolder(folder);
    steward = await startSteward(environment);
  });
  afterAll(async () => {
    if (steward.child.exitCode === null) await steward.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says what is on, what is off and how to turn it on', () => {
    expect(steward.words).toContain('on   Web chat');
    expect(steward.words).toMatch(/off {2}PostgreSQL +DATABASE_URL=/);
  });

  it('answers a command beside it, with a memory of its own', async () => {
    const first = await runSteward(['ask', 'can I ship GPL-3.0 code in our iOS app?'], environment);
    const second = await runSteward(['ask', 'and', 'for', 'internal use?'], environment);

    expect(first.status).toBe(1);
    expect(first.out).toMatch(/^No, not in a mobile app\n/);
    expect(second.status).toBe(0);
    expect(second.out).toMatch(/^Yes — nothing to do\n/);
  });

  it('gives scripts JSON', async () => {
    const { out, status } = await runSteward(['ask', '--json', 'is MIT ok'], environment);

    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      exitCode: 0,
      answers: [{ outcome: { verdict: 'allowed' } }],
    });
  });

  it('ends with 2 where there is no answer', async () => {
    const { status } = await runSteward(['ask', 'qwoieu zxmcnb alskdj'], environment);

    expect(status).toBe(2);
  });

  it('lets no command in without the token', async () => {
    const answers = await Promise.all(
      ['', 'Bearer wrong'].map((authorization) =>
        fetch(`${steward.url}/control/ask`, {
          method: 'POST',
          headers: { origin: steward.url, 'content-type': 'application/json', authorization },
          body: '{"user":"me","text":"is MIT ok"}',
        }),
      ),
    );

    expect(answers.map((answer) => answer.status)).toEqual([401, 401]);
  });

  it('says that its audit log is intact', async () => {
    const { out, status } = await runSteward(['audit-log', 'verify'], environment);

    expect(status).toBe(0);
    expect(out).toContain('The audit log is intact');
  });

  it('refuses a second owner of its data', async () => {
    const { status, err } = await runSteward(['start'], { ...environment, PORT: '0' });

    expect(status).toBe(2);
    expect(err).toContain('STEWARD_DATA');
  });

  it('ends in order, and leaves its memory to the commands that follow', async () => {
    const status = await steward.stop();
    const after = await runSteward(['ask', 'and in our hosted service?'], environment);
    const log = await runSteward(['audit-log', 'verify'], environment);

    expect(status).toBe(0);
    expect(existsSync(path.join(folder, 'control.json'))).toBe(false);
    expect(after.out).toContain('MIT');
    expect(log.out).toContain('intact');
  });
});

describe('Steward alone', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'steward-test-'));
  const environment = { STEWARD_DATA: path.join(folder, 'none') };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('answers a command without any database, and makes none', async () => {
    const { status, out } = await runSteward(['ask', 'is MIT ok'], environment);

    expect(status).toBe(0);
    expect(out).toContain('Yes, with one obligation when you ship it');
    expect(existsSync(environment.STEWARD_DATA)).toBe(false);
  });

  it.each([
    [[], 0, /npx steward start/],
    [['help'], 0, /npx steward start/],
    [['dance'], 64, /no command "dance"/],
    [['ask', '--loud', 'x'], 64, /loud/],
    [['policy'], 64, /policy check/],
    [['init'], 64, /needs a folder/],
    [['policy', 'check'], 0, /is right/],
    [['audit-log', 'verify'], 2, /no audit log/],
  ] as const)('answers the command line %j', async (args, status, words) => {
    const ended = await runSteward(args, environment);

    expect(ended.status).toBe(status);
    expect(`${ended.out}${ended.err}`).toMatch(words);
  });

  it('starts only on a valid policy, naming its mistakes', async () => {
    const office = path.join(folder, 'office');
    await runSteward(['init', office], environment);
    const { writeFile } = await import('node:fs/promises');
    await writeFile(path.join(office, 'policy.yaml'), 'version: 1\n');

    const { status, err } = await runSteward(['start'], {
      ...environment,
      STEWARD_OFFICE: office,
      PORT: '0',
    });

    expect(status).toBe(2);
    expect(err).toContain('policy.yaml:1');
  });

  it('listens on this machine only', async () => {
    const { status, err } = await runSteward(['start'], {
      STEWARD_DATA: path.join(folder, 'open'),
      HOST: '0.0.0.0',
      PORT: '0',
    });

    expect(status).toBe(2);
    expect(err).toMatch(/127\.0\.0\.1|loopback|this machine/);
  });

  it('takes the next free port, and says so', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const address = blocker.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const data = path.join(folder, 'port');
    await copyMigratedFolder(data);

    const steward = await startSteward({ STEWARD_DATA: data, PORT: String(port) });
    const status = await steward.stop();
    blocker.close();

    expect(steward.words).toContain(`Port ${port} was taken`);
    expect(status).toBe(0);
  });
});
