import type { ApiAnswer, SlackPeople } from '../workspace.ts';

/** Members of a user as `users.info` gives them that a test wants otherwise. */
export type PersonChange = Readonly<Record<string, unknown>>;

/** Adds what Slack sends and the emulator leaves out, and leaves out what Slack would. */
export function mendAnswer(
  method: string,
  args: Readonly<Record<string, unknown>>,
  answer: ApiAnswer,
  changes: ReadonlyMap<string, PersonChange>,
): ApiAnswer {
  if (!answer.ok) return answer;
  switch (method) {
    case 'users.info':
    case 'users.lookupByEmail':
      return { ...answer, user: mendUser(answer.user, changes) };
    case 'users.list':
      return { ...answer, members: listOf(answer.members).map((user) => mendUser(user, changes)) };
    case 'conversations.history':
    case 'conversations.replies':
      return { ...answer, messages: mendMessages(listOf(answer.messages), args) };
    default:
      return answer;
  }
}

/** The guest and the stranger, as Slack tells them apart from members. */
export function firstChanges({ guest, stranger }: SlackPeople): Map<string, PersonChange> {
  return new Map<string, PersonChange>([
    [guest.id, { is_restricted: true, is_ultra_restricted: true }],
    [stranger.id, { is_stranger: true, team_id: 'T0ELSEWHERE' }],
  ]);
}

function mendUser(user: unknown, changes: ReadonlyMap<string, PersonChange>): unknown {
  const known = recordOf(user);
  const { profile, ...change } = changes.get(String(known.id)) ?? {};
  return {
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_app_user: false,
    is_email_confirmed: true,
    updated: 1_790_000_000,
    tz: 'Europe/Berlin',
    tz_label: 'Central European Time',
    tz_offset: 3600,
    color: '9f69e7',
    who_can_share_contact_card: 'EVERYONE',
    ...known,
    ...change,
    profile: { ...recordOf(known.profile), ...recordOf(profile) },
  };
}

/** The window and the metadata that were asked for; the emulator gives all of both. */
function mendMessages(
  messages: readonly unknown[],
  args: Readonly<Record<string, unknown>>,
): readonly unknown[] {
  const oldest = Number(args.oldest ?? 0);
  const latest = Number(args.latest ?? Number.POSITIVE_INFINITY);
  const inclusive = String(args.inclusive) === 'true' || args.inclusive === '1';
  const withMetadata = String(args.include_all_metadata) === 'true';
  return messages
    .map(recordOf)
    .filter(({ ts }) => {
      const at = Number(ts);
      return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
    })
    .map(({ metadata, ...message }) =>
      withMetadata && metadata !== undefined ? { ...message, metadata } : message,
    );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
