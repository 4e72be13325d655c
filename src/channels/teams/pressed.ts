import { z } from 'zod';

/** As we write them ourselves; whatever else comes is none of ours. */
const Name = z.string().regex(/^[\w.-]{1,100}$/);

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
    form: Name,
    /** `FormKey.context`. */
    context: Name,
    /** Another one each time that the form is opened, so that sending it twice is told from filling it in again. */
    dialog: Name,
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
