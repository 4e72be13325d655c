import { z } from 'zod';
import type { Place, Sender } from '#channels/teams/receive/heard.ts';

const Id = z
  .string()
  .min(1)
  .max(300)
  // As a database takes it.
  .refine((id) => id.isWellFormed() && !id.includes('\0'));

/** An address of Teams and what it holds is of no use when it is longer. */
const Address = z
  .string()
  .min(1)
  .max(2000)
  .refine((text) => text.isWellFormed());

const Account = z.object({ id: Id, aadObjectId: Id.optional().catch(undefined) });

/** What each activity has, and what we look at: https://github.com/microsoft/Agents/blob/main/specs/activity/protocol-activity.md */
export const Activity = z.object({
  type: z.string().min(1).max(100),
  id: Id.optional().catch(undefined),
  timestamp: z.string().max(60).optional().catch(undefined),
  channelId: z.literal('msteams'),
  serviceUrl: Address,
  from: Account,
  recipient: z.object({ id: Id }),
  conversation: z.object({
    id: Id,
    conversationType: z.string().max(60).optional().catch(undefined),
    tenantId: Id.optional().catch(undefined),
  }),
  channelData: z
    .object({
      tenant: z
        .object({ id: z.string().max(100) })
        .optional()
        .catch(undefined),
      team: z.object({ id: Id }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  name: z.string().max(100).optional().catch(undefined),
  localTimezone: z.string().max(60).optional().catch(undefined),
  action: z.string().max(100).optional().catch(undefined),
  replyToId: Id.optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  value: z.unknown().optional(),
  attachments: z.array(z.unknown()).max(100).catch([]),
  entities: z.array(z.unknown()).max(500).catch([]),
  membersAdded: z
    .array(z.object({ id: Id }))
    .max(1000)
    .catch([]),
  membersRemoved: z
    .array(z.object({ id: Id }))
    .max(1000)
    .catch([]),
});
export type Activity = z.infer<typeof Activity>;

/** Lower case; undefined when Teams did not say. */
export function tenantOf({ channelData, conversation }: Activity): string | undefined {
  return (channelData?.tenant?.id ?? conversation.tenantId)?.toLowerCase();
}

export function senderOf(activity: Activity): Sender {
  const { id, aadObjectId } = activity.from;
  const tenantId = tenantOf(activity) ?? '';
  const { localTimezone: timeZone } = activity;
  return {
    tenantId,
    userId: id,
    aadObjectId: aadObjectId?.toLowerCase(),
    ...(timeZone !== undefined && { timeZone }),
  };
}

export function placeOf({ conversation, serviceUrl, channelData }: Activity): Place {
  const { id, conversationType } = conversation;
  return {
    conversation: id,
    scope: scopeOf(id, conversationType),
    serviceUrl,
    team: channelData?.team?.id,
  };
}

function scopeOf(id: string, type: string | undefined): Place['scope'] {
  if (type === 'personal') return 'personal';
  if (type === 'channel' || id.includes('@thread.tacv2')) return 'channel';
  // Whatever it is, others may read along.
  return type === undefined && id.startsWith('a:') ? 'personal' : 'group';
}
