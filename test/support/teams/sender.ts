import { randomUUID } from 'node:crypto';
import { messageIds } from './double/shown.ts';
import {
  type EventFixture,
  type FixtureName,
  fixture,
  type InvokeFixture,
  isRecord,
  type MessageFixture,
  merge,
  type Payload,
} from './fixtures.ts';
import type { Who } from './people.ts';
import { type Answered, post } from './post.ts';
import type { TeamsDouble } from './teams-double.ts';
import { authorizationFor } from './tokens.ts';

export interface SendOptions {
  /** Whose doing it is; the developer's otherwise. In a personal fixture, the conversation is theirs too. */
  readonly who?: Who;
  /** Of the conversation; that of the person otherwise. */
  readonly tenant?: string;
  readonly serviceUrl?: string;
  /** New unless given. */
  readonly id?: string;
  /** In place of the fixture's, nothing of which is left. */
  readonly value?: Payload;
  /** Replaces the good token; undefined sends none. */
  readonly authorization?: string | undefined;
  /** Sent as it is, in place of the activity. */
  readonly body?: string | Buffer;
  readonly contentType?: string;
  readonly method?: string;
  /** Headers besides; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** The connection ends after so many milliseconds, with whatever was answered by then. */
  readonly patience?: number;
}

/** What was answered, and what was sent: its id is new each time. */
export interface Exchange extends Answered {
  readonly activity: Payload;
  /** Parsed where it is JSON, otherwise the text. */
  readonly body: unknown;
}

/** Sends what Teams sends: a fixture, and what a test wants otherwise. Ids and times are new unless given. */
export interface Sender {
  message(name: MessageFixture, changes?: Payload, options?: SendOptions): Promise<Exchange>;
  invoke(name: InvokeFixture, changes?: Payload, options?: SendOptions): Promise<Exchange>;
  event(name: EventFixture, changes?: Payload, options?: SendOptions): Promise<Exchange>;
  /** The same once more, such as an exchange's `activity`. */
  again(activity: Payload, options?: SendOptions): Promise<Exchange>;
  /** Anything at all, with a good token unless it says otherwise. */
  raw(body: string | Buffer, options?: SendOptions): Promise<Exchange>;
}

export const messagesPath = '/api/messages';

/** To Steward, whose address is `url`. */
export function createSender(url: string, double: TeamsDouble): Sender {
  const newId = messageIds();

  function make(name: FixtureName, changes: Payload = {}, options: SendOptions = {}): Payload {
    const { who = 'developer', serviceUrl = double.serviceUrl } = options;
    const person = double.people[who];
    const tenant = options.tenant ?? person.tenantId;
    const base = fixture(name);
    const from = isRecord(base.from) ? base.from : {};
    const conversation = isRecord(base.conversation) ? base.conversation : {};
    const isPersonal = conversation.conversationType === 'personal';
    const own: Payload = {
      id: options.id ?? (/^\d+$/.test(String(base.id)) ? newId() : `f:${randomUUID()}`),
      ...times(),
      serviceUrl,
      from: {
        id: person.id,
        aadObjectId: person.aadObjectId,
        ...('name' in from ? { name: person.name } : {}),
      },
      conversation: { tenantId: tenant, ...(isPersonal ? { id: double.personal(who) } : {}) },
      channelData: { tenant: { id: tenant } },
    };
    const activity = withHtml(merge(merge(base, own), changes), changes);
    return options.value === undefined ? activity : { ...activity, value: options.value };
  }

  async function deliver(activity: Payload, options: SendOptions = {}): Promise<Exchange> {
    const answered = await post({
      url: `${url}${messagesPath}`,
      method: options.method ?? 'POST',
      headers: {
        'content-type': options.contentType ?? 'application/json; charset=utf-8',
        'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
        authorization:
          'authorization' in options ? options.authorization : authorizationFor(double),
        ...options.headers,
      },
      body: options.body ?? JSON.stringify(activity),
      patience: options.patience,
    });
    return { ...answered, activity, body: parsed(answered.text) };
  }

  const send = (name: FixtureName, changes?: Payload, options?: SendOptions) =>
    deliver(make(name, changes, options), options);
  return {
    message: send,
    invoke: send,
    event: send,
    again: deliver,
    raw: (body, options) => deliver({}, { ...options, body }),
  };
}

/** As Teams writes what somebody typed. */
export function htmlOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}

/** A text that is given stands in its HTML too, as a person's client sends it. */
function withHtml(activity: Payload, { text, attachments }: Payload): Payload {
  if (typeof text !== 'string' || attachments !== undefined || activity.type !== 'message') {
    return activity;
  }
  const mention =
    '<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">Steward</span>';
  const content = text
    .split('<at>Steward</at>')
    .map((part) => htmlOf(part).slice(3, -4))
    .join(mention);
  return { ...activity, attachments: [{ contentType: 'text/html', content: `<p>${content}</p>` }] };
}

function times(): Payload {
  const now = new Date();
  const local = new Date(now.getTime() + 2 * 3600 * 1000).toISOString().replace('Z', '0000+02:00');
  return { timestamp: now.toISOString().replace('Z', '0000Z'), localTimestamp: local };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
