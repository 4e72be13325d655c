import { prometheusContentType } from '@prometheus-io/client';
import {
  answerStatus,
  type OpenServer,
  openServer,
  pathAsked,
} from '#commands/http/open-server.ts';
import { createCounting } from '#commands/metrics/counting.ts';
import { createLookLately, type Lately } from '#commands/metrics/look-lately.ts';
import { readBacklog } from '#commands/metrics/read-backlog.ts';
import { writeBacklog } from '#commands/metrics/write-backlog.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Measure } from '#foundation/kernel/measure/measure.ts';
import type { Db } from '#foundation/store/database.ts';
import packageFile from '../../../package.json' with { type: 'json' };

export interface MetricsOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Those that Steward listens to, besides the terminal. */
  readonly platforms: readonly string[];
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** Shorter ones for tests. */
  readonly lately?: Partial<Lately>;
}

export interface Metrics extends OpenServer {
  readonly measure: Measure;
}

/** A Prometheus or two, and somebody who looks. */
const CONNECTIONS_MOST = 32;

/** Counts from now on, and tells whoever asks at an address of its own: the platforms' address is open to the world. */
export async function openMetrics(options: MetricsOptions): Promise<Metrics> {
  const { host, port, platforms, db, clock, log, lately } = options;
  const counting = createCounting({ version: packageFile.version, platforms });
  const look = createLookLately(() => readBacklog(db), { ...lately, log });
  const server = await openServer({
    host,
    port,
    words: {
      host: 'STEWARD_METRICS_HOST',
      port: 'STEWARD_METRICS_PORT',
      known: 'Prometheus looks for Steward there',
    },
    connectionsMost: CONNECTIONS_MOST,
    async answer(request, response) {
      if (pathAsked(request) !== '/metrics') return answerStatus(response, 404, 'nothing is here');
      const backlog = await look();
      const told = await writeBacklog(backlog, { platforms, now: clock.now() });
      const text = `${await counting.write()}\n${told}`;
      response.writeHead(200, {
        'content-type': prometheusContentType,
        'cache-control': 'no-store',
      });
      response.end(text);
    },
    log,
  });
  return { ...server, measure: counting.measure };
}
