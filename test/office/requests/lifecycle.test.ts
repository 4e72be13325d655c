import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isDecision,
  isOpen,
  partFor,
  type RequestState,
  requestStates,
  requestSteps,
  statesAfter,
  type Taken,
} from '#office/requests/lifecycle.ts';
import { progressOf, type StepSeen } from '#office/requests/routing/progress.ts';
import type { Stage } from '#office/requests/routing/route.ts';

const taken = requestSteps.filter((step): step is Taken => step !== 'submit');

describe('a request’s life', () => {
  it('ends for good when it is withdrawn', () => {
    expect(taken.filter((step) => statesAfter('withdrawn', step).length > 0)).toEqual([]);
  });

  it('is decided only while it is open, and only by a reviewer', () => {
    const decisions = requestStates
      .filter(isOpen)
      .flatMap((from) =>
        taken
          .filter((step) => statesAfter(from, step).some((to) => !isOpen(to)))
          .map((step) => `${step},${partFor(step)}`),
      );

    expect(new Set(decisions)).toEqual(
      new Set([
        'approve,reviewer',
        'approve-with-conditions,reviewer',
        'reject,reviewer',
        'withdraw,requester',
      ]),
    );
    for (const state of requestStates.filter((one) => !isOpen(one))) {
      expect(
        taken.filter((step) => statesAfter(state, step).length > 0 && step !== 'undo'),
      ).toEqual([]);
    }
  });
});

const groups = ['legal', 'ospo', 'security'];
const stages: fc.Arbitrary<Stage[]> = fc.array(
  fc.record({
    title: fc.constant('Stage'),
    needs: fc.constantFrom('any' as const, 'all' as const, 2, 3),
    groups: fc.uniqueArray(fc.constantFrom(...groups), { minLength: 1 }),
  }),
  { minLength: 1, maxLength: 4 },
);
const tries = fc.array(
  fc.record({
    step: fc.constantFrom(...taken),
    personId: fc.constantFrom('ada', 'ben', 'cy', 'dee'),
    group: fc.constantFrom(...groups),
  }),
  { maxLength: 40 },
);

/** Takes the steps that the table allows, for groups that have it, and nothing else. */
function walk(way: Stage[], wanted: readonly { step: Taken; personId: string; group: string }[]) {
  const steps: StepSeen[] = [{ version: 1, step: 'submit', personId: 'zoe', groups: [] }];
  const states: RequestState[] = ['in-review'];
  for (const { step, personId, group } of wanted) {
    const { state, open } = progressOf({ stages: way }, steps);
    if (statesAfter(state, step).length === 0) continue;
    const last = steps.at(-1);
    if (step === 'undo' && !(last && isDecision(last.step))) continue;
    if (partFor(step) === 'reviewer' && !open.some((one) => one.group === group)) continue;
    steps.push({
      version: steps.length + 1,
      step,
      personId,
      groups: [group],
      ...(step === 'delegate' ? { toPersonId: 'eve' } : {}),
      ...(step === 'reassign' || step === 'escalate' ? { toGroup: 'ospo' } : {}),
    });
    states.push(progressOf({ stages: way }, steps).state);
  }
  return { steps, states };
}

describe('how far a request has come', () => {
  it('is never a state that the table does not lead to', () => {
    fc.assert(
      fc.property(stages, tries, (way, wanted) => {
        const { steps, states } = walk(way, wanted);
        for (const [at, { step }] of steps.entries()) {
          const from = states[at - 1];
          const to = states[at];
          if (step === 'submit' || from === undefined || to === undefined) continue;
          expect(statesAfter(from, step)).toContain(to);
        }
      }),
    );
  });

  it('waits for somebody exactly as long as it is open', () => {
    fc.assert(
      fc.property(stages, tries, (way, wanted) => {
        const { state, open } = progressOf({ stages: way }, walk(way, wanted).steps);
        expect(open.length > 0).toBe(isOpen(state));
        expect(new Set(open.map(({ group }) => group)).size).toBe(open.length);
      }),
    );
  });

  it('is through only when every stage had as many as it needs', () => {
    fc.assert(
      fc.property(stages, tries, (way, wanted) => {
        const simple = wanted.filter(({ step }) => step === 'approve' || step === 'abstain');
        const { steps, states } = walk(way, simple);
        if (states.at(-1) !== 'approved') return;
        const approvals = steps.filter(({ step }) => step === 'approve');
        const least = way.map(({ needs, groups: of }) =>
          needs === 'any' ? 1 : needs === 'all' ? of.length : needs,
        );
        expect(approvals.length).toBeGreaterThanOrEqual(least.reduce((sum, one) => sum + one, 0));
      }),
    );
  });

  it('is again what it was when a decision is taken back', () => {
    fc.assert(
      fc.property(stages, tries, (way, wanted) => {
        const { steps } = walk(way, wanted);
        const before = progressOf({ stages: way }, steps);
        const [group = ''] = before.open.map((one) => one.group);
        if (before.state !== 'in-review') return;
        const version = steps.length + 1;
        const by = { personId: 'ada', groups: [group] };
        const { since: _, ...after } = progressOf({ stages: way }, [
          ...steps,
          { version, step: 'approve', ...by },
          { version: version + 1, step: 'undo', ...by },
        ]);
        const { since: __, ...was } = before;
        expect(after).toEqual(was);
      }),
    );
  });

  it('needs different people for a quorum', () => {
    const way: Stage[] = [{ title: 'Board', needs: 2, groups: ['ospo'] }];
    const begun: StepSeen = { version: 1, step: 'submit', personId: 'zoe', groups: [] };
    const approve = (version: number, personId: string): StepSeen => ({
      version,
      step: 'approve',
      personId,
      groups: ['ospo'],
    });

    expect(progressOf({ stages: way }, [begun, approve(2, 'ada'), approve(3, 'ada')]).state).toBe(
      'in-review',
    );
    expect(progressOf({ stages: way }, [begun, approve(2, 'ada'), approve(3, 'ben')]).state).toBe(
      'approved',
    );
  });
});
