import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOpen,
  partFor,
  type RequestState,
  requestStates,
  requestSteps,
  stateAfter,
  type Taken,
} from '#office/requests/lifecycle.ts';

const taken = requestSteps.filter((step): step is Taken => step !== 'submit');

describe('a request’s life', () => {
  it('ends for good when it is withdrawn', () => {
    expect(taken.filter((step) => stateAfter('withdrawn', step) !== undefined)).toEqual([]);
  });

  it('is decided only while it is open, and only by a reviewer', () => {
    const decisions = requestStates.flatMap((from) =>
      taken
        .filter((step) => isOpen(from) && !isOpen(stateAfter(from, step) ?? from))
        .map((step) => [step, partFor(step)]),
    );

    expect(new Set(decisions.map(String))).toEqual(
      new Set([
        'approve,reviewer',
        'approve-with-conditions,reviewer',
        'reject,reviewer',
        'withdraw,requester',
      ]),
    );
    for (const state of requestStates.filter((one) => !isOpen(one))) {
      expect(
        taken.filter((step) => stateAfter(state, step) !== undefined && step !== 'undo'),
      ).toEqual([]);
    }
  });

  it('is always in one of its states, whatever steps are tried', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...taken), { maxLength: 30 }), (steps) => {
        let state: RequestState = 'in-review';
        for (const step of steps) {
          const next = stateAfter(state, step);
          // What is over stays over, but for a decision that is taken back.
          if (!isOpen(state) && next !== undefined) expect(step).toBe('undo');
          state = next ?? state;
        }
        expect(requestStates).toContain(state);
      }),
    );
  });
});
