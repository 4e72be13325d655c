import type { ShownBlock, ShownMessage, ShownView } from './double/shown.ts';
import { isRecord, type Payload } from './fixtures.ts';
import { checkView } from './limit-checker.ts';
import { type Filled, type OpenModal, stateOf } from './modal.ts';
import { type Exchange, escaped, type Sender } from './sender.ts';
import { slackApp } from './slack-app.ts';
import type { SlackDouble } from './slack-double.ts';
import type { SlackPeople } from './workspace.ts';

export type Who = keyof SlackPeople;

/** What people do in Slack. */
export interface Doings {
  /** In the direct conversation, exactly as typed. */
  say(who: Who, text: string, event?: Payload): Promise<Exchange>;
  /** In the channel that the bot is in. */
  mention(who: Who, text: string, event?: Payload): Promise<Exchange>;
  command(who: Who, text: string): Promise<Exchange>;
  /** The global shortcut. */
  shortcut(who: Who): Promise<Exchange>;
  /** Chooses "Ask Steward" on what somebody wrote in the channel that the bot is in. */
  askAbout(who: Who, text: string): Promise<Exchange>;
  openTab(who: Who, tab: 'home' | 'messages'): Promise<Exchange>;
  /** In the direct conversation; over HTTP and in a socket alike, the bytes are at the double. */
  sendFile(who: Who, name: string, content: string): Promise<Exchange>;
  /** Presses the button with this label, on the newest message of the direct conversation that has one. */
  press(who: Who, label: string, on?: ShownMessage): Promise<Exchange>;
  pressOnHome(who: Who, label: string): Promise<Exchange>;
  /** Presses a button of the modal, or leaves the field with this id, with what is typed by then. */
  touch(who: Who, labelOrField: string, filled: Filled): Promise<Exchange>;
  /** The modal that was opened last, and not closed or sent. */
  modal(): OpenModal | undefined;
  /** Sends the modal; what it says to that, `modal` tells. */
  submit(who: Who, filled: Filled): Promise<Exchange>;
}

export function createDoings(double: SlackDouble, sender: Sender): Doings {
  /** The modal when somebody did something with it last, and how many views the API had shown by then. */
  let known: { readonly after: number; readonly modal: OpenModal | undefined } = {
    after: 0,
    modal: undefined,
  };

  function modal(): OpenModal | undefined {
    return double.views().slice(known.after).reduce(shownNext, known.modal);
  }

  function personOf(who: Who) {
    const { id, name } = double.people[who];
    return { id, username: name, name };
  }

  return {
    say(who, text, event = {}) {
      const { id } = double.people[who];
      const channel = double.directChannel(id);
      return sender.event('message-im', { user: id, channel, text: escaped(text), ...event });
    },
    mention(who, text, event = {}) {
      return sender.event('app-mention', {
        user: double.people[who].id,
        channel: double.channels.withBot,
        text: `<@${slackApp.botUserId}> ${escaped(text)}`,
        ...event,
      });
    },
    command(who, text) {
      const { id, name } = double.people[who];
      const channel_id = double.channels.withBot;
      return sender.command(text, { user_id: id, user_name: name, channel_id });
    },
    shortcut: (who) => sender.shortcut({ user: personOf(who) }),
    askAbout(who, text) {
      const channel = { id: double.channels.withBot };
      return sender.messageShortcut({
        user: personOf(who),
        channel,
        message: { text: escaped(text) },
      });
    },
    openTab(who, tab) {
      const { id } = double.people[who];
      const event = { user: id, channel: double.directChannel(id) };
      return sender.event(`app-home-opened-${tab}`, event);
    },
    sendFile(who, name, content) {
      const { id } = double.people[who];
      const files = [{ ...double.share(name, content), user: id }];
      const channel = double.directChannel(id);
      return sender.event('message-im-with-file', { user: id, channel, text: '', files });
    },
    press(who, label, on) {
      const channel = double.directChannel(double.people[who].id);
      const message =
        on ?? double.messages(channel).findLast((one) => findButton(one, label) !== undefined);
      const button = message && findButton(message, label);
      if (message === undefined || button === undefined) {
        throw new Error(`there is no button “${label}” to press`);
      }
      return sender.press('block-actions-message', {
        user: personOf(who),
        channel: { id: message.channel },
        container: { message_ts: message.ts, channel_id: message.channel },
        message: { ...message, thread_ts: message.thread_ts },
        actions: [{ ...button, action_ts: (Date.now() / 1000).toFixed(6) }],
      });
    },
    pressOnHome(who, label) {
      const home = double.home(double.people[who].id);
      const button = home && findButton(home, label);
      if (home === undefined || button === undefined) {
        throw new Error(`there is no button “${label}” on the Home tab`);
      }
      const actions = [{ ...button, action_ts: '1.1' }];
      return sender.press('block-actions-home', {
        user: personOf(who),
        view: { ...home },
        actions,
      });
    },
    touch(who, labelOrField, filled) {
      const open = modal();
      const touched = open && (findButton(open.view, labelOrField) ?? inputOf(open, labelOrField));
      if (open === undefined || touched === undefined) {
        throw new Error(`there is nothing “${labelOrField}” in the modal`);
      }
      const typed = { ...open.typed, ...filled };
      known = { after: double.views().length, modal: { ...open, typed } };
      return sender.press('block-actions-modal', {
        user: personOf(who),
        container: { view_id: open.id },
        view: { ...open.view, id: open.id, state: stateOf(open.view, typed) },
        actions: [{ ...touched, action_ts: '1.1' }],
      });
    },
    modal,
    async submit(who, filled) {
      const open = modal();
      if (open === undefined) throw new Error('there is no modal to send');
      const typed = { ...open.typed, ...filled };
      const view = { ...open.view, id: open.id, state: stateOf(open.view, typed) };
      const exchange = await sender.submit({ user: personOf(who), view });
      const now = await afterSubmission(double, { ...open, typed }, exchange.body);
      known = { after: double.views().length, modal: now };
      return exchange;
    },
  };
}

