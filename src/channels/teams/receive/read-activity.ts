import { z } from 'zod';
import { Pressed } from '#channels/teams/pressed.ts';
import { Activity, placeOf, senderOf } from '#channels/teams/receive/activity.ts';
import type { Heard, TeamsFile } from '#channels/teams/receive/heard.ts';
import { type Mention, plainWords } from '#channels/teams/receive/plain-words.ts';
import { readInvoke } from '#channels/teams/receive/read-invoke.ts';

const Mentioned = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id: z.string() }),
  text: z.string().max(1000),
});

const File = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: z.string().max(1000).catch('a file'),
  content: z.object({ downloadUrl: z.string().max(4000) }),
});

/** A kept body, as far as it is for us; undefined for all others, and when nobody can read it any more. */
export function readKept(body: unknown): Heard | undefined {
  const activity = Activity.safeParse(body);
  if (!activity.success) return undefined;
  if (activity.data.type !== 'invoke') return readActivity(activity.data);
  const asked = readInvoke(activity.data);
  switch (asked?.kind) {
    case 'press':
    case 'page':
    case 'consent':
      return asked;
    case 'open':
      // Nobody waits for the dialog any more: the form is offered in the conversation.
      return { ...asked, kind: 'press', isOnHome: false, isAside: false };
    case 'press-in-dialog':
      return { ...asked, kind: 'press', message: undefined, isOnHome: false, isAside: true };
    default:
      return undefined;
  }
}

/** What needs no answer of its own; undefined for what is nothing to us, such as what bots say. */
export function readActivity(activity: Activity): Heard | undefined {
  const by = { from: senderOf(activity), place: placeOf(activity) };
  switch (activity.type) {
    case 'message':
      return readMessage(activity);
    case 'installationUpdate':
      if (activity.action === 'add') return { kind: 'installed', ...by };
      return activity.action === 'remove' ? { kind: 'removed', place: by.place } : undefined;
    case 'conversationUpdate':
      if (isOurs(activity, activity.membersAdded)) return { kind: 'installed', ...by };
      return isOurs(activity, activity.membersRemoved)
        ? { kind: 'removed', place: by.place }
        : undefined;
    default:
      return undefined;
  }
}

function readMessage(activity: Activity): Heard | undefined {
  const { from, recipient, text = '', value, attachments, entities, replyToId } = activity;
  // Bots have ids of their own kind; to answer one would be to talk with a machine for ever.
  if (from.id.startsWith('28:')) return undefined;
  const by = { from: senderOf(activity), place: placeOf(activity) };
  // A client that does not know our buttons sends them as messages.
  const pressed = Pressed.safeParse(value).data;
  if (pressed?.steward === 'press') {
    const { action, home } = pressed;
    const isOnHome = home === true;
    return { kind: 'press', ...by, message: replyToId, action, isOnHome, isAside: false };
  }
  const mentions = entities.flatMap((entity): Mention[] => {
    const found = Mentioned.safeParse(entity).data;
    return found ? [{ id: found.mentioned.id, text: found.text }] : [];
  });
  return {
    kind: 'message',
    ...by,
    text: plainWords(text, mentions, recipient.id),
    files: attachments.flatMap(fileOf),
  };
}

function fileOf(attachment: unknown): readonly TeamsFile[] {
  const file = File.safeParse(attachment).data;
  return file ? [{ name: file.name, address: file.content.downloadUrl }] : [];
}

function isOurs({ recipient }: Activity, members: readonly { readonly id: string }[]): boolean {
  return members.some(({ id }) => id === recipient.id);
}
