import { type Clients, cardOf, createClients, type OpenDialog } from './client.ts';
import { messageIds, type ShownMessage } from './double/shown.ts';
import { type Filled, heldBack, valuesOf } from './fill.ts';
import { isRecord, listOf, type Payload } from './fixtures.ts';
import { createInstalling, type Installing } from './installing.ts';
import type { Who } from './people.ts';
import type { Exchange, Sender } from './sender.ts';
import type { TeamsDouble } from './teams-double.ts';
import { actionsOf } from './words.ts';

/** What people do in Teams. */
export interface Doings extends Pick<Clients, 'shownTo' | 'dialog' | 'dialogNote'>, Installing {
  /** In the personal conversation, exactly as typed. */
  say(who: Who, text: string, changes?: Payload): Promise<Exchange>;
  /** With a mention of Steward, as the first message of a thread. */
  sayInChannel(who: Who, text: string, changes?: Payload): Promise<Exchange>;
  sayInGroup(who: Who, text: string, changes?: Payload): Promise<Exchange>;
  /** Presses the button with this title; on the newest message of the personal conversation that has one. */
  press(who: Who, label: string, on?: ShownMessage): Promise<Exchange>;
  /** Sends the dialog by its main button, the fields being named as the form names them. */
  submit(who: Who, filled?: Filled): Promise<Exchange>;
  back(who: Who, filled?: Filled): Promise<Exchange>;
  pressInDialog(who: Who, label: string, filled?: Filled): Promise<Exchange>;
  /** What an old client sends that knows no Action.Execute. */
  pressFallback(who: Who, label: string, on?: ShownMessage): Promise<Exchange>;
  /** Looks for something beside the box where one writes. */
  search(who: Who, text: string): Promise<Exchange>;
  /** Chooses Steward's command on what somebody wrote in a channel. */
  askAbout(who: Who, html: string): Promise<Exchange>;
  /** In the personal conversation; the bytes are at the double. */
  sendFile(who: Who, name: string, content: string | Buffer, text?: string): Promise<Exchange>;
  /** Lets Steward put a file among theirs, or not; the newest that it asked for. */
  answerConsent(who: Who, action: 'accept' | 'decline', on?: ShownMessage): Promise<Exchange>;
  /** What a client does by itself when it shows the card; refused where the card asks others only. */
  refresh(who: Who, on: ShownMessage): Promise<Exchange>;
}

/** How the app package names what a messaging extension has. */
export interface CommandNames {
  readonly search: string;
  readonly searchParameter: string;
  readonly ask: string;
}

const usualNames: CommandNames = { search: 'packages', searchParameter: 'package', ask: 'ask' };
const context = { theme: 'default' };

