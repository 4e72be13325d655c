import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { startTestSteward, type TestSteward } from '../support/test-steward.ts';

const HOUR = 3_600_000;

describe('asking', () => {
  const test = testDatabase();
  let steward: TestSteward;
  beforeAll(async () => {
    steward = await startTestSteward({ db: test.db });
  });
  beforeEach(() => steward.registry.mend());
  afterAll(() => steward.close());

  it('keeps the license in mind when only the use changes', async () => {
    const [first] = await steward.ask('gpl3 lib in our ios app, ok?');
    const [second] = await steward.ask('and on the backend only?');

    expect(first?.outcome).toEqual({ kind: 'verdict', verdict: 'denied' });
    expect(second?.card.title).toBe('Needs review by Legal if linked, yes as a separate program');
  });

  it('takes a pressed button for the answer to its question, twice if pressed twice', async () => {
    const [asked] = await steward.ask('gpl3 lib on the backend');

    const [once] = await steward.press(asked, 'Run as a separate program');
    const [twice] = await steward.press(asked, 'Run as a separate program');

    expect(once?.outcome).toEqual({ kind: 'verdict', verdict: 'allowed' });
    expect(twice).toEqual(once);
  });

  it('asks for the use only when it matters', async () => {
    const [permissive] = await steward.ask('can I use MIT code?');
    const [copyleft] = await steward.ask('can I use GPL-2.0-only code?');

    expect(permissive?.outcome).toEqual({ kind: 'verdict', verdict: 'allowed' });
    expect(copyleft?.outcome).toEqual({ kind: 'asked' });
    expect(copyleft?.card.buttons.map((button) => button.label)).toContain('Hosted service');
  });

  it('keeps the package in mind when another version is named', async () => {
    await steward.ask('can we ship ua-parser-js@2.0.0 in our product?');

    const [older] = await steward.ask('what about 1.0.41?');

    expect(older?.outcome).toEqual({ kind: 'verdict', verdict: 'allowed' });
    expect(await steward.read('and 2.0.0?')).toContain('AGPL-3.0-or-later');
  });

  it('answers “which one?” by a version', async () => {
    const [which] = await steward.ask('can we use GPL in our mobile app?');
    const answer = await steward.read('version 2');

    expect(which?.outcome).toEqual({ kind: 'asked' });
    expect(answer).toContain('GPL-2.0-only');
    expect(answer).toContain('No, not in a mobile app');
  });

  it('asks whether the server or a client is meant, and answers for the one pressed', async () => {
    const [which] = await steward.ask('can we use redis in our hosted service?');
    const [server] = await steward.press(which, 'Redis itself');

    expect(which?.card.title).toBe('Which one?');
    expect(server?.outcome).toEqual({ kind: 'verdict', verdict: 'needs-review' });
    expect(await steward.read('what about 7.2?')).toContain('BSD-3-Clause');
  });

  it('keeps threads and hours apart', async () => {
    await steward.ask('gpl3 lib in our ios app, ok?', 'one');

    const [elsewhere] = await steward.ask('and on the backend only?', 'two');
    steward.clock.advance(13 * HOUR);
    const [later] = await steward.ask('and on the backend only?', 'one');

    expect(elsewhere?.outcome.kind).not.toBe('verdict');
    expect(later?.outcome.kind).not.toBe('verdict');
  });

  it('answers from the cache while the registry is down, and says how old that is', async () => {
    await steward.ask('can I use express?');
    await steward.packages.idle();
    steward.registry.breakDown('express', { kind: 'status', status: 500 });
    steward.clock.advance(30 * HOUR);

    const answer = await steward.read('can I use express?');

    expect(answer).toContain('Yes, with one obligation');
    expect(answer).toContain('30 hours ago (older than a day');
  });

  it('answers license questions with no network at all', async () => {
    steward.registry.breakDown('', { kind: 'drop' });

    const [license] = await steward.ask('can I use MIT code?');
    const [missing] = await steward.ask('can I use react-router?');

    expect(license?.outcome).toEqual({ kind: 'verdict', verdict: 'allowed' });
    expect(missing?.card.title).toContain("couldn't look that package up");
  });

  it('never asks the registry about what is no package name', async () => {
    // What earlier questions still look up behind their answers.
    await steward.packages.idle();
    const asked = steward.registry.requests.length;

    await steward.ask('npm i ../../etc/passwd');
    await steward.ask('npm i http://169.254.169.254/latest/meta-data');
    await steward.ask('can I use https://localhost:8080/admin');
    await steward.ask(`npm i ${'a'.repeat(3000)}`);

    expect(steward.registry.requests.length).toBe(asked);
  });
});
