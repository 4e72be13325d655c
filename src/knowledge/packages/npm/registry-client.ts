import http from 'node:http';
import https from 'node:https';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { type Unavailable, unavailable } from '#knowledge/packages/source.ts';

/** Speaks to npm registries as the npm client on this machine is set up: registries, scopes, tokens, proxies. */
export interface RegistryClient {
  /** The registry that is responsible for this package, for counting failures; throws when `.npmrc` cannot be read. */
  registryOf(name: string): Promise<string>;
  /** One GET of a JSON document below the package's registry. */
  get(name: string, path: string, limits: FetchLimits): Promise<Fetched>;
}

export interface FetchLimits {
  readonly timeoutMs: number;
  /** After decompression. */
  readonly maxBytes: number;
}

export type Fetched =
  | { readonly kind: 'json'; readonly body: unknown }
  | { readonly kind: 'missing' }
  | { readonly kind: 'may-not-see' }
  | Unavailable;

export interface NpmSurroundings {
  /** Where `${TOKEN}`, `HOME` and `npm_config_…` come from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the project's `.npmrc` lies. */
  readonly cwd: string;
}

/** Reads the configuration on first use: the client's modules take a moment to load. */
export function createRegistryClient(surroundings: NpmSurroundings): RegistryClient {
  let loading: Promise<Loaded> | undefined;
  const agents = new Map<string, http.Agent>();

  function load(): Promise<Loaded> {
    loading ??= loadClient(surroundings).catch((error: unknown) => {
      // The file may be mended while we run.
      loading = undefined;
      throw error;
    });
    return loading;
  }

  return {
    async registryOf(name) {
      return (await load()).registryOf(name);
    },
    async get(name, path, limits) {
      const client = await load();
      const registry = client.registryOf(name);
      const url = URL.parse(`${registry.endsWith('/') ? registry : `${registry}/`}${path}`);
      if (url === null || !/^https?:$/.test(url.protocol)) return unavailable('misconfigured');
      const auth = client.authFor(url.href, name);
      const key = `${url.origin} ${auth.cert === null ? '' : 'with certificate'}`;
      const agent = agents.get(key) ?? client.agentFor(url, auth);
      agents.set(key, agent);
      const signal = AbortSignal.timeout(Math.ceil(limits.timeoutMs));
      const headers = { ...client.headers, ...authorization(auth) };
      return fetchJson(url, { agent, headers, signal }, limits.maxBytes);
    },
  };
}

interface Loaded {
  registryOf(name: string): string;
  authFor(address: string, name: string): Auth;
  agentFor(url: URL, auth: Auth): http.Agent;
  readonly headers: Readonly<Record<string, string>>;
}

interface Auth {
  readonly token: string | null;
  readonly auth: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}

/** What we need of the client's flat configuration; the rest is passed on to the client unread. */
const Flat = z.looseObject({
  userAgent: z.string().catch('npm'),
  strictSSL: z.boolean().catch(true),
  ca: z.union([z.string(), z.array(z.string()), z.null()]).catch(null),
  cert: z.string().nullable().catch(null),
  key: z.string().nullable().catch(null),
  proxy: z.string().nullable().catch(null),
  httpsProxy: z.string().nullable().catch(null),
  noProxy: z
    .union([z.string(), z.array(z.string())])
    .nullable()
    .catch(null),
  localAddress: z.string().nullable().catch(null),
});

async function loadClient({ env, cwd }: NpmSurroundings): Promise<Loaded> {
  const [{ default: Config }, { default: definitions }, { default: registryFetch }] =
    await Promise.all([
      import('@npmcli/config'),
      import('@npmcli/config/lib/definitions/index.js'),
      import('npm-registry-fetch'),
    ]);
  const config = new Config({
    ...definitions,
    npmPath: cwd,
    argv: ['node', 'steward'],
    // It writes into the environment it is given.
    env: { ...env },
    cwd,
    warn: false,
  });
  await config.load();
  const flat = config.flat;
  const read = Flat.parse(flat);
  return {
    registryOf: (name) => registryFetch.pickRegistry(name, flat),
    authFor: (address, name) => registryFetch.getAuth(address, { ...flat, spec: name }),
    agentFor: (url, auth) => agentFor(url, auth, read, env),
    headers: {
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'user-agent': read.userAgent,
    },
  };
}

