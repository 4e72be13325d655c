import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { init } from '#commands/init.ts';
import { printSlackManifest, slackManifestText } from '#commands/manifest/slack.ts';
import { readConfig } from '#config.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { testFolder } from '../../support/folder.ts';

const config = readConfig({});
const byHttp = { url: 'https://steward.example.com', socket: false, many: false };
const bySocket = { socket: true, many: false };

describe('manifest slack', () => {
  const folder = testFolder();

  it.each([
    ['slack.json', byHttp],
    ['slack-socket.json', bySocket],
  ])('writes what stands in manifests/%s', async (file, wishes) => {
    const shipped = await readFile(new URL(`../../../manifests/${file}`, import.meta.url), 'utf8');

    const { office } = await loadOffice(undefined);
    const text = slackManifestText(wishes, office, config);

    expect(JSON.parse(text)).toEqual(JSON.parse(shipped));
  });

  it('prints JSON and nothing else', async () => {
    const printed = await printSlackManifest(byHttp, config);

    expect(JSON.parse(printed)).toMatchObject({ display_information: { name: 'Steward' } });
  });

  it('writes a file where it is told to, and says what to do with it', async () => {
    const out = path.join(folder.path, 'slack.json');

    const said = await printSlackManifest({ ...byHttp, out }, config);

    expect(said).toContain('https://api.slack.com/apps');
    expect(JSON.parse(await readFile(out, 'utf8'))).toHaveProperty('settings');
  });

  it('asks for the groups of Slack when the office folder gives one a role', async () => {
    const office = path.join(folder.path, 'office');
    await mkdir(office);
    await init(office);
    const file = path.join(office, 'office.yaml');
    const text = (await readFile(file, 'utf8')).replace(/^roles:[\s\S]*?(?=^\S|$(?![\s\S]))/m, '');
    await writeFile(file, `${text}\nroles:\n  ospo:\n    - group: "slack:S0123ABCD"\n`);

    const printed = await printSlackManifest(byHttp, { ...config, officeFolder: office });

    expect(printed).toContain('usergroups:read');
  });

  it('takes the public address of the settings when none is given', async () => {
    const set = readConfig({ PUBLIC_URL: 'https://set.example.com' });

    const printed = await printSlackManifest({ socket: false, many: false }, set);

    expect(printed).toContain('"https://set.example.com/slack/events"');
  });

  it.each([
    ['no address', { socket: false, many: false }, '--socket'],
    ['http', { ...byHttp, url: 'http://steward.example.com' }, 'https address'],
    ['a path', { ...byHttp, url: 'https://example.com/steward' }, 'without a path'],
    ['a user', { ...byHttp, url: 'https://me:word@example.com' }, 'without a path, a user'],
    ['no words of an address', { ...byHttp, url: 'steward' }, 'https address'],
    ['this machine', { ...byHttp, url: 'https://localhost:3000' }, 'a name that Slack finds'],
    ['a number of a machine', { ...byHttp, url: 'https://10.0.0.7' }, 'a name that Slack finds'],
    ['a loopback address', { ...byHttp, url: 'https://[::1]' }, 'a name that Slack finds'],
    ['an address with Socket Mode', { ...byHttp, socket: true }, 'Choose one'],
    ['many by Socket Mode', { ...bySocket, many: true }, 'one workspace'],
  ])('refuses %s in plain words', async (_, wishes, words) => {
    await expect(printSlackManifest(wishes, config)).rejects.toMatchObject({
      code: 'invalid-input',
      advice: expect.stringContaining(words),
    });
  });

  it('names the setting when the address comes from there', async () => {
    const set = readConfig({ PUBLIC_URL: 'http://127.0.0.1:3000' });

    const printed = printSlackManifest({ socket: false, many: false }, set);

    await expect(printed).rejects.toMatchObject({
      advice: expect.stringMatching(/^PUBLIC_URL must be an https address/),
    });
  });

  it('says so when the file cannot be written', async () => {
    const out = path.join(folder.path, 'no-such-folder', 'slack.json');

    await expect(printSlackManifest({ ...byHttp, out }, config)).rejects.toMatchObject({
      code: 'misconfigured',
    });
  });
});
