import { z } from 'zod';
import type { Heard, Sender, SlackFile } from '#channels/slack/receive/heard.ts';
import { plainWords } from '#channels/slack/receive/plain-words.ts';

const Id = z.string().min(1).max(64);
/** The year 9999, in seconds. */
const LATEST = 253_000_000_000;

const File = z.object({
  id: Id,
  name: z.string().catch('a file'),
  size: z.number().min(0).catch(0),
  url_private_download: z.url().max(2000).optional().catch(undefined),
});

const Message = z.object({
  type: z.literal('message'),
  channel_type: z.literal('im'),
  // An edited or deleted message is no new one; a file comes as one.
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(),
  bot_id: z.undefined().optional(),
  user: Id,
  channel: Id,
  ts: Id,
  thread_ts: Id.optional(),
  text: z.string().catch(''),
  files: z.array(File).catch([]),
});

const Mention = z.object({
  type: z.literal('app_mention'),
  bot_id: z.undefined().optional(),
  user: Id,
  channel: Id,
  ts: Id,
  thread_ts: Id.optional(),
  text: z.string().catch(''),
});

const HomeOpened = z.object({
  type: z.literal('app_home_opened'),
  user: Id,
  channel: Id,
  tab: z.enum(['home', 'messages']),
});

const Seconds = z.coerce.number().positive().max(LATEST);
const At = { event_ts: Seconds.optional().catch(undefined) };

const Uninstalled = z.object({ ...At, type: z.literal('app_uninstalled') });

const Revoked = z.object({
  ...At,
  type: z.literal('tokens_revoked'),
  tokens: z.object({ bot: z.array(z.string()).min(1) }),
});

const Envelope = z.object({
  type: z.literal('event_callback'),
  team_id: Id.nullish(),
  enterprise_id: Id.nullish(),
  context_team_id: Id.nullish(),
  context_enterprise_id: Id.nullish(),
  event_time: Seconds.catch(0),
  authorizations: z
    .array(
      z.object({
        team_id: Id.nullish(),
        enterprise_id: Id.nullish(),
        user_id: Id.nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .catch([]),
  event: z.discriminatedUnion('type', [Message, Mention, HomeOpened, Uninstalled, Revoked]),
});

/** An event, as far as it is for us; undefined for all others, such as what bots say. */
export function readEvent(body: unknown): Heard | undefined {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) return undefined;
  const { event, authorizations, event_time } = envelope.data;
  const [ours] = authorizations;
  const workspace = workspaceOf(envelope.data);
  switch (event.type) {
    case 'message':
      return {
        kind: 'message',
        from: by(event.user, workspace),
        place: { channel: event.channel, kind: 'direct', ...inThread(event.thread_ts) },
        message: event.ts,
        text: plainWords(event.text, ours?.user_id ?? undefined),
        files: event.files.map(fileOf),
      };
    case 'app_mention':
      return {
        kind: 'message',
        from: by(event.user, workspace),
        // The answer stands under the message, or where its thread already is.
        place: { channel: event.channel, kind: 'shared', thread: event.thread_ts ?? event.ts },
        message: event.ts,
        text: plainWords(event.text, ours?.user_id ?? undefined),
        files: [],
      };
    case 'app_home_opened':
      return {
        kind: 'home-opened',
        from: by(event.user, workspace),
        tab: event.tab,
        channel: event.channel,
      };
    case 'app_uninstalled':
    case 'tokens_revoked':
      return {
        kind: 'removed',
        from: workspace,
        at: new Date((event.event_ts ?? event_time) * 1000),
      };
  }
}

/** The installation that is told. In a channel shared with another company `team_id` may be of theirs. */
function workspaceOf(envelope: z.infer<typeof Envelope>): Omit<Sender, 'userId'> {
  const [ours] = envelope.authorizations;
  const isOrganisation = ours?.is_enterprise_install === true;
  const { context_team_id, context_enterprise_id, team_id, enterprise_id } = envelope;
  if (ours?.team_id || ours?.enterprise_id || context_team_id) {
    return {
      teamId: ours?.team_id ?? context_team_id ?? undefined,
      enterpriseId: ours?.enterprise_id ?? context_enterprise_id ?? undefined,
      isOrganisation,
    };
  }
  return {
    teamId: team_id ?? undefined,
    enterpriseId: enterprise_id ?? undefined,
    isOrganisation,
  };
}

function by(userId: string, workspace: Omit<Sender, 'userId'>): Sender {
  return { ...workspace, userId };
}

function inThread(thread: string | undefined): { readonly thread?: string } {
  return thread === undefined ? {} : { thread };
}

function fileOf({ id, name, size, url_private_download }: z.infer<typeof File>): SlackFile {
  return { id, name, size, address: url_private_download };
}