export function createDoings(
  double: TeamsDouble,
  sender: Sender,
  names: CommandNames = usualNames,
): Doings {
  const clients = createClients(double);
  const newId = messageIds();

  function find(who: Who, label: string, on?: ShownMessage) {
    const messages = on === undefined ? double.messages(double.personal(who)) : [on];
    for (const message of messages.toReversed()) {
      const action = actionsOf(clients.shownTo(who, message)).find(({ title }) => title === label);
      if (action !== undefined) return { message, action };
    }
    throw new Error(`there is no button “${label}” to press`);
  }

  /** Around a doing on a message: where that is, and on which. */
  function on({ id, conversation }: ShownMessage): Payload {
    const isChannel = conversation.includes('@thread.tacv2');
    const kind = isChannel ? 'channel' : conversation.startsWith('19:') ? 'groupChat' : 'personal';
    const { channel, id: team } = double.team;
    return {
      replyToId: id,
      conversation: {
        id: conversation,
        conversationType: kind,
        ...(kind === 'personal' ? {} : { isGroup: true }),
      },
      ...(isChannel ? { channelData: { channel: { id: channel }, team: { id: team } } } : {}),
    };
  }

  async function pressOn(who: Who, message: ShownMessage, action: Payload): Promise<Exchange> {
    const inputs = filledIn(clients.shownTo(who, message), action, {});
    const data = { ...(isRecord(action.data) ? action.data : {}), ...inputs };
    if (action.type === 'Action.Execute') return execute(who, message, action, data);
    const { msteams }: Payload = data;
    if (isRecord(msteams) && msteams.type === 'task/fetch') {
      const value = { data, context };
      const exchange = await sender.invoke('dialog-fetch', on(message), { who, value });
      clients.takeDialog(exchange, { kind: 'message', message });
      return exchange;
    }
    return sender.message('message-with-value', on(message), { who, value: data });
  }

  async function execute(
    who: Who,
    message: ShownMessage,
    { type, title, verb, id }: Payload,
    data: Payload,
    trigger: 'manual' | 'automatic' = 'manual',
  ): Promise<Exchange> {
    const action = { type, title, verb, id, data };
    const value = { action, trigger };
    const exchange = await sender.invoke('card-action', on(message), { who, value });
    clients.takeCard(who, message, exchange.body);
    return exchange;
  }

  async function sendDialog(who: Who, filled: Filled, choose: Choose): Promise<Exchange> {
    const open = clients.dialog();
    if (open === undefined) throw new Error('there is no dialog to send');
    const action = choose(actionsOf(open.card).filter(({ type }) => type === 'Action.Submit'));
    if (action === undefined) throw new Error('there is no such button in the dialog');
    const named = Object.entries(filled).map(([field, value]) => [`field:${field}`, value]);
    const inputs = filledIn(open.card, action, Object.fromEntries(named));
    const data = { ...(isRecord(action.data) ? action.data : {}), ...inputs };
    const exchange = await sendData(who, open, data);
    clients.takeDialog(exchange, open.openedBy);
    return exchange;
  }

  function sendData(who: Who, { openedBy }: OpenDialog, data: Payload): Promise<Exchange> {
    if (openedBy.kind === 'message') {
      const value = { data, context };
      return sender.invoke('dialog-submit', on(openedBy.message), { who, value });
    }
    const { conversation, channelData, value: asked } = openedBy.invoke;
    const value = { ...(isRecord(asked) ? asked : {}), data };
    return sender.invoke('ask-about-message-submit', { conversation, channelData }, { who, value });
  }

  return {
    ...clients,
    ...createInstalling(double, sender),
    say: (who, text, changes = {}) =>
      sender.message('message-personal', { text, ...changes }, { who }),
    sayInChannel(who, text, changes = {}) {
      const id = newId();
      const conversation = { id: `${double.team.channel};messageid=${id}` };
      const mentioned = { text: `<at>Steward</at> ${text}`, conversation, ...changes };
      return sender.message('message-channel-mention', mentioned, { who, id });
    },
    sayInGroup(who, text, changes = {}) {
      const mentioned = { text: `<at>Steward</at> ${text}`, ...changes };
      return sender.message('message-group-mention', mentioned, { who });
    },
    async press(who, label, message) {
      const found = find(who, label, message);
      return pressOn(who, found.message, found.action);
    },
    async pressFallback(who, label, message) {
      const found = find(who, label, message);
      const { fallback } = found.action;
      if (!isRecord(fallback)) throw new Error(`“${label}” has no other way to be pressed`);
      return pressOn(who, found.message, fallback);
    },
    submit: (who, filled = {}) =>
      sendDialog(
        who,
        filled,
        (all) => all.find(({ style }) => style === 'positive') ?? all.find(() => true),
      ),
    back: (who, filled = {}) =>
      sendDialog(who, filled, (all) => all.find(({ title }) => title === 'Back')),
    pressInDialog: (who, label, filled = {}) =>
      sendDialog(who, filled, (all) => all.find(({ title }) => title === label)),
    search(who, text) {
      const parameters = [{ name: names.searchParameter, value: text }];
      return sender.invoke('search', { value: { commandId: names.search, parameters } }, { who });
    },
    async askAbout(who, html) {
      const messagePayload = { body: { content: html } };
      const value = { commandId: names.ask, messagePayload };
      const exchange = await sender.invoke('ask-about-message', { value }, { who });
      clients.takeDialog(exchange, { kind: 'command', invoke: exchange.activity });
      return exchange;
    },
    sendFile(who, name, content, text = '') {
      const html = { contentType: 'text/html', content: `<p>${text || '&nbsp;'}</p>` };
      const attachments = [double.share(name, content), html];
      return sender.message('message-with-file', { text, attachments }, { who });
    },
    async answerConsent(who, action, message) {
      const asked =
        message ??
        double.messages(double.personal(who)).findLast((one) => consentOf(one) !== undefined);
      const consent = asked && consentOf(asked);
      if (asked === undefined || consent === undefined) throw new Error('nothing asks for consent');
      const { acceptContext, declineContext } = isRecord(consent.content) ? consent.content : {};
      const chosen =
        action === 'accept'
          ? { context: acceptContext, uploadInfo: double.allowUpload(String(consent.name)) }
          : { context: declineContext };
      const value = { type: 'fileUpload', action, ...chosen };
      return sender.invoke(`file-consent-${action}`, on(asked), { who, value });
    },
    async refresh(who, message) {
      const card = cardOf(message);
      const asked = isRecord(card) && isRecord(card.refresh) ? card.refresh : undefined;
      if (asked === undefined || !isRecord(asked.action)) throw new Error('the card asks nothing');
      const { userIds, action } = asked;
      if (Array.isArray(userIds) && !userIds.includes(double.people[who].id)) {
        throw new Error('the card asks for this on the screens of others only');
      }
      const data = isRecord(action.data) ? action.data : {};
      return execute(who, message, action, data, 'automatic');
    },
  };
}

type Choose = (actions: readonly Payload[]) => Payload | undefined;

/** What stands in the inputs around a button; a client sends nothing while one of them is wrong. */
function filledIn(
  card: unknown,
  action: Payload,
  filled: Filled,
): Readonly<Record<string, string>> {
  if (action.associatedInputs === 'none') return {};
  const values = valuesOf(card, filled);
  const wrong = heldBack(card, values);
  if (wrong !== undefined) throw new Error(`Teams holds it back: ${wrong}`);
  return values;
}

function consentOf({ activity }: ShownMessage): Payload | undefined {
  return listOf(activity.attachments)
    .filter(isRecord)
    .find(({ contentType }) => contentType === consentType);
}

const consentType = 'application/vnd.microsoft.teams.card.file.consent';
