/** How Steward is connected to Microsoft Teams; read from the environment by `config.ts`. */
export interface TeamsSettings {
  readonly app: TeamsApp;
  /**
   * Ids of the tenants whose people are served, in lower case; the first is the app's own. The administrator of any other
   * could give somebody there an e-mail address of ours, and so a role. Empty only in development: then any.
   */
  readonly tenants: readonly string[];
  /** A double of the Bot Framework on this machine, without a slash at its end; undefined: Microsoft's own. */
  readonly doubleUrl: string | undefined;
}

/** As whom Steward speaks to the Bot Framework. */
export type TeamsApp =
  | { readonly kind: 'single-tenant'; readonly appId: string; readonly password: string }
  | { readonly kind: 'multi-tenant'; readonly appId: string; readonly password: string }
  /** The machine vouches for it: there is no password. */
  | { readonly kind: 'managed-identity'; readonly appId: string }
  /** Nobody is checked: for a client on this machine, never beyond it. */
  | { readonly kind: 'development' };
