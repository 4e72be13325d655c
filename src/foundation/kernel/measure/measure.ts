/**
 * What is counted while Steward works, for whoever looks after it. It is given words of ours only, such as the name of a
 * platform: never an id, a name or anything that was typed.
 */
export interface Measure {
  /** A turn that was heard there has its answer. */
  answered(platform: string, outcome: AnswerOutcome, seconds: number): void;
  /** Somebody there was told something, or a card changed, or that was tried. */
  delivered(platform: string, lane: LaneKind, outcome: DeliveryOutcome): void;
  /** The platform sent us something. */
  arrived(platform: string, outcome: ArrivalOutcome): void;
  /** What it sent us could not be dealt with this time. */
  failedToDeal(platform: string): void;
}

/** `error`: it could not be answered, by our fault or that of something we need. */
export const answerOutcomes = ['answered', 'error'] as const;
export type AnswerOutcome = (typeof answerOutcomes)[number];

/** What is told to somebody just then, and what goes to many. */
export const laneKinds = ['direct', 'bulk'] as const;
export type LaneKind = (typeof laneKinds)[number];

/** `later`: the platform asked for patience. */
export const deliveryOutcomes = ['sent', 'unreachable', 'later', 'failed'] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** `known`: it had come before. `refused`: it could not be kept, so that the platform or the person has to come again. */
export const arrivalOutcomes = ['taken', 'known', 'refused'] as const;
export type ArrivalOutcome = (typeof arrivalOutcomes)[number];

export const noMeasure: Measure = {
  answered() {},
  delivered() {},
  arrived() {},
  failedToDeal() {},
};
