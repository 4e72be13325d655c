import { z } from 'zod';

/** What our buttons bring back; Teams gives it back as it is, and anybody may have written it. */
export const Pressed = z.discriminatedUnion('steward', [
  /** A button of a card. */
  z.object({
    steward: z.literal('press'),
    /** The action as JSON; unchecked. */
    action: z.string().max(2000),
    /** On the home card, which shows anew what is true after the press. */
    home: z.literal(true).exactOptional(),
  }),
  /** A page of a form; beside it stand the answers, each under `fieldId` of its field. */
  z.object({
    steward: z.literal('page'),
    form: z.string().min(1).max(100),
    /** `FormKey.context`. */
    context: z.string().min(1).max(100),
    /** Another one each time that the form is opened, so that sending it twice is told from filling it in again. */
    dialog: z.string().min(1).max(100),
    /** From 0. */
    page: z.int().min(0).max(100),
    /** `next` goes on: to the next page, or sends the last. */
    go: z.enum(['next', 'back']),
    /** Ids of the fields that were on it: one that is asked because of what was typed was not. */
    shown: z.array(z.string().max(100)).max(200),
  }),
  /** Teams asks by itself how a card looks now. */
  z.object({ steward: z.literal('refresh') }),
]);
export type Pressed = z.infer<typeof Pressed>;

/** So that no field's name is one of ours. */
export function fieldId(field: string): string {
  return `field:${field}`;
}
