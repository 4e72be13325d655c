import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAction } from '#foundation/cards/action.ts';
import { ACTION_MAX, payloadOf, readAction } from '#foundation/cards/read-action.ts';

const decide = defineAction(
  'review.decide@2',
  z.object({ request: z.string(), approve: z.boolean() }),
);

describe('readAction', () => {
  it('reads back what a definition put on a button, as an object and as JSON', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.boolean(), (request, approve) => {
        const action = decide.with({ request, approve });

        const carried: unknown = JSON.parse(JSON.stringify(action));
        expect(readAction(carried)).toEqual(action);
        expect(readAction(JSON.stringify(action))).toEqual(action);
      }),
    );
  });

  it.each([
    undefined,
    null,
    '',
    'not JSON',
    '[1]',
    42,
    [],
    {},
    { name: 'review.decide@1'.repeat(20), payload: {} },
    { name: 'review.decide', payload: {} },
    { name: 'review.decide@0', payload: {} },
    { name: '__proto__.x@1', payload: {} },
    { name: 'Review.Decide@1', payload: {} },
    { name: 7, payload: {} },
  ])('refuses what is no action: %j', (received) => {
    expect(readAction(received)).toBeUndefined();
  });

  it('refuses what is larger than any action of ours', () => {
    const wide = { name: 'a.b@1', payload: 'x'.repeat(ACTION_MAX) };
    const long = { name: 'a.b@1', payload: Array.from({ length: ACTION_MAX }, () => 0) };

    expect(readAction(wide)).toBeUndefined();
    expect(readAction(JSON.stringify(wide))).toBeUndefined();
    expect(readAction(long)).toBeUndefined();
  });

  it('refuses what is deep or circular without going down', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    const circular: { name: string; payload?: unknown } = { name: 'a.b@1' };
    circular.payload = circular;

    expect(readAction({ name: 'a.b@1', payload: deep })).toBeUndefined();
    expect(readAction(circular)).toBeUndefined();
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (received) => {
        const action = readAction(received);

        expect(action === undefined || action.name.includes('@')).toBe(true);
      }),
    );
  });
});

describe('payloadOf', () => {
  it('gives the payload of an action of this definition', () => {
    const action = { name: 'review.decide@2' as const, payload: { request: 'r1', approve: true } };

    expect(payloadOf(decide, action)).toEqual({ request: 'r1', approve: true });
  });

  it('gives nothing for another action, another version or a wrong payload', () => {
    const payload = { request: 'r1', approve: true };

    expect(payloadOf(decide, { name: 'review.ask@2', payload })).toBeUndefined();
    expect(payloadOf(decide, { name: 'review.decide@1', payload })).toBeUndefined();
    expect(payloadOf(decide, { name: 'review.decide@2', payload: {} })).toBeUndefined();
  });
});
