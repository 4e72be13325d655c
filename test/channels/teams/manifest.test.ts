import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examples } from '#assistant/views/help/help-card.ts';
import {
  type TeamsManifest,
  type TeamsManifestOptions,
  teamsManifest,
  teamsSchemas,
  teamsUses,
} from '#channels/teams/manifest.ts';
import packageFile from '../../../package.json' with { type: 'json' };

const options: TeamsManifestOptions = {
  appId: '00000000-0000-4000-8000-000000000001',
  domain: 'steward.example.com',
  officeName: 'Open Source Program Office',
  schema: '1.29',
  examples,
};

describe('the manifest of Teams', () => {
  it('names one app, and its bot everywhere', () => {
    const { id, bots, composeExtensions } = teamsManifest(options);

    const named = [id, ...bots.map(botOf), ...composeExtensions.map(botOf)];

    expect(named).toEqual(Array(3).fill(options.appId));
  });

  it('has the version of Steward', () => {
    expect(teamsManifest(options).version).toBe(packageFile.version);
  });

  it.each(teamsSchemas)('says which schema it follows: %s', (schema) => {
    const manifest = teamsManifest({ ...options, schema });

    expect(manifest.manifestVersion).toBe(schema);
    expect(manifest.$schema).toBe(
      `https://developer.microsoft.com/json-schemas/teams/v${schema}/MicrosoftTeams.schema.json`,
    );
  });

  it('differs in nothing else between the schemas', () => {
    const [one, ...others] = teamsSchemas.map((schema) => {
      const { $schema, manifestVersion, ...rest } = teamsManifest({ ...options, schema });
      return rest;
    });

    expect(others).toEqual(Array(others.length).fill(one));
  });

  it('leads people to the domain, and to pages that are named', () => {
    const alone = teamsManifest(options).developer;
    const privacy = 'https://example.com/privacy';
    const named = teamsManifest({ ...options, pages: { privacy } }).developer;

    const root = 'https://steward.example.com/';
    const terms = `${root}#terms`;
    expect([alone.websiteUrl, alone.privacyUrl, alone.termsOfUseUrl]).toEqual([
      root,
      `${root}#privacy`,
      terms,
    ]);
    expect([named.websiteUrl, named.privacyUrl, named.termsOfUseUrl]).toEqual([
      root,
      privacy,
      terms,
    ]);
  });

  it('asks for no page of ours to be opened within Teams', () => {
    expect(teamsManifest(options).validDomains).toEqual([]);
  });

  it('is taken for teams, where it says that it minds the kinds of channels', () => {
    const { bots, supportsChannelFeatures } = teamsManifest(options);

    expect(bots.flatMap(({ scopes }) => scopes)).toContain('team');
    expect(supportsChannelFeatures).toBe('tier1');
  });

  it('stays within what Teams allows, whatever the office is called and however much is offered', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(words, fc.array(words, { maxLength: 20 }), (officeName, many) => {
        const manifest = teamsManifest({ ...options, officeName, examples: many });

        const { developer, name, description, bots } = manifest;
        expect(developer.name.length).toBeLessThanOrEqual(32);
        expect(name.short.length).toBeLessThanOrEqual(30);
        expect(name.full.length).toBeLessThanOrEqual(100);
        expect(description.short.length).toBeLessThanOrEqual(80);
        expect(description.full.length).toBeLessThanOrEqual(4000);
        for (const { commands } of bots.flatMap(({ commandLists }) => commandLists)) {
          expect(commands.length).toBeLessThanOrEqual(12);
          expect(commands.every(({ title }) => title.length <= 128)).toBe(true);
        }
      }),
    );
  });
});

describe('what Steward uses of Teams', () => {
  const manifest = teamsManifest(options);
  const extension = commandsOf(manifest);

  it('is where the bot is, with words to begin with in each place', () => {
    const [bot] = manifest.bots;

    expect(bot?.scopes).toEqual(teamsUses.scopes);
    expect(bot?.commandLists.map(({ scopes }) => scopes)).toEqual(
      teamsUses.scopes.map((scope) => [scope]),
    );
  });

  it.each(teamsUses.scopes)('offers its words, then three questions: %s', (scope) => {
    const list = manifest.bots[0]?.commandLists.find(({ scopes }) => scopes.includes(scope));

    expect(list?.commands.map(({ title }) => title)).toEqual([
      ...teamsUses.commands[scope].map(({ title }) => title),
      ...examples,
    ]);
  });

  it('shows what waits for somebody where nobody else is', () => {
    const withHome = teamsUses.scopes.filter((scope) =>
      teamsUses.commands[scope].some(({ title }) => title === 'home'),
    );

    expect(withHome).toEqual(['personal']);
  });

  it('has something in the manifest, or on a card, that brings each invoke', () => {
    const onCards = ['adaptiveCard/action', 'task/fetch', 'task/submit'];

    const brought = [
      ...onCards,
      ...extension.flatMap((command) => invokesOf(command)),
      ...(manifest.bots[0]?.supportsFiles ? ['fileConsent/invoke'] : []),
    ];

    expect([...teamsUses.invokes].sort()).toEqual(brought.sort());
  });

  it('names the commands of the extension, where they are and what they take', () => {
    const { search, action } = teamsUses.extension;

    expect(extension.map(({ id, context }) => ({ id, context }))).toEqual([
      { id: search.id, context: search.contexts },
      { id: action.id, context: action.contexts },
    ]);
    expect(extension[0]?.parameters?.map(({ name }) => name)).toEqual([search.parameter]);
  });
});

function botOf({ botId }: { readonly botId: string }): string {
  return botId;
}

function commandsOf({ composeExtensions }: TeamsManifest) {
  return composeExtensions.flatMap(({ commands }) => commands);
}

/** https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/what-are-messaging-extensions */
function invokesOf({ type, fetchTask }: ReturnType<typeof commandsOf>[number]): string[] {
  if (type === 'query') return ['composeExtension/query'];
  return [...(fetchTask ? ['composeExtension/fetchTask'] : []), 'composeExtension/submitAction'];
}
