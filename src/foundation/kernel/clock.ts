/** Where time comes from, so that tests can move it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export function movableClock(start: Date): Clock & { advance(milliseconds: number): void } {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    advance(milliseconds) {
      at += milliseconds;
    },
  };
}

/** Runs with another clock, and can be moved forward; never back, as nothing that happened would be in order. */
export function forwardClock(clock: Clock): Clock & { advance(milliseconds: number): void } {
  let ahead = 0;
  return {
    now: () => new Date(clock.now().getTime() + ahead),
    advance(milliseconds) {
      if (milliseconds < 0) throw new RangeError('time goes forward');
      ahead += milliseconds;
    },
  };
}
