import { z } from 'zod';
import { Subject } from '#assistant/memory.ts';
import { defineAction } from '#foundation/cards/action.ts';
import { PartialUse } from '#knowledge/policy/use.ts';

/** Asks again about the same subject, with what is now known of the use. */
export const askWithUse = defineAction(
  'ask.use@1',
  z.object({ subject: Subject, said: PartialUse }),
);

/** Asks a question as if it had been typed. */
export const askWords = defineAction('ask.words@1', z.object({ text: z.string().min(1).max(200) }));

/** Shows the text of a license. */
export const showLicenseText = defineAction(
  'license.text@1',
  z.object({ id: z.string().min(1).max(200) }),
);
