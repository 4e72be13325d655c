import { z } from 'zod';
import type { Heard, ModalHeard, Place, Sender } from '#channels/slack/receive/heard.ts';
import { plainWords } from '#channels/slack/receive/plain-words.ts';
import { readEvent } from '#channels/slack/receive/read-event.ts';

const Id = z.string().min(1).max(64);
const Trigger = z.string().min(1).max(300);
const Address = z.url().max(2000).optional().catch(undefined);

const Person = {
  team: z.object({ id: Id.nullish(), enterprise_id: Id.nullish() }).nullish(),
  user: z.object({ id: Id, team_id: Id.nullish() }),
  enterprise: z.object({ id: Id }).nullish(),
  is_enterprise_install: z.union([z.boolean(), z.string()]).nullish(),
};

const View = z.object({
  id: Id,
  hash: z.string().max(200),
  type: z.enum(['modal', 'home']),
  callback_id: z.string().max(255).catch(''),
  private_metadata: z.string().max(3000).catch(''),
  state: z.object({ values: z.unknown() }).catch({ values: {} }),
  app_installed_team_id: Id.nullish().catch(undefined),
});

const Press = z.object({
  ...Person,
  type: z.literal('block_actions'),
  trigger_id: Trigger,
  response_url: Address,
  container: z
    .object({ type: z.string(), message_ts: Id.optional(), is_ephemeral: z.boolean().catch(false) })
    .catch({ type: '', is_ephemeral: false }),
  channel: z.object({ id: Id, name: z.string().catch('') }).nullish(),
  message: z.object({ thread_ts: Id.optional() }).nullish(),
  view: View.nullish(),
  actions: z
    .array(z.object({ action_id: z.string().max(255), value: z.string().max(2000).catch('') }))
    .min(1),
});

const Submission = z.object({ ...Person, type: z.literal('view_submission'), view: View });

const Suggestion = z.object({
  ...Person,
  type: z.literal('block_suggestion'),
  block_id: z.string().max(255),
  value: z.string().max(500).catch(''),
  view: View,
});

const Shortcut = z.object({ ...Person, type: z.literal('shortcut'), trigger_id: Trigger });

const MessageShortcut = z.object({
  ...Person,
  type: z.literal('message_action'),
  response_url: Address,
  channel: z.object({ id: Id }),
  message: z.object({ text: z.string().catch('') }),
});

const Command = z.object({
  command: z.string().max(64),
  text: z.string().catch(''),
  team_id: Id,
  enterprise_id: Id.nullish(),
  is_enterprise_install: z.union([z.boolean(), z.string()]).nullish(),
  user_id: Id,
  channel_id: Id,
  response_url: Address,
});

const Interaction = z.discriminatedUnion('type', [
  Press,
  Submission,
  Suggestion,
  Shortcut,
  MessageShortcut,
]);

/** What Slack sent, as far as we know it; undefined for what is nothing to us, or not as Slack writes it. */
export function readPayload(body: unknown): Heard | undefined {
  const interaction = Interaction.safeParse(body);
  if (interaction.success) return readInteraction(interaction.data);
  const command = Command.safeParse(body);
  return command.success ? readCommand(command.data) : readEvent(body);
}

function readInteraction(payload: z.infer<typeof Interaction>): Heard {
  const from = senderOf(payload);
  switch (payload.type) {
    case 'block_actions':
      return readPress(payload, from);
    case 'view_submission':
      return { kind: 'submit', from, view: modalOf(payload.view) };
    case 'block_suggestion': {
      const view = modalOf(payload.view);
      return { kind: 'options', from, view, field: payload.block_id, typed: payload.value };
    }
    case 'shortcut':
      return { kind: 'shortcut', from, trigger: payload.trigger_id };
    case 'message_action':
      return {
        kind: 'words',
        from,
        channel: payload.channel.id,
        text: plainWords(payload.message.text, undefined),
        respondAt: payload.response_url,
      };
  }
}

function readPress(payload: z.infer<typeof Press>, from: Sender): Heard {
  const { view, container, channel } = payload;
  // There is one at least, and Slack sends one.
  const [{ action_id: button, value } = { action_id: '', value: '' }] = payload.actions;
  if (view?.type === 'modal') {
    const isBack = button === 'form.back';
    return { kind: 'turn-page', from, view: modalOf(view), isBack };
  }
  return {
    kind: 'press',
    from,
    place: channel ? placeOf(channel.id, payload.message?.thread_ts) : undefined,
    message: container.is_ephemeral ? undefined : container.message_ts,
    button,
    value,
    trigger: payload.trigger_id,
    respondAt: payload.response_url,
    isOnHome: view?.type === 'home',
  };
}

function readCommand(payload: z.infer<typeof Command>): Heard {
  return {
    kind: 'words',
    from: {
      teamId: payload.team_id,
      enterpriseId: payload.enterprise_id ?? undefined,
      isOrganisation: isTrue(payload.is_enterprise_install),
      userId: payload.user_id,
    },
    channel: payload.channel_id,
    text: plainWords(payload.text, undefined),
    respondAt: payload.response_url,
  };
}

/** Slack names direct conversations with a D, and all others are read by more than one. */
export function placeOf(channel: string, thread: string | undefined): Place {
  const kind = channel.startsWith('D') ? 'direct' : 'shared';
  return { channel, kind, ...(thread !== undefined && { thread }) };
}

function senderOf(payload: z.infer<typeof Interaction>): Sender {
  const { team, user, enterprise } = payload;
  const view = 'view' in payload ? payload.view : undefined;
  const installed = view?.app_installed_team_id;
  const isOrganisation = isTrue(payload.is_enterprise_install);
  // Somebody of another company in a modal of ours: team and organisation are theirs.
  if (installed && installed !== team?.id) {
    const isWhole = installed.startsWith('E');
    return {
      teamId: isWhole ? undefined : installed,
      enterpriseId: isWhole ? installed : undefined,
      isOrganisation: isOrganisation || isWhole,
      userId: user.id,
    };
  }
  return {
    teamId: team?.id ?? user.team_id ?? undefined,
    enterpriseId: enterprise?.id ?? team?.enterprise_id ?? undefined,
    isOrganisation,
    userId: user.id,
  };
}

function modalOf(view: z.infer<typeof View>): ModalHeard {
  return {
    id: view.id,
    hash: view.hash,
    callbackId: view.callback_id,
    metadata: view.private_metadata,
    values: view.state.values,
  };
}

/** Form-encoded payloads write it as a word. */
function isTrue(value: boolean | string | null | undefined): boolean {
  return value === true || value === 'true';
}