function inputOf({ view }: OpenModal, field: string): Payload | undefined {
  const block = view.blocks.find(({ block_id }) => block_id === field);
  return isRecord(block?.element) ? { block_id: field, ...block.element } : undefined;
}

function findButton(shown: Pick<ShownMessage, 'blocks'>, label: string): Payload | undefined {
  for (const block of shown.blocks ?? []) {
    for (const element of elementsOf(block)) {
      if (element.type !== 'button' || !isRecord(element.text)) continue;
      if (element.text.text === label) return { block_id: block.block_id ?? 'b9Qx', ...element };
    }
  }
  return undefined;
}

function elementsOf({ elements, accessory }: ShownBlock): readonly Payload[] {
  const all: readonly unknown[] = [...(Array.isArray(elements) ? elements : []), accessory];
  return all.filter(isRecord);
}

function shownNext(open: OpenModal | undefined, { how, id, view }: ShownView) {
  if (how !== 'updated') return { id, view, errors: {}, typed: {} };
  // One that is closed stays so.
  return open?.id === id ? updated(open, view) : open;
}

/** What was typed stays where its block stays. */
function updated(open: OpenModal, view: OpenModal['view']): OpenModal {
  const there = new Set(view.blocks.map(({ block_id }) => block_id));
  const typed = Object.entries(open.typed).filter(([id]) => there.has(id));
  return { ...open, view, errors: {}, typed: Object.fromEntries(typed) };
}

/** Nothing closes the modal; otherwise it says what is wrong, or becomes another. */
async function afterSubmission(
  double: SlackDouble,
  open: OpenModal,
  body: string,
): Promise<OpenModal | undefined> {
  if (body === '') return undefined;
  const answer: unknown = JSON.parse(body);
  if (!isRecord(answer)) return undefined;
  switch (answer.response_action) {
    case 'errors':
      // What Slack takes is words by block.
      return { ...open, errors: answer.errors as OpenModal['errors'] };
    case 'update':
      for (const complaint of checkView(answer.view)) double.complain(`view: ${complaint}`);
      return updated(open, await double.replaceView(open.id, answer.view));
    default:
      return undefined;
  }
}
