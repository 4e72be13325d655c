import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What goes wrong with a request. */
export type Fault =
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'html' }
  | { readonly kind: 'cut-off' }
  | { readonly kind: 'wrong-type' }
  | { readonly kind: 'oversized'; readonly bytes: number }
  | { readonly kind: 'bomb'; readonly bytes: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'redirect'; readonly to: string };

/** A package as a test writes it down. */
export interface SyntheticPackage {
  readonly name: string;
  /** In the order published; each with whatever its manifest says. */
  readonly versions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly latest?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** An npm registry on loopback that answers as told, and tells what it was asked. */
export interface RegistryDouble {
  readonly url: string;
  readonly requests: readonly { readonly path: string; readonly authorization?: string }[];
  publish(entry: SyntheticPackage): void;
  /** For paths that begin with this one, until mended or for so many requests. */
  breakDown(path: string, fault: Fault, times?: number): void;
  mend(): void;
  /** From now on only requests with this token are answered. */
  requireToken(token: string): void;
  close(): Promise<void>;
}

export async function startRegistryDouble(): Promise<RegistryDouble> {
  const packages = new Map<string, SyntheticPackage>();
  const requests: { path: string; authorization?: string }[] = [];
  let faults: { path: string; fault: Fault; times: number }[] = [];
  let token: string | undefined;

  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/').slice(1);
    const { authorization } = request.headers;
    requests.push({ path, ...(authorization === undefined ? {} : { authorization }) });
    if (token !== undefined && authorization !== `Bearer ${token}`) {
      sendJson(response, { error: 'who are you' }, 401);
      return;
    }
    const broken = faults.find((one) => path.startsWith(one.path) && one.times > 0);
    if (broken === undefined) {
      answer(path, packages, request, response);
      return;
    }
    broken.times -= 1;
    fail(broken.fault, response, () => answer(path, packages, request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    publish: (entry) => void packages.set(entry.name, entry),
    breakDown: (path, fault, times = Number.POSITIVE_INFINITY) =>
      void faults.push({ path, fault, times }),
    mend: () => {
      faults = [];
    },
    requireToken: (wanted) => {
      token = wanted;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  path: string,
  packages: ReadonlyMap<string, SyntheticPackage>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const parts = path.split('/');
  const name = parts.splice(0, path.startsWith('@') ? 2 : 1).join('/');
  const entry = packages.get(name);
  if (entry === undefined) {
    sendJson(response, { error: 'Not found' }, 404);
    return;
  }
  const whole = packumentOf(entry);
  const asked = parts[0];
  const version = asked === undefined ? undefined : (whole['dist-tags'][asked] ?? asked);
  const body = version === undefined ? whole : whole.versions[version];
  if (body === undefined) {
    sendJson(response, `version not found: ${asked}`, 404);
  } else if (request.headers['accept-encoding']?.includes('gzip')) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(JSON.stringify(body)));
  } else {
    sendJson(response, body, 200);
  }
}

function packumentOf(entry: SyntheticPackage) {
  const numbers = Object.keys(entry.versions);
  const latest = entry.latest ?? numbers.at(-1) ?? '';
  const tags: Readonly<Record<string, string>> = { latest, ...entry.tags };
  const versions: Readonly<Record<string, unknown>> = Object.fromEntries(
    Object.entries(entry.versions).map(([version, manifest]) => [
      version,
      { name: entry.name, version, ...manifest },
    ]),
  );
  const time = Object.fromEntries(
    numbers.map((version, day) => [version, new Date(Date.UTC(2020, 0, 1 + day)).toISOString()]),
  );
  return { name: entry.name, 'dist-tags': tags, versions, time };
}

function fail(fault: Fault, response: ServerResponse, answerAfterAll: () => void): void {
  switch (fault.kind) {
    case 'slow':
      setTimeout(answerAfterAll, fault.ms);
      return;
    case 'hang':
      return;
    case 'status':
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
      sendJson(response, { error: 'no' }, fault.status);
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Sign in</title>');
      return;
    case 'cut-off':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"name":"half');
      setTimeout(() => response.destroy(), 20);
      return;
    case 'wrong-type':
      response.setHeader('content-type', 'application/octet-stream');
      response.writeHead(200);
      response.end('{"name": 7, "versions": []}');
      return;
    case 'oversized':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`"${'x'.repeat(fault.bytes)}"`);
      return;
    case 'bomb':
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync('0'.repeat(fault.bytes)));
      return;
    case 'drop':
      response.destroy();
      return;
    case 'redirect':
      response.writeHead(302, { location: fault.to });
      response.end();
      return;
  }
}

function sendJson(response: ServerResponse, body: unknown, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
