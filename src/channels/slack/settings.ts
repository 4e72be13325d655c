/** How Steward is connected to Slack; read from the environment by `config.ts`. */
export interface SlackSettings {
  /** Slack calls us over HTTP, or we hold a connection to Slack (Socket Mode). */
  readonly receiver:
    | { readonly kind: 'http'; readonly signingSecret: string }
    | { readonly kind: 'socket'; readonly appToken: string };
  /** One workspace by its bot token, or each that installs Steward. */
  readonly workspaces:
    | { readonly kind: 'one'; readonly botToken: string }
    | {
        readonly kind: 'installed';
        readonly clientId: string;
        readonly clientSecret: string;
        /** 32 bytes each: the first seals, all open. */
        readonly keys: readonly Buffer[];
        /**
         * Ids of the workspaces (`T…`) and organisations (`E…`) that may install. The administrator of any other could
         * give somebody there an e-mail address of ours, and so a role.
         */
        readonly teams: readonly string[];
      };
  /** Of the Web API, with a slash at its end. */
  readonly apiUrl: string;
}
