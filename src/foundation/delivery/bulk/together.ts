import type { Delivery } from '#foundation/delivery/worker.ts';

/** Several deliveries as one; what comes before another may give it something to do. */
export function together(deliveries: readonly Delivery[]): Delivery {
  return {
    poke() {
      for (const delivery of deliveries) delivery.poke();
    },
    async idle() {
      for (const delivery of deliveries) await delivery.idle();
    },
    async stop() {
      await Promise.all(deliveries.map((delivery) => delivery.stop()));
    },
  };
}
