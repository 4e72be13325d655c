import type { z } from 'zod';

/** What a press sends back: a versioned name and ids. It holds no authority; the domain checks who presses. */
export interface Action {
  readonly name: ActionName;
  readonly payload: unknown;
}

/** `room.verb@version`; a change in the payload's meaning is a new version. */
export type ActionName = `${string}.${string}@${number}`;

export interface ActionDefinition<P> {
  readonly name: ActionName;
  readonly payload: z.ZodType<P>;
  /** An action to put on a button. */
  with(payload: P): Action;
}

export function defineAction<P>(name: ActionName, payload: z.ZodType<P>): ActionDefinition<P> {
  return { name, payload, with: (value) => ({ name, payload: value }) };
}
