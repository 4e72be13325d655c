import type { Delivery } from '#foundation/delivery/worker.ts';

/** Several deliveries as one. */
export function together(deliveries: readonly Delivery[]): Delivery {
  return {
    poke() {
      for (const delivery of deliveries) delivery.poke();
    },
    async idle() {
      await Promise.all(deliveries.map((delivery) => delivery.idle()));
    },
    async stop() {
      await Promise.all(deliveries.map((delivery) => delivery.stop()));
    },
  };
}