function agentFor(
  url: URL,
  auth: Auth,
  flat: z.infer<typeof Flat>,
  env: NpmSurroundings['env'],
): http.Agent {
  const common = {
    keepAlive: true,
    ...(flat.localAddress === null ? {} : { localAddress: flat.localAddress }),
    proxyEnv: {
      HTTP_PROXY: flat.proxy ?? env.HTTP_PROXY ?? env.http_proxy,
      HTTPS_PROXY: flat.httpsProxy ?? flat.proxy ?? env.HTTPS_PROXY ?? env.https_proxy,
      NO_PROXY: noProxy(flat.noProxy) ?? env.NO_PROXY ?? env.no_proxy,
    },
  };
  if (url.protocol === 'http:') return new http.Agent(common);
  const cert = auth.cert ?? flat.cert;
  const key = auth.key ?? flat.key;
  return new https.Agent({
    ...common,
    rejectUnauthorized: flat.strictSSL,
    ...(flat.ca === null ? {} : { ca: flat.ca }),
    ...(cert === null || key === null ? {} : { cert, key }),
  });
}

function noProxy(setting: string | readonly string[] | null): string | undefined {
  const hosts = typeof setting === 'string' ? setting : setting?.join(',');
  return hosts === '' ? undefined : hosts;
}

function authorization({ token, auth }: Auth): Readonly<Record<string, string>> {
  if (token !== null) return { authorization: `Bearer ${token}` };
  return auth === null ? {} : { authorization: `Basic ${auth}` };
}

interface RequestOptions {
  readonly agent: http.Agent;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const MOST_REDIRECTS = 3;

/**
 * Our own request rather than the client's: that one follows redirects to any host and keeps the whole
 * body of an error. Errors are told by kind only, for their texts hold addresses and may hold tokens.
 */
async function fetchJson(start: URL, options: RequestOptions, maxBytes: number): Promise<Fetched> {
  let url = start;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    try {
      const response = await send(url, options);
      const status = response.statusCode ?? 0;
      if (status === 200) return await readJson(response, maxBytes);
      // What a refusal says is not read: it may be endless.
      response.destroy();
      const target = URL.parse(response.headers.location ?? '', url);
      if (status < 300 || status >= 400) return refused(status, response.headers);
      // Another host may be one of ours that only we can reach, and must not see the token.
      if (target?.origin !== start.origin) return unavailable('nonsense');
      url = target;
    } catch {
      return unavailable(options.signal.aborted ? 'timeout' : 'network');
    }
  }
  return unavailable('nonsense');
}

function send(url: URL, { agent, headers, signal }: RequestOptions): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http;
    request(url, { agent, headers, signal }).on('response', resolve).on('error', reject).end();
  });
}

async function readJson(response: http.IncomingMessage, maxBytes: number): Promise<Fetched> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy();
    return unavailable('too-large');
  }
  const zipped = response.headers['content-encoding'] === 'gzip';
  const body = zipped ? response.compose(createGunzip()) : response;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    // Streams without an encoding give buffers; their type does not say so.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > maxBytes) {
      response.destroy();
      return unavailable('too-large');
    }
    chunks.push(bytes);
  }
  try {
    return { kind: 'json', body: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    // A proxy's page or half a document.
    return unavailable('nonsense');
  }
}

function refused(status: number, headers: http.IncomingHttpHeaders): Fetched {
  if (status === 404 || status === 410) return { kind: 'missing' };
  if (status === 401 || status === 403) return { kind: 'may-not-see' };
  if (status === 429) return unavailable('rate-limited', retryAfterMs(headers));
  if (status >= 500) return unavailable('server-error', retryAfterMs(headers));
  return unavailable('nonsense');
}

/** `Retry-After` is in seconds, or a time by the server's own clock. */
function retryAfterMs(headers: http.IncomingHttpHeaders): number | undefined {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const wait = Date.parse(value) - Date.parse(headers.date ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
