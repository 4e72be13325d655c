import { Packument } from '#knowledge/packages/npm/documents.ts';
import { pathOf } from '#knowledge/packages/npm/name.ts';
import type { SteadyRegistry } from '#knowledge/packages/npm/steady-registry.ts';
import { type Unavailable, unavailable } from '#knowledge/packages/source.ts';
import { createGate } from '#knowledge/packages/steady.ts';

/** Whole packages with all their versions: up to tens of megabytes, so few at a time and each once. */
export interface Packuments {
  read(name: string): Promise<PackumentAnswer>;
}

export type PackumentAnswer =
  | { readonly kind: 'found'; readonly packument: Packument }
  | { readonly kind: 'missing' }
  | { readonly kind: 'may-not-see' }
  | Unavailable;

const MAX_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MS = 20_000;
/** Each may take several times its size in memory while it is read. */
const AT_A_TIME = 2;

export function createPackuments(registry: SteadyRegistry): Packuments {
  const underWay = new Map<string, Promise<PackumentAnswer>>();
  const gate = createGate(AT_A_TIME);

  async function fetchOne(name: string): Promise<PackumentAnswer> {
    if (!(await gate.enter(TIMEOUT_MS))) return unavailable('timeout');
    try {
      const limits = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES };
      const fetched = await registry.get(name, pathOf(name), limits);
      if (fetched.kind !== 'json') return fetched;
      const read = Packument.safeParse(fetched.body);
      return read.success && read.data.name === name
        ? { kind: 'found', packument: read.data }
        : unavailable('nonsense');
    } finally {
      gate.leave();
    }
  }

  return {
    read(name) {
      const already = underWay.get(name);
      if (already !== undefined) return already;
      const answer = fetchOne(name).finally(() => underWay.delete(name));
      underWay.set(name, answer);
      return answer;
    },
  };
}
