import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  slackManifest,
  slackPaths,
  slackScopes,
  slackUses,
  usesSlackGroups,
} from '#channels/slack/manifest.ts';
import { readPayload } from '#channels/slack/receive/read-payload.ts';
import type { RoleGrants } from '#foundation/people/office.ts';
import { fixture, isRecord, type Payload } from '../../support/slack/fixtures.ts';

const options = {
  url: 'https://steward.example.com',
  socket: false,
  many: false,
  usesGroups: false,
  officeName: 'Open Source Program Office',
  prompts: ['can I use left-pad?'],
};
const nobody: RoleGrants = { ospo: [], auditor: [], administrator: [], reviewers: {} };

describe('the manifest of Slack', () => {
  it('leads all calls of Slack to the address that was given', () => {
    const text = JSON.stringify(slackManifest(options));

    const addresses = [...text.matchAll(/"(https?:[^"]*)"/g)].map(([, address]) => address);

    expect(addresses.length).toBeGreaterThan(3);
    expect(new Set(addresses)).toEqual(
      new Set([
        `https://steward.example.com${slackPaths.events}`,
        `https://steward.example.com${slackPaths.redirect}`,
      ]),
    );
  });

  it('names no address for Socket Mode', () => {
    const manifest = slackManifest({ ...options, socket: true });

    expect(JSON.stringify(manifest)).not.toContain('http');
    expect(manifest.settings.socket_mode_enabled).toBe(true);
  });

  it('may be installed in whole organisations only where many may install it', () => {
    const deployed = [false, true].map(
      (many) => slackManifest({ ...options, many }).settings.org_deploy_enabled,
    );

    expect(deployed).toEqual([false, true]);
  });

  it('asks for groups only where a role is given to one', () => {
    const one: RoleGrants = {
      ...nobody,
      reviewers: { legal: ['ada@example.org', { platform: 'slack', group: 'S1' }] },
    };
    const other: RoleGrants = { ...nobody, ospo: [{ platform: 'teams', group: 'S1' }] };

    expect(usesSlackGroups({ roles: one })).toBe(true);
    expect(usesSlackGroups({ roles: other })).toBe(false);
    expect(usesSlackGroups({ roles: nobody })).toBe(false);
    expect(slackScopes({ groups: true })).toContain('usergroups:read');
    expect(slackScopes({ groups: false })).not.toContain('usergroups:read');
  });

  it('stays within what Slack allows, whatever the office is called', () => {
    const manifest = slackManifest({
      ...options,
      officeName: 'O'.repeat(80),
      prompts: Array(9).fill('can I use left-pad?'),
    });

    const { display_information: shown, features } = manifest;
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    expect(shown.long_description.length).toBeGreaterThanOrEqual(175);
    expect(features.agent_view.agent_description.length).toBeLessThanOrEqual(300);
    expect(features.agent_view.suggested_prompts).toHaveLength(4);
    expect(features.shortcuts.every(({ name }) => name.length <= 24)).toBe(true);
  });
});

// https://docs.slack.dev/reference/events
const scopeOfEvent: Readonly<Record<string, string | undefined>> = {
  app_home_opened: undefined,
  app_mention: 'app_mentions:read',
  app_uninstalled: undefined,
  'message.im': 'im:history',
  tokens_revoked: undefined,
};

