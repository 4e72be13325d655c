import { z } from 'zod';
import type { Action, ActionDefinition, ActionName } from '#foundation/cards/action.ts';

/** Characters of an action as a platform sends it; Slack's button value holds 2,000. */
export const ACTION_MAX = 2000;
const DEPTH_MAX = 8;

const ReadAction = z.object({
  name: z
    .string()
    .max(100)
    .regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*@[1-9][0-9]{0,3}$/),
  payload: z.unknown(),
});

/**
 * What a channel received, as an action; undefined when it is none, or larger than any of ours.
 * Takes an object, or the JSON text that platforms carry in a button. The payload is still
 * unchecked: `payloadOf` reads it.
 */
export function readAction(received: unknown): Action | undefined {
  const value = typeof received === 'string' ? parseJson(received) : received;
  if (!isSmall(value)) return undefined;
  const action = ReadAction.safeParse(value);
  if (!action.success) return undefined;
  // The pattern above is what the type says.
  return { name: action.data.name as ActionName, payload: action.data.payload };
}

/** The payload when the action is of this definition and well formed, else undefined. */
export function payloadOf<P>(definition: ActionDefinition<P>, action: Action): P | undefined {
  if (action.name !== definition.name) return undefined;
  const payload = definition.payload.safeParse(action.payload);
  return payload.success ? payload.data : undefined;
}

function parseJson(text: string): unknown {
  if (text.length > ACTION_MAX) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON is not an action, like anything else that does not read as one.
  }
}

/** Counts what JSON would take, and stops early: a hostile value may be huge, deep or circular. */
function isSmall(value: unknown): boolean {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  let size = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    size += typeof next.value === 'string' ? next.value.length + 2 : 4;
    if (size > ACTION_MAX || next.depth > DEPTH_MAX) return false;
    if (typeof next.value !== 'object' || next.value === null) continue;
    for (const [key, inner] of Object.entries(next.value)) {
      size += key.length + 4;
      if (size > ACTION_MAX) return false;
      open.push({ value: inner, depth: next.depth + 1 });
    }
  }
  return true;
}
