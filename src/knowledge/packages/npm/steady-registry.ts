import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type {
  Fetched,
  FetchLimits,
  RegistryClient,
} from '#knowledge/packages/npm/registry-client.ts';
import { unavailable } from '#knowledge/packages/source.ts';
import { createSteady, type Steady } from '#knowledge/packages/steady.ts';

/** The registry client with manners; each registry of `.npmrc` has its own limits and pauses. */
export interface SteadyRegistry {
  get(name: string, path: string, limits: FetchLimits): Promise<Fetched>;
}

export function createSteadyRegistry(
  client: RegistryClient,
  clock: Clock,
  log: Log,
): SteadyRegistry {
  const byRegistry = new Map<string, Steady>();
  return {
    async get(name, path, { timeoutMs, maxBytes }) {
      const registry = await client.registryOf(name).catch(() => undefined);
      if (registry === undefined) {
        // Not the error itself: it may quote the file, and the file holds tokens.
        log.error({ code: 'misconfigured' }, 'the npm configuration cannot be read');
        return unavailable('misconfigured');
      }
      const steady =
        byRegistry.get(registry) ?? createSteady({ limit: 8, failures: 5, pauseMs: 30_000, clock });
      byRegistry.set(registry, steady);
      const answer = await steady.run<Fetched>(
        (leftMs) => client.get(name, path, { timeoutMs: leftMs, maxBytes }),
        timeoutMs,
      );
      if (answer.kind === 'unavailable') {
        log.warn(
          { source: 'npm registry', reason: answer.reason },
          'a package source did not answer',
        );
      }
      return answer;
    },
  };
}
