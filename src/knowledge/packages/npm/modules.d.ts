// The npm client's modules come without types; only what we use of them is declared.

declare module 'npm-registry-fetch' {
  interface Auth {
    readonly token: string | null;
    readonly auth: string | null;
    readonly cert: string | null;
    readonly key: string | null;
  }
  const registryFetch: {
    getAuth(uri: string, options: Readonly<Record<string, unknown>>): Auth;
    pickRegistry(spec: string, options: Readonly<Record<string, unknown>>): string;
  };
  export default registryFetch;
}

declare module '@npmcli/config' {
  export default class Config {
    constructor(options: Readonly<Record<string, unknown>>);
    load(): Promise<unknown>;
    readonly flat: Readonly<Record<string, unknown>>;
  }
}

declare module '@npmcli/config/lib/definitions/index.js' {
  const definitions: Readonly<
    Record<'definitions' | 'shorthands' | 'flatten' | 'nerfDarts', unknown>
  >;
  export default definitions;
}