describe('what Steward uses of Slack', () => {
  const { scopes, scopesForGroups, withoutScope, appTokenScopes } = slackUses;
  const needs = Object.values({ ...scopes, ...scopesForGroups, ...appTokenScopes }).flat();
  const known: readonly string[] = [...needs, ...withoutScope];
  const code = sourceOfSlack();
  const called = new Set(code.flatMap(({ text }) => methodsIn(text)));

  it('has the scope of every event', () => {
    const wanted = slackUses.events.map((event) => [event, scopeOfEvent[event]]);

    const given = slackUses.events.map((event) => [
      event,
      Object.entries(scopes).find(([, uses]) => (uses as readonly string[]).includes(event))?.[0],
    ]);

    expect(given).toEqual(wanted);
  });

  it('has the scope of every method that is called', () => {
    const strange = [...called].filter((method) => !known.includes(method));

    expect(strange).toEqual([]);
  });

  it('calls every method that a scope is asked for', () => {
    const methods = known.filter((use) => methodsIn(`client.${use}(`).includes(use));

    const unused = methods.filter((method) => !called.has(method));

    expect(methods.length).toBeGreaterThan(10);
    expect(unused).toEqual([]);
  });

  it('reads the files that a scope is asked for', () => {
    const [address] = scopes['files:read'];

    const readers = code.filter(
      ({ path, text }) => path !== 'manifest.ts' && text.includes(address),
    );

    expect(readers).not.toEqual([]);
  });

  it('hears the events that the manifest names, and no others', () => {
    const heard = fixtures()
      .filter(({ type }) => type === 'event_callback')
      .filter((payload) => readPayload(payload) !== undefined)
      .map(({ event }) => eventName(event));

    expect([...new Set(heard)].sort()).toEqual([...slackUses.events].sort());
  });

  it('reads no event by name that the manifest does not name', () => {
    const reader = code.find(({ path }) => path === 'receive/read-event.ts')?.text ?? '';

    const read = [...reader.matchAll(/(?<!_)type: z\.literal\('([a-z_]+)'\)/g)].map(
      ([, name = '']) => name,
    );

    const named = slackUses.events.map((event) => event.replace(/\..*/, ''));
    expect(read.filter((name) => name !== 'event_callback').sort()).toEqual(named.sort());
  });

  it('hears the command and both shortcuts', () => {
    const { command, shortcuts } = slackUses;

    const heard = [
      fixture('slash-command', { command }),
      fixture('shortcut', { callback_id: shortcuts.global }),
      fixture('message-action', { callback_id: shortcuts.message }),
    ].map((payload) => readPayload(payload)?.kind);

    expect(heard).toEqual(['words', 'shortcut', 'words']);
  });

  it('is tried with the names that stand in the manifest', () => {
    const { command, shortcuts } = slackUses;

    expect(fixture('slash-command').command).toBe(command);
    expect(fixture('shortcut').callback_id).toBe(shortcuts.global);
    expect(fixture('message-action').callback_id).toBe(shortcuts.message);
  });
});

describe('a method that is called is found', () => {
  it.each([
    ['await client.chat.postMessage({ text })', ['chat.postMessage']],
    ['calling(() => client.auth.test())', ['auth.test']],
    ['this.web.assistant.threads\n  .setStatus({})', ['assistant.threads.setStatus']],
    ['client.filesUploadV2({ file })', ['filesUploadV2']],
    [`client.apiCall('chat.delete', {})`, ['chat.delete']],
    ['const { chat } = settings; files.map(draw); view.users.find(is)', []],
  ])('%s', (text, methods) => {
    expect(methodsIn(text)).toEqual(methods);
  });
});

/** The families of the Web API that a bot may meet; what follows in code that calls them is a method. */
const families =
  'admin|api|apps|assistant|auth|bookmarks|bots|calls|canvases|chat|conversations|dialog|dnd|emoji|entity|files|functions|migration|oauth|openid|pins|reactions|reminders|rtm|search|slackLists|stars|team|tooling|usergroups|users|views|workflows';

function methodsIn(text: string): string[] {
  const asProperty = new RegExp(
    `\\.\\s*((?:${families})(?:\\s*\\.\\s*[a-zA-Z]+){1,3})\\s*\\(|\\.(filesUploadV2)\\s*\\(`,
    'g',
  );
  const asText = /apiCall\(\s*'([\w.]+)'/g;
  const found = [...text.matchAll(asProperty), ...text.matchAll(asText)].map((match) =>
    (match[1] ?? match[2] ?? '').replace(/\s/g, ''),
  );
  // Methods of lists that happen to be named like a family.
  return found.filter(
    (name) =>
      !/\.(map|filter|find|some|every|at|join|includes|has|get|set|slice|forEach|push|flatMap|sort|keys|values|entries)$/.test(
        name,
      ),
  );
}

function sourceOfSlack(): { path: string; text: string }[] {
  const folder = new URL('../../../src/channels/slack/', import.meta.url);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));
}

function fixtures(): Payload[] {
  const folder = new URL('../../fixtures/slack/', import.meta.url);
  return readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
}

/** As the manifest names it: messages by their kind of place. */
function eventName(event: unknown): string {
  if (!isRecord(event)) return '';
  return event.type === 'message' ? `message.${event.channel_type}` : String(event.type);
}
