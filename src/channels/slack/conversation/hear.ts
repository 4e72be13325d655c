import { askInForm } from '#assistant/actions.ts';
import { asksOfProducts } from '#assistant/names-product.ts';
import type { Respond, TurnContent } from '#assistant/turn.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { readFile } from '#channels/slack/calls/files.ts';
import { messageName } from '#channels/slack/calls/messages.ts';
import type { SlackPeople } from '#channels/slack/calls/people.ts';
import { isTokenGone, SlackBusy, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import { isRemoved, type Workspace, type Workspaces } from '#channels/slack/calls/workspaces.ts';
import type { DirectChannel } from '#channels/slack/conversation/direct.ts';
import type { Forms } from '#channels/slack/conversation/forms.ts';
import type { Home } from '#channels/slack/conversation/home.ts';
import { showModal } from '#channels/slack/conversation/modals.ts';
import { type Outlet, senderIn, teamOf, threadOf } from '#channels/slack/conversation/outlet.ts';
import { showWorking } from '#channels/slack/conversation/working.ts';
import type { Heard, Place, Sender } from '#channels/slack/receive/heard.ts';
import { moreToModal } from '#channels/slack/render-card.ts';
import type { SendReplies } from '#channels/slack/reply.ts';
import type { Try } from '#foundation/delivery/intake/intake.ts';
import type { SentCard } from '#foundation/delivery/sent-cards.ts';
import { findSentCard } from '#foundation/delivery/sent-cards.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Db } from '#foundation/store/database.ts';

export interface HearOptions {
  readonly db: Db;
  readonly log: Log;
  readonly respond: Respond;
  readonly people: SlackPeople;
  readonly workspaces: Workspaces;
  readonly directChannel: DirectChannel;
  readonly sendReplies: SendReplies;
  readonly forms: Forms;
  readonly home: Home;
  /** Names of products that are not repeated where others read along. */
  readonly products: () => Promise<readonly string[]>;
  /** The only origin from which files are fetched. */
  readonly filesAt: string;
}

type Message = Extract<Heard, { kind: 'message' }>;
type Press = Extract<Heard, { kind: 'press' }>;
type Words = Extract<Heard, { kind: 'words' }>;

/** Tries after which a file that Slack does not give us is taken by its name. */
const FETCHED_MOST = 3;

/** Deals with what Slack told us; gives the cards that were sent. Throws when it is worth another try. */
export function createHear(
  options: HearOptions,
): (heard: Heard, how: Try) => Promise<readonly SentCard[]> {
  const { db, log, respond, people, workspaces, directChannel, sendReplies, forms } = options;
  const { home, products, filesAt } = options;

  async function outletFor(
    from: Sender,
    how: Try,
    more: Partial<Outlet> & Pick<Outlet, 'place'>,
  ): Promise<Outlet> {
    const workspace = await workspaces.find(from);
    const personId = await people.personOf(from);
    return {
      workspace,
      from: senderIn(workspace, from),
      personId,
      respondAt: undefined,
      isAlone: false,
      isConfidential: false,
      isPressed: false,
      trigger: undefined,
      card: undefined,
      key: how.id,
      isRetry: how.attempt > 1,
      ...more,
    };
  }

  async function hearMessage(heard: Message, how: Try): Promise<readonly SentCard[]> {
    const { from, place, text, message } = heard;
    const isConfidential = place.kind === 'shared' && asksOfProducts(text, await products());
    const outlet = await outletFor(from, how, { place, isConfidential });
    const sign = showWorking(outlet, message, log);
    try {
      const sent: SentCard[] = [];
      const contents = await contentsOf(heard, outlet, how);
      for (const [at, content] of contents.entries()) {
        const key = `${how.id}/${at}`;
        const turn = { ...turnAt(outlet, place), content };
        const replies = await respond(turn, (what) => sign.say(what));
        // Shown after the answer it would stay for good.
        await sign.stop();
        sent.push(...(await sendReplies(replies, { ...outlet, key })));
      }
      return sent;
    } finally {
      await sign.stop();
    }
  }

  /** Each file is a question of its own; the words beside one are another, if there are any. */
  async function contentsOf(
    { text, files }: Message,
    { workspace }: Outlet,
    { attempt }: Try,
  ): Promise<readonly TurnContent[]> {
    const contents: TurnContent[] = [];
    for (const file of files) {
      // What cannot be fetched for so long is taken by its name: better than no answer.
      const inside = await readFile(workspace, file, filesAt).catch((cause: unknown) => {
        if (attempt < FETCHED_MOST) throw cause;
        return undefined;
      });
      const { name } = file;
      contents.push({ kind: 'file', name, ...(inside !== undefined && { text: inside }) });
    }
    if (files.length === 0 || text !== '') contents.push({ kind: 'text', text });
    return contents;
  }

  async function hearWords(heard: Words, how: Try): Promise<readonly SentCard[]> {
    const { from, channel, text, respondAt } = heard;
    const found = await outletFor(from, how, { place: undefined, respondAt, isAlone: true });
    // In our own conversation with them the answer stays, and can be changed.
    const own = channel.startsWith('D')
      ? await directChannel(found.workspace, teamOf(found.from), from.userId)
      : undefined;
    const place: Place | undefined =
      own === channel ? { channel, kind: 'direct' } : { channel, kind: 'shared' };
    const outlet =
      own === channel ? { ...found, place, respondAt: undefined, isAlone: false } : found;
    const said = text === '' ? 'help' : text;
    const replies = await respond({
      ...turnAt(outlet, place),
      content: { kind: 'text', text: said },
    });
    return sendReplies(replies, outlet);
  }

  async function hearPress(heard: Press, how: Try): Promise<readonly SentCard[]> {
    const { from, place, message, button, value, trigger, respondAt, isOnHome } = heard;
    const pressed = await outletFor(from, how, {
      // What stands outside a thread in a channel is answered under it.
      place: place && inThreadOf(place, message),
      respondAt,
      isAlone: place?.kind === 'shared' && message === undefined,
      isPressed: true,
      trigger,
    });
    const name = place && message && messageName(teamOf(pressed.from), place.channel, message);
    const outlet: Outlet = { ...pressed, card: name };
    if (button.startsWith('more:')) return openMore(outlet, name, Number(button.slice(5)), how);
    const content: TurnContent = {
      kind: 'action',
      action: value,
      ...(name !== undefined && { card: name }),
    };
    const replies = await respond({ ...turnAt(outlet, outlet.place), content });
    const sent = await sendReplies(replies, outlet);
    if (isOnHome) await home.show(outlet);
    return sent;
  }

  /** What a card keeps behind a button. */
  async function openMore(
    outlet: Outlet,
    name: string | undefined,
    index: number,
    how: Try,
  ): Promise<readonly SentCard[]> {
    const card = name === undefined ? undefined : await findSentCard(db, name);
    const modal = card && moreToModal(card, index);
    if (!modal || outlet.trigger === undefined) return sendStale(outlet);
    try {
      await showModal(outlet.workspace, outlet.trigger, modal);
      return [];
    } catch (cause) {
      // Three seconds have passed, which a second press mends.
      if (!(cause instanceof SlackRefusal) || how.attempt > 1) throw cause;
      log.info({ reason: cause.reason }, 'details came too late');
      return [];
    }
  }

  function sendStale(outlet: Outlet): Promise<readonly SentCard[]> {
    const reply = { kind: 'card', card: staleCard(), outcome: { kind: 'no-answer' } } as const;
    return sendReplies([reply], outlet);
  }

  async function hearShortcut(
    { from, trigger }: Extract<Heard, { kind: 'shortcut' }>,
    how: Try,
  ): Promise<readonly SentCard[]> {
    const outlet = await outletFor(from, how, { place: undefined, trigger });
    const action = JSON.stringify(askInForm.with({}));
    const replies = await respond({
      ...turnAt(outlet, undefined),
      content: { kind: 'action', action },
    });
    return sendReplies(replies, outlet);
  }

  async function hear(heard: Heard, how: Try): Promise<readonly SentCard[]> {
    switch (heard.kind) {
      case 'message':
        return hearMessage(heard, how);
      case 'words':
        return hearWords(heard, how);
      case 'press':
        return hearPress(heard, how);
      case 'shortcut':
        return hearShortcut(heard, how);
      case 'submit':
        return forms.goOn(heard, how);
      case 'home-opened': {
        const outlet = await outletFor(heard.from, how, { place: undefined });
        if (heard.tab === 'home') await home.show(outlet);
        else await home.suggest(outlet, heard.channel);
        return [];
      }
      case 'removed':
        await workspaces.remove(heard.from, heard.at);
        return [];
      case 'turn-page':
      case 'options':
        // Answered in their acknowledgement, and never kept.
        return [];
      default:
        return unreachable(heard);
    }
  }

  return async (heard, how) => {
    if (heard.kind === 'removed') return hear(heard, how);
    let workspace: Workspace | undefined;
    try {
      workspace = await workspaces.find(heard.from);
      return await hear(heard, how);
    } catch (cause) {
      if (!isRemoved(cause)) throw cause;
      log.warn(
        { reason: cause instanceof SlackRefusal ? cause.reason : '' },
        'not installed there',
      );
      const isOver = !workspace || !isTokenGone(cause) || (await workspaces.drop(workspace));
      if (!isOver) throw new SlackBusy('the token before the one that there is now');
      return [];
    }
  };
}

function turnAt({ personId, from }: Outlet, place: Place | undefined) {
  return { personId, thread: threadOf(from, place) };
}

function inThreadOf(place: Place, message: string | undefined): Place {
  if (place.kind === 'direct' || place.thread !== undefined || message === undefined) return place;
  return { ...place, thread: message };
}
