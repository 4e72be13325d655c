import { slackApiUrl } from '#channels/slack/address.ts';

/** The only environment variables that Steward reads; the README's table is kept equal to this by a test. */
export const settings = [
  {
    name: 'PORT',
    default: '3000',
    meaning:
      'Port of the web chat; 0 takes any free one. If it is taken, the next free one is used and said. With Slack or Teams it is the port that they call, and is not changed.',
  },
  {
    name: 'HOST',
    default: '127.0.0.1',
    meaning:
      'Address to listen on. The web chat accepts only loopback; what Slack and Teams call may also listen elsewhere, such as `0.0.0.0`.',
  },
  {
    name: 'STEWARD_WEB_PORT',
    default: 'off beside Slack and Teams',
    meaning: 'Port of the web chat beside Slack and Teams, on this machine only.',
  },
  {
    name: 'PUBLIC_URL',
    default: 'none',
    meaning: 'The https address, without a path, under which Slack, Teams and browsers reach PORT.',
  },
  {
    name: 'SLACK_SIGNING_SECRET',
    default: 'none',
    meaning: 'Slack calls Steward over HTTP, and signs with this.',
  },
  {
    name: 'SLACK_APP_TOKEN',
    default: 'none',
    meaning:
      'App-level token (`xapp-…`): Steward holds a connection to Slack (Socket Mode), and needs no address of its own. Comes before the signing secret.',
  },
  {
    name: 'SLACK_BOT_TOKEN',
    default: 'none',
    meaning: 'Bot token (`xoxb-…`) of the one workspace that Steward serves.',
  },
  {
    name: 'SLACK_CLIENT_ID',
    default: 'none',
    meaning:
      'To serve several workspaces that install Steward, instead of one by its token; needs PUBLIC_URL and SLACK_TEAMS.',
  },
  {
    name: 'SLACK_TEAMS',
    default: 'none',
    meaning:
      'The workspaces (`T…`) and organisations (`E…`) that may install Steward, by their ids with commas between. Who administers one can give anybody there an e-mail address, and so a role: name only your own.',
  },
  { name: 'SLACK_CLIENT_SECRET', default: 'none', meaning: 'Belongs to SLACK_CLIENT_ID.' },
  {
    name: 'SLACK_TOKEN_KEYS',
    default: 'none',
    meaning:
      'Keys for the tokens of installed workspaces, 32 bytes each in base64, with commas between. The first seals, all open: put a new one in front, start, then take the old one away.',
  },
  {
    name: 'SLACK_API_URL',
    default: slackApiUrl,
    meaning: 'Where the Web API of Slack is reached: https, or http on this machine.',
  },
  {
    name: 'TEAMS_APP_ID',
    default: 'none',
    meaning: 'Id of the app that Steward is in Azure, as “Application (client) ID” there.',
  },
  {
    name: 'TEAMS_APP_PASSWORD',
    default: 'none',
    meaning: 'Client secret of that app: its value, not its id.',
  },
  {
    name: 'TEAMS_APP_TYPE',
    default: 'single-tenant',
    meaning:
      'What the app is in Azure: `single-tenant`, `multi-tenant`, or `managed-identity`, which has no secret.',
  },
  {
    name: 'TEAMS_TENANTS',
    default: 'none',
    meaning:
      'The tenants whose people are served, by their ids with commas between; the first is the app’s own. Who administers one can give anybody there an e-mail address, and so a role: name only your own.',
  },
  {
    name: 'TEAMS_DEVELOPMENT',
    default: 'off',
    meaning:
      '1: whatever a client on this machine sends is taken, without an app and unchecked. Needs a HOST on loopback; never for serving people.',
  },
  {
    name: 'TEAMS_DOUBLE_URL',
    default: 'none',
    meaning:
      'Where a double of the Bot Framework listens on this machine, to try Steward without Microsoft. What it signs is believed.',
  },
  {
    name: 'DATABASE_URL',
    default: 'none',
    meaning:
      'PostgreSQL to use instead of the embedded database, as `postgres://user:password@host/name`. Behind a pool that shares connections add `?prepare=false`.',
  },
  {
    name: 'STEWARD_DATA',
    default: '.steward',
    meaning: 'Folder of the embedded database, the lock and the audit heads.',
  },
  {
    name: 'STEWARD_OFFICE',
    default: 'the shipped starter',
    meaning: 'The office folder: `office.yaml`, `policy.yaml` and the folder `handbook`.',
  },
  {
    name: 'STEWARD_RATE_SLACK',
    default: '5',
    meaning: 'Messages a second to all of a workspace, 1 to 50, when something goes to many.',
  },
  {
    name: 'STEWARD_RATE_TEAMS',
    default: '30',
    meaning: 'Messages a second to all of a tenant, 1 to 50, when something goes to many.',
  },
  {
    name: 'STEWARD_METRICS_PORT',
    default: 'off',
    meaning:
      'Port at which Prometheus finds `/metrics`, apart from all else; 0 takes any free one.',
  },
  {
    name: 'STEWARD_METRICS_HOST',
    default: '127.0.0.1',
    meaning:
      'Address to listen on for Prometheus. Nobody has to sign in: let only Prometheus reach it.',
  },
  {
    name: 'STEWARD_LOG',
    default: 'info',
    meaning: 'How much is logged: debug, info, warn, error or silent.',
  },
] as const satisfies readonly { name: string; default: string; meaning: string }[];
