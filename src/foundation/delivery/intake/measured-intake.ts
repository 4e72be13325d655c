import {
  createIntake,
  type Intake,
  type IntakeOptions,
} from '#foundation/delivery/intake/intake.ts';
import type { Measure } from '#foundation/kernel/measure/measure.ts';

/** An intake, with what comes and what could not be dealt with counted. */
export function createMeasuredIntake<Heard>(
  options: IntakeOptions<Heard>,
  measure: Measure,
): Intake<Heard> {
  const { platform, handle } = options;
  const intake = createIntake<Heard>({
    ...options,
    handle: (heard, how) => dealing(handle(heard, how)),
  });

  async function dealing<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (cause) {
      measure.failedToDeal(platform);
      throw cause;
    }
  }

  return {
    ...intake,
    async take(...arrival) {
      try {
        const outcome = await intake.take(...arrival);
        measure.arrived(platform, outcome);
        return outcome;
      } catch (cause) {
        measure.arrived(platform, 'refused');
        throw cause;
      }
    },
    async dealNow(arrival, work) {
      let isTaken = false;
      try {
        const result = await intake.dealNow(arrival, (how) => {
          isTaken = true;
          measure.arrived(platform, 'taken');
          return dealing(work(how));
        });
        if (!isTaken) measure.arrived(platform, 'known');
        return result;
      } catch (cause) {
        if (!isTaken) measure.arrived(platform, 'refused');
        throw cause;
      }
    },
  };
}
