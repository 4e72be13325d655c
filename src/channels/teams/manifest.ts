import { cutWords } from '#foundation/cards/cut-text.ts';
import packageFile from '../../../package.json' with { type: 'json' };

/** All that Steward uses of Teams, in one place: the manifest asks for it, and tests hold the code against it. */
export const teamsUses = {
  scopes: ['personal', 'team', 'groupChat'],
  /** Teams lets a bot take and give files in a personal conversation only. */
  files: true,
  /** Words that Teams offers where somebody begins to write; questions to begin with follow them. */
  commands: {
    personal: [
      { title: 'home', description: 'A place to begin, what waits for you, and the policy' },
      { title: 'help', description: 'What Steward answers, with examples' },
    ],
    // What waits for somebody is no business of the others there.
    team: [{ title: 'help', description: 'What Steward answers, with examples' }],
    groupChat: [{ title: 'help', description: 'What Steward answers, with examples' }],
  },
  /** Offered beside the box in which people write, and on messages. */
  extension: {
    search: { id: 'packages', parameter: 'package', contexts: ['compose', 'commandBox'] },
    action: { id: 'ask', contexts: ['message', 'compose', 'commandBox'] },
  },
  /** What Teams asks and waits for; each stands for something that the manifest or our cards offer. */
  invokes: [
    'adaptiveCard/action',
    'task/fetch',
    'task/submit',
    'composeExtension/query',
    'composeExtension/fetchTask',
    'composeExtension/submitAction',
    'fileConsent/invoke',
  ],
} as const;

export type TeamsInvoke = (typeof teamsUses.invokes)[number];

/** Where Teams calls us, below the address under which it reaches us. */
export const teamsPaths = { messages: '/api/messages' } as const;

/** Of the manifest, the newest first. Nothing that Steward uses differs between them. */
export const teamsSchemas = ['1.29', '1.28'] as const;
export type TeamsSchema = (typeof teamsSchemas)[number];

export interface TeamsManifestOptions {
  /** Of the bot's app in Azure, and so of the app in Teams. */
  readonly appId: string;
  /** Where Steward is reached: a name alone. */
  readonly domain: string;
  readonly officeName: string;
  readonly schema: TeamsSchema;
  /** Questions to begin with. */
  readonly examples: readonly string[];
  /** What the app's page in Teams leads to; what is not given leads to the domain, where Steward says it itself. */
  readonly pages?: {
    readonly website?: string | undefined;
    readonly privacy?: string | undefined;
    readonly terms?: string | undefined;
  };
}

export type TeamsManifest = ReturnType<typeof teamsManifest>;

/** What Teams makes the app from. https://learn.microsoft.com/microsoft-365/extensibility/schema/ */
export function teamsManifest(options: TeamsManifestOptions) {
  const { appId, domain, officeName, schema, examples, pages = {} } = options;
  const root = `https://${domain}/`;
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${schema}/MicrosoftTeams.schema.json`,
    manifestVersion: schema,
    version: packageFile.version,
    id: appId,
    developer: {
      name: cutWords(officeName, 32),
      websiteUrl: pages.website ?? root,
      privacyUrl: pages.privacy ?? `${root}#privacy`,
      termsOfUseUrl: pages.terms ?? `${root}#terms`,
    },
    name: { short: 'Steward', full: 'Steward, for open source licenses and packages' },
    description: {
      short: 'May we use this license or package? Answers from our own policy.',
      full: `Ask in your own words whether you may use a license or an npm package. Steward answers from published facts and from the policy of ${cutWords(officeName, 80)}, says why, says what you have to do, and says where it knows it from. Its answers are guidance under company policy, not legal advice.`,
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1f3a4d',
    bots: [
      {
        botId: appId,
        scopes: teamsUses.scopes,
        supportsFiles: teamsUses.files,
        commandLists: teamsUses.scopes.map((scope) => commandList(scope, examples)),
      },
    ],
    composeExtensions: [{ botId: appId, commands: extensionCommands() }],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [],
    // From 1.25 on Teams takes no app with the scope `team` that leaves it out, though the schema would.
    supportsChannelFeatures: 'tier1',
    defaultInstallScope: 'personal',
  };
}

const COMMANDS_MOST = 12;
const TITLE_MOST = 128;

function commandList(scope: (typeof teamsUses.scopes)[number], examples: readonly string[]) {
  const questions = examples.map((question) => ({
    title: cutWords(question, TITLE_MOST),
    description: 'A question to begin with',
  }));
  return {
    scopes: [scope],
    commands: [...teamsUses.commands[scope], ...questions].slice(0, COMMANDS_MOST),
  };
}

function extensionCommands() {
  const { search, action } = teamsUses.extension;
  return [
    {
      id: search.id,
      type: 'query',
      title: 'Look up a package',
      description: 'Puts what Steward says about an npm package into your message',
      context: search.contexts,
      initialRun: false,
      parameters: [
        {
          name: search.parameter,
          title: 'Package',
          description: 'Name of an npm package, such as left-pad',
          inputType: 'text',
        },
      ],
    },
    {
      id: action.id,
      type: 'action',
      title: 'Ask Steward',
      description: 'Ask whether you may use a license or a package',
      context: action.contexts,
      fetchTask: true,
    },
  ];
}
