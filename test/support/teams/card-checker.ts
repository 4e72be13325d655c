import { z } from 'zod';
import { AdaptiveCard } from './card-elements.ts';
import { isRecord, listOf, type Payload } from './fixtures.ts';

/**
 * What Teams would refuse or show badly of an activity that a bot sends, in words for the reader of a test; empty when
 * all is well.
 */
export function checkActivity(activity: Payload): readonly string[] {
  const checked = Activity.safeParse(activity);
  const cards = listOf(activity.attachments)
    .filter(isRecord)
    .filter(({ contentType }) => contentType === cardType)
    .flatMap(({ content }) => checkCard(content));
  return [...(checked.success ? [] : wordsOfIssues(checked.error)), ...cards];
}

/** The same for a card alone, as an answer or a dialog has it. */
export function checkCard(card: unknown): readonly string[] {
  const checked = AdaptiveCard.safeParse(card);
  return [
    ...everyRecordIn(card)
      .filter(({ type }) => type === 'TextBlock')
      .map(() => 'a TextBlock: it would read Markdown'),
    ...(checked.success ? [] : wordsOfIssues(checked.error)),
    ...checkIds(card),
  ];
}

export const cardType = 'application/vnd.microsoft.card.adaptive';

const Attachment = z.discriminatedUnion('contentType', [
  z.looseObject({ contentType: z.literal(cardType), content: z.unknown() }),
  z.looseObject({
    contentType: z.literal('application/vnd.microsoft.teams.card.file.consent'),
    name: z.string().min(1),
    content: z.strictObject({
      description: z.string(),
      sizeInBytes: z.int().positive(),
      acceptContext: z.unknown(),
      declineContext: z.unknown(),
    }),
  }),
  z.looseObject({
    contentType: z.literal('application/vnd.microsoft.teams.card.file.info'),
    contentUrl: z.string().min(1),
    name: z.string().min(1),
    content: z.strictObject({ uniqueId: z.string().min(1), fileType: z.string().min(1) }),
  }),
]);

const Activity = z
  .looseObject({
    type: z.enum(['message', 'typing']),
    text: z.string().optional(),
    summary: z.string().optional(),
    attachments: z.array(Attachment).optional(),
  })
  .refine(
    ({ type, text = '', summary = '' }) =>
      type !== 'message' || text.trim() !== '' || summary.trim() !== '',
    'a message without words for its notification',
  );

/** An id names one element, and what is folded or unfolded is there. */
function checkIds(card: unknown): readonly string[] {
  const records = everyRecordIn(card);
  const ids = records
    .filter(({ type }) => typeof type === 'string' && !type.startsWith('Action.'))
    .flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  const targets = records
    .filter(({ type }) => type === 'Action.ToggleVisibility')
    .flatMap(({ targetElements }) => listOf(targetElements))
    .map((target) => String(isRecord(target) ? target.elementId : target));
  return [
    ...ids.filter((id, at) => ids.indexOf(id) < at).map((id) => `the id “${id}” twice`),
    ...targets.filter((id) => !ids.includes(id)).map((id) => `nothing to unfold by “${id}”`),
  ];
}

/** In the order of reading; what an action carries is none of it. */
function everyRecordIn(value: unknown): readonly Payload[] {
  if (Array.isArray(value)) return value.flatMap(everyRecordIn);
  if (!isRecord(value)) return [];
  const inner = Object.entries(value).filter(([name]) => name !== 'data');
  return [value, ...inner.flatMap(([, one]) => everyRecordIn(one))];
}

function wordsOfIssues(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
