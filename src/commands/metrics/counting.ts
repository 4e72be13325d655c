import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client';
import { labelOf } from '#commands/metrics/label-of.ts';
import {
  answerOutcomes,
  arrivalOutcomes,
  deliveryOutcomes,
  laneKinds,
  type Measure,
} from '#foundation/kernel/measure/measure.ts';

/** What this process counts, and how Prometheus reads it. */
export interface Counting {
  readonly measure: Measure;
  /** In Prometheus' text format. */
  write(): Promise<string>;
}

/** Seconds; most answers need no network, and none should take longer than a platform waits. */
const ANSWER_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** `platforms`: those that run here, whose counters begin at 0 instead of being absent. */
export function createCounting(options: {
  readonly version: string;
  readonly platforms: readonly string[];
}): Counting {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: 'steward_build_info',
    help: 'Always 1; the label says which version of Steward runs.',
    labelNames: ['version'] as const,
    registers,
  }).set({ version: options.version }, 1);
  const measure = createMeasure(registers, options.platforms);
  return { measure, write: () => registry.metrics() };
}

function createMeasure(registers: Registry[], platforms: readonly string[]): Measure {
  const answers = new Histogram({
    name: 'steward_answers_seconds',
    help: 'From hearing a turn to having its answer, without sending it. Outcome error: it could not be answered.',
    labelNames: ['platform', 'outcome'] as const,
    buckets: ANSWER_BUCKETS,
    registers,
  });
  const deliveries = new Counter({
    name: 'steward_deliveries_total',
    help: 'Messages sent, or changed in place, to tell people something unasked. Lane bulk goes to many. Outcome later: the platform asked for patience.',
    labelNames: ['platform', 'lane', 'outcome'] as const,
    registers,
  });
  const events = new Counter({
    name: 'steward_events_total',
    help: 'What platforms sent. Outcome known: it had come before; refused: it could not be kept.',
    labelNames: ['platform', 'outcome'] as const,
    registers,
  });
  const failures = new Counter({
    name: 'steward_event_failures_total',
    help: 'Tries to deal with something a platform sent that failed. Most are made good by another try.',
    labelNames: ['platform'] as const,
    registers,
  });
  for (const platform of new Set(['terminal', ...platforms].map(labelOf))) {
    for (const outcome of answerOutcomes) answers.zero({ platform, outcome });
    if (platform === 'terminal') continue;
    for (const lane of laneKinds) {
      for (const outcome of deliveryOutcomes) deliveries.inc({ platform, lane, outcome }, 0);
    }
    if (platform === 'web') continue;
    for (const outcome of arrivalOutcomes) events.inc({ platform, outcome }, 0);
    failures.inc({ platform }, 0);
  }
  return {
    answered(platform, outcome, seconds) {
      answers.observe({ platform: labelOf(platform), outcome }, seconds);
    },
    delivered(platform, lane, outcome) {
      deliveries.inc({ platform: labelOf(platform), lane, outcome });
    },
    arrived(platform, outcome) {
      events.inc({ platform: labelOf(platform), outcome });
    },
    failedToDeal(platform) {
      failures.inc({ platform: labelOf(platform) });
    },
  };
}
