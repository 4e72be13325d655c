import { randomBytes } from 'node:crypto';
import {
  type EventFixture,
  fixture,
  isRecord,
  merge,
  type Payload,
  type PressFixture,
} from './fixtures.ts';
import type { Answered, Delivery, DeliveryKind, DeliveryOptions } from './http-delivery.ts';
import { slackApp } from './slack-app.ts';

export interface SenderOptions {
  readonly delivery: Delivery;
  readonly teamId?: string;
  /** Gives trigger ids that open a view; made-up ones otherwise. */
  readonly trigger?: (user: string, view?: string) => Promise<string>;
  /** Gives addresses that take answers; made-up ones otherwise. */
  readonly responseUrl?: () => string;
}

/** What was answered, and what was sent: its ids are new each time. */
export interface Exchange extends Answered {
  readonly sent: Payload;
}

/** Sends what Slack sends: a fixture, and what a test wants otherwise. Ids, times and triggers are new unless given. */
export interface Sender {
  /** `event` changes the event itself, `envelope` what is around it. */
  event(
    name: EventFixture,
    event?: Payload,
    envelope?: Payload,
    options?: DeliveryOptions,
  ): Promise<Exchange>;
  command(text: string, changes?: Payload): Promise<Exchange>;
  press(name: PressFixture, changes?: Payload): Promise<Exchange>;
  shortcut(changes?: Payload): Promise<Exchange>;
  messageShortcut(changes?: Payload): Promise<Exchange>;
  submit(changes?: Payload): Promise<Exchange>;
  closeView(changes?: Payload): Promise<Exchange>;
  options(changes?: Payload): Promise<Exchange>;
  /** The same once more, such as an exchange's `sent`; as a retry when `options` count it. */
  again(kind: DeliveryKind, payload: Payload, options?: DeliveryOptions): Promise<Exchange>;
}

export function createSender(options: SenderOptions): Sender {
  const { delivery, teamId = slackApp.teamId } = options;
  const newTs = timestamps();
  const team = { id: teamId };

  async function send(
    kind: DeliveryKind,
    sent: Payload,
    how: DeliveryOptions = {},
  ): Promise<Exchange> {
    return { ...(await delivery.deliver(kind, sent, how)), sent };
  }

  /** Of somebody's doing: with the trigger and the address that are theirs. */
  async function interaction(base: Payload, changes: Payload): Promise<Exchange> {
    const own: Record<string, unknown> = { team, user: { team_id: teamId } };
    if (isRecord(base.view)) own.view = { team_id: teamId, app_installed_team_id: teamId };
    if ('response_url' in base) own.response_url = options.responseUrl?.() ?? base.response_url;
    const payload = merge(merge(base, own), changes);
    return send('interactive', await withTrigger(payload, changes, userOf(payload)));
  }

  async function withTrigger(payload: Payload, changes: Payload, user: string): Promise<Payload> {
    if (!('trigger_id' in payload) || 'trigger_id' in changes) return payload;
    const { view } = payload;
    const isModal = isRecord(view) && view.type === 'modal';
    const id = isModal ? String(view.id) : undefined;
    const trigger = (await options.trigger?.(user, id)) ?? `1.2.${randomBytes(16).toString('hex')}`;
    return { ...payload, trigger_id: trigger };
  }

  return {
    event(name, event = {}, envelope = {}, how = {}) {
      const at = newTs();
      const base = fixture(name, {
        team_id: teamId,
        context_team_id: teamId,
        event_id: `Ev${randomBytes(6).toString('hex').toUpperCase()}`,
        event_time: Math.floor(Number(at)),
      });
      const dated = dateEvent(isRecord(base.event) ? base.event : {}, at);
      const whole = merge(base, { event: { ...dated, team: dated.team && teamId } });
      const changed = merge(whole, { event: withBlocks(event) });
      return send('events_api', merge(inTeam(changed, teamId), envelope), how);
    },
    async command(text, changes = {}) {
      const url = options.responseUrl?.();
      const own = { team_id: teamId, text, ...(url === undefined ? {} : { response_url: url }) };
      const payload = fixture('slash-command', own, changes);
      const user = String(payload.user_id);
      return send('slash_commands', await withTrigger(payload, changes, user));
    },
    press: (name, changes = {}) => interaction(fixture(name), changes),
    shortcut: (changes = {}) => interaction(fixture('shortcut'), changes),
    messageShortcut: (changes = {}) => interaction(fixture('message-action'), changes),
    submit: (changes = {}) => interaction(fixture('view-submission'), changes),
    closeView: (changes = {}) => interaction(fixture('view-closed'), changes),
    options: (changes = {}) => interaction(fixture('block-suggestion'), changes),
    again: send,
  };
}

/** Message timestamps as Slack gives them, each later than the one before. */
function timestamps(): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now() * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}

function dateEvent(event: Payload, at: string): Payload {
  return { ...event, event_ts: at, ...('ts' in event ? { ts: at } : {}) };
}

/** A text that is given stands in the blocks too, as a person's client sends it. */
function withBlocks(event: Payload): Payload {
  if (typeof event.text !== 'string' || 'blocks' in event) return event;
  const elements = event.text
    .split(/(<@[A-Z0-9]+>)/)
    .filter((part) => part !== '')
    .map((part) => {
      const user = /^<@([A-Z0-9]+)>$/.exec(part)?.[1];
      return user === undefined
        ? { type: 'text', text: unescaped(part) }
        : { type: 'user', user_id: user };
    });
  const section = { type: 'rich_text_section', elements };
  return { ...event, blocks: [{ type: 'rich_text', block_id: 'b1Zr', elements: [section] }] };
}

/** As Slack writes what somebody typed. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function inTeam(payload: Payload, teamId: string): Payload {
  const authorizations = Array.isArray(payload.authorizations) ? payload.authorizations : [];
  return {
    ...payload,
    authorizations: authorizations.map((one) => ({ ...one, team_id: teamId })),
  };
}

function userOf(payload: Payload): string {
  return isRecord(payload.user) ? String(payload.user.id) : '';
}
