/** Of the Web API; every address of Slack begins here. */
export const slackApiUrl = 'https://slack.com/api/';

/** Where people say that Steward may enter their workspace. A double on this machine plays that page too. */
export function authorizationUrl(apiUrl: string): string {
  const isDouble = new URL(apiUrl).protocol === 'http:';
  return new URL('/oauth/v2/authorize', isDouble ? apiUrl : slackApiUrl).href;
}

/** Where Slack takes answers to commands and presses, and where it keeps files; nothing is sent or fetched elsewhere. */
export function slackOrigins(apiUrl: string): { readonly hooks: string; readonly files: string } {
  const { protocol, origin } = new URL(apiUrl);
  return protocol === 'http:'
    ? { hooks: origin, files: origin }
    : { hooks: 'https://hooks.slack.com', files: 'https://files.slack.com' };
}

/** Pages of Slack that people are led to. */
export const slackPages = {
  /** Where apps are made. */
  apps: 'https://api.slack.com/apps',
  /** Slack in a browser; a workspace's or an organisation's id follows. */
  client: 'https://app.slack.com/client/',
  /** Opens an app in a workspace. */
  openApp: 'https://slack.com/app_redirect',
} as const;
