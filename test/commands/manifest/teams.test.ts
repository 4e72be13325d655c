import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { printTeamsManifest } from '#commands/manifest/teams.ts';
import { readConfig } from '#config.ts';
import { testFolder } from '../../support/folder.ts';
import { runSteward } from '../../support/run-steward.ts';

const config = readConfig({});
const appId = '00000000-0000-0000-0000-000000000000';
const wishes = { appId, domain: 'steward.example.com' };
const inTheSettings = {
  TEAMS_APP_ID: '0A000000-0000-4000-8000-00000000000A',
  TEAMS_APP_PASSWORD: 'made~up.secret-value',
  TEAMS_TENANTS: '0b000000-0000-4000-8000-00000000000b',
  PUBLIC_URL: 'https://set.example.com',
};

describe('manifest teams', () => {
  const folder = testFolder();

  it('writes what stands in manifests/teams.json', async () => {
    const url = new URL('../../../manifests/teams.json', import.meta.url);
    const shipped = await readFile(url, 'utf8');

    const printed = await printTeamsManifest(wishes, config);

    expect(JSON.parse(printed)).toEqual(JSON.parse(shipped));
  });

  it('writes the package where it is told to, and says what to do with it', async () => {
    const out = path.join(folder.path, 'steward-teams.zip');

    const said = await printTeamsManifest({ ...wishes, out }, config);

    const files = unzipSync(await readFile(out));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()))).toEqual(
      JSON.parse(await printTeamsManifest(wishes, config)),
    );
    expect(said).toContain(`The app package is in ${out}.`);
    expect(said).toContain('messaging endpoint to https://steward.example.com/api/messages');
    expect(said).toContain('https://admin.teams.microsoft.com/');
    expect(said).toContain('Manage your apps');
  });

  it('says where people are led who want to know more, until pages are named', async () => {
    const out = path.join(folder.path, 'steward-teams.zip');
    const page = 'https://example.com/steward';

    const without = await printTeamsManifest({ ...wishes, out }, config);
    const pages = { website: page, privacy: page, terms: page };
    const named = await printTeamsManifest({ ...wishes, ...pages, out }, config);

    expect(without).toContain('--privacy');
    expect(named).not.toContain('--privacy');
  });

  it('takes app and address of the settings when none are given', async () => {
    const printed = await printTeamsManifest({}, readConfig(inTheSettings));

    expect(JSON.parse(printed)).toMatchObject({
      id: inTheSettings.TEAMS_APP_ID.toLowerCase(),
      developer: { websiteUrl: 'https://set.example.com/' },
    });
  });

  it('takes what is given before what is set', async () => {
    const printed = await printTeamsManifest(wishes, readConfig(inTheSettings));

    expect(JSON.parse(printed)).toMatchObject({
      id: appId,
      developer: { websiteUrl: 'https://steward.example.com/' },
    });
  });

  it('leads to the pages that are named', async () => {
    const privacy = 'https://example.com/privacy';

    const printed = await printTeamsManifest({ ...wishes, privacy }, config);

    expect(JSON.parse(printed).developer.privacyUrl).toBe(privacy);
  });

  it('follows an older schema where Teams does not take the newest yet', async () => {
    const printed = await printTeamsManifest({ ...wishes, schema: '1.28' }, config);

    expect(JSON.parse(printed).manifestVersion).toBe('1.28');
  });

  it('writes a name of another script as names on the internet are written', async () => {
    const printed = await printTeamsManifest({ ...wishes, domain: 'büro.example.com' }, config);

    expect(JSON.parse(printed).developer.websiteUrl).toBe('https://xn--bro-hoa.example.com/');
  });

  const atName = /--domain must be a name alone/;
  const onInternet = /--domain must be a name that Teams finds on the internet/;
  it.each([
    ['no app', { domain: 'steward.example.com' }, /Which app is it\?.* --app-id/],
    ['no domain', { appId }, /Where does Teams reach Steward\?.* --domain/],
    ['an app by its name', { ...wishes, appId: 'steward' }, /--app-id must be the id/],
    ['half an id', { ...wishes, appId: appId.slice(1) }, /--app-id must be the id/],
    ['a scheme', { ...wishes, domain: 'https://steward.example.com' }, atName],
    ['a path', { ...wishes, domain: 'example.com/steward' }, atName],
    ['a port', { ...wishes, domain: 'steward.example.com:8443' }, atName],
    ['the usual port', { ...wishes, domain: 'steward.example.com:443' }, atName],
    ['a user', { ...wishes, domain: 'me@example.com' }, atName],
    ['a query', { ...wishes, domain: 'example.com?a' }, atName],
    ['nothing', { ...wishes, domain: '' }, atName],
    ['a space', { ...wishes, domain: ' ' }, atName],
    ['words', { ...wishes, domain: 'our steward' }, atName],
    ['this machine', { ...wishes, domain: 'localhost' }, onInternet],
    ['a name on this machine', { ...wishes, domain: 'steward.localhost' }, onInternet],
    ['a number of a machine', { ...wishes, domain: '10.0.0.7' }, onInternet],
    ['a number without dots', { ...wishes, domain: '2130706433' }, onInternet],
    ['a loopback address', { ...wishes, domain: '[::1]' }, atName],
    ['a name of the office’s own network', { ...wishes, domain: 'steward' }, onInternet],
    ['an unknown schema', { ...wishes, schema: '1.2' }, /--schema takes 1\.29 or 1\.28\./],
    ['a page without https', { ...wishes, terms: 'http://example.com' }, /--terms must be the h/],
    ['a page that is none', { ...wishes, website: 'our page' }, /--website must be the https/],
    ['a package of another kind', { ...wishes, out: 'teams.json' }, /--out .* ends in \.zip/],
  ])('refuses %s in plain words', async (_, given, words) => {
    await expect(printTeamsManifest(given, config)).rejects.toMatchObject({
      code: 'invalid-input',
      advice: expect.stringMatching(words),
    });
  });

  it.each([
    ['https://steward.example.com:8443', /^PUBLIC_URL must have no port/],
    ['http://127.0.0.1:3000', /^PUBLIC_URL must have no port/],
    ['https://10.0.0.7', /^PUBLIC_URL must be a name that Teams finds/],
  ])('names the setting when the address comes from there: %s', async (url, words) => {
    const printed = printTeamsManifest({ appId }, readConfig({ PUBLIC_URL: url }));

    await expect(printed).rejects.toMatchObject({ advice: expect.stringMatching(words) });
  });

  it('does not take the app of development, for there is none', async () => {
    const set = readConfig({ TEAMS_DEVELOPMENT: '1' });

    const printed = printTeamsManifest({ domain: 'steward.example.com' }, set);

    await expect(printed).rejects.toMatchObject({ advice: expect.stringContaining('--app-id') });
  });

  it('says so when the file cannot be written, and leaves nothing behind', async () => {
    const out = path.join(folder.path, 'no-such-folder', 'steward.zip');

    await expect(printTeamsManifest({ ...wishes, out }, config)).rejects.toMatchObject({
      code: 'misconfigured',
      advice: expect.stringContaining('cannot be written'),
    });
    expect(await readdir(folder.path)).toEqual([]);
  });
});

describe('manifest, as a command', () => {
  it('prints JSON and nothing else', async () => {
    const { domain } = wishes;
    const ended = await runSteward(
      ['manifest', 'teams', '--app-id', appId, '--domain', domain],
      {},
    );

    expect(ended).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(ended.out)).toHaveProperty('bots');
  });

  it.each([
    [['manifest'], /^manifest takes a word: manifest slack, or manifest teams\./],
    [['manifest', 'discord'], /^manifest takes a word/],
    [['manifest', 'teams', '--socket'], /^manifest teams has no option --socket\./],
    [['manifest', 'slack', '--app-id', appId], /^manifest slack has no option --app-id\./],
  ])('says what it does not take: %j', async (words, said) => {
    const ended = await runSteward(words, {});

    expect(ended).toMatchObject({ status: 64, out: '' });
    expect(ended.err).toMatch(said);
  });
});
