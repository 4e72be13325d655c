import { z } from 'zod';

export const Id = z.string().min(1).max(200);
export const Words = z.string().min(1);

const everyAction = {
  id: Id.optional(),
  title: Words,
  iconUrl: z.url().optional(),
  style: z.enum(['default', 'positive', 'destructive']).optional(),
  mode: z.enum(['primary', 'secondary']).optional(),
  tooltip: Words.optional(),
  isEnabled: z.boolean().optional(),
  requires: z.record(z.string(), z.string()).optional(),
};

const carried = {
  data: z.record(z.string(), z.unknown()).optional(),
  associatedInputs: z.enum(['auto', 'none']).optional(),
};

export const SubmitAction = z.strictObject({
  type: z.literal('Action.Submit'),
  ...everyAction,
  ...carried,
  fallback: z.literal('drop').optional(),
});

export const ExecuteAction = z.strictObject({
  type: z.literal('Action.Execute'),
  ...everyAction,
  ...carried,
  verb: z.string().min(1).optional(),
  /** Clients that know no Action.Execute send a message instead. */
  fallback: SubmitAction,
});

/** What a client sends by itself has nothing to be pressed. */
export const RefreshAction = z.strictObject({
  type: z.literal('Action.Execute'),
  id: Id.optional(),
  title: Words.optional(),
  ...carried,
  verb: z.string().min(1).optional(),
});

const OpenUrlAction = z.strictObject({
  type: z.literal('Action.OpenUrl'),
  ...everyAction,
  url: z.url({ protocol: /^https?$/ }),
  fallback: z.literal('drop').optional(),
});

const ToggleAction = z.strictObject({
  type: z.literal('Action.ToggleVisibility'),
  ...everyAction,
  targetElements: z
    .array(
      z.union([
        Id,
        z.strictObject({
          type: z.literal('TargetElement').optional(),
          elementId: Id,
          isVisible: z.boolean().optional(),
        }),
      ]),
    )
    .min(1),
  fallback: z.literal('drop').optional(),
});

export const AnyAction = z.discriminatedUnion('type', [
  SubmitAction,
  ExecuteAction,
  OpenUrlAction,
  ToggleAction,
]);

/** A link in a text needs no title: it is what is pressed. */
export const SelectAction = z.discriminatedUnion('type', [
  OpenUrlAction.extend({ title: Words.optional() }),
  ToggleAction.extend({ title: Words.optional() }),
  SubmitAction.extend({ title: Words.optional() }),
]);
