import type { HomeCards } from '#assistant/home.ts';
import { asksOfProducts } from '#assistant/names-product.ts';
import type { Respond, TurnContent } from '#assistant/turn.ts';
import {
  DocumentContext,
  type IsFileAddress,
  putDocument,
  readFile,
} from '#channels/teams/calls/files.ts';
import { homeMessage, messageName } from '#channels/teams/calls/messages.ts';
import type { TeamsPeople } from '#channels/teams/calls/people.ts';
import type { ConnectorAt, Message } from '#channels/teams/connect/connector.ts';
import { orNothing, TeamsBusy, TeamsRefusal } from '#channels/teams/connect/teams-error.ts';
import { accountOf, type Conversations } from '#channels/teams/conversation/conversations.ts';
import type { Forms } from '#channels/teams/conversation/forms.ts';
import {
  asideThreadOf,
  isShared,
  pressedOutlet,
  threadOf,
} from '#channels/teams/conversation/outlet.ts';
import type { InPersonal } from '#channels/teams/conversation/personal.ts';
import type { Results } from '#channels/teams/conversation/results.ts';
import { showTyping } from '#channels/teams/conversation/working.ts';
import type { ConsentHeard, Heard, Place, PressHeard } from '#channels/teams/receive/heard.ts';
import type { SendReplies } from '#channels/teams/reply.ts';
import type { Card } from '#foundation/cards/card.ts';
import { fit } from '#foundation/cards/fit.ts';
import type { Try } from '#foundation/delivery/intake/intake.ts';
import type { SentCard } from '#foundation/delivery/sent-cards.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';

export interface HearOptions {
  readonly log: Log;
  readonly respond: Respond;
  readonly people: TeamsPeople;
  readonly connectorAt: ConnectorAt;
  readonly conversations: Conversations;
  readonly inPersonal: InPersonal;
  readonly sendReplies: SendReplies;
  readonly forms: Forms;
  readonly results: Results;
  /** What a person finds at home. */
  readonly home: HomeCards;
  /** Names of products that are not repeated where others read along. */
  readonly products: () => Promise<readonly string[]>;
  readonly isFileAddress: IsFileAddress;
}

const REACHED =
  'Here, in channels and group chats when you mention me, and for you alone by “Ask Steward” on any message';

type MessageHeard = Extract<Heard, { kind: 'message' }>;

/** Tries after which a file that Teams does not give us is taken by its name. */
const FETCHED_MOST = 3;

/** Deals with what Teams told us; gives the cards that were sent. Throws when it is worth another try. */
export function createHear(
  options: HearOptions,
): (heard: Heard, how: Try) => Promise<readonly SentCard[]> {
  const { log, respond, people, connectorAt, conversations, inPersonal, sendReplies } = options;
  const { forms, results, home, products, isFileAddress } = options;

  async function hearMessage(heard: MessageHeard, how: Try): Promise<readonly SentCard[]> {
    const { from, place, text } = heard;
    const personId = await people.personOf(from, place);
    if (isAskingHome(heard)) {
      await showHome(accountOf(from), personId);
      return [];
    }
    const isConfidential = isShared(place) && asksOfProducts(text, await products());
    const stopTyping = showTyping(connectorAt, place, log);
    try {
      const sent: SentCard[] = [];
      for (const content of await contentsOf(heard, how)) {
        const replies = await respond({ personId, thread: threadOf(place), content });
        // Shown after the answer it would stay.
        await stopTyping();
        const outlet = { from, personId, place, card: undefined, content };
        sent.push(...(await sendReplies(replies, { ...outlet, isConfidential, isPressed: false })));
      }
      return sent;
    } finally {
      await stopTyping();
    }
  }

  /** Each file is a question of its own; the words beside one are another, if there are any. */
  async function contentsOf(
    { text, files }: MessageHeard,
    { attempt }: Try,
  ): Promise<readonly TurnContent[]> {
    const contents: TurnContent[] = [];
    for (const file of files) {
      // What cannot be fetched for so long is taken by its name: better than no answer.
      const inside = await readFile(file, isFileAddress).catch((cause: unknown) => {
        if (attempt < FETCHED_MOST) throw cause;
        return undefined;
      });
      const { name } = file;
      contents.push({ kind: 'file', name, ...(inside !== undefined && { text: inside }) });
    }
    if (files.length === 0 || text !== '') contents.push({ kind: 'text', text });
    return contents;
  }

  async function hearPress(heard: PressHeard): Promise<readonly SentCard[]> {
    const { from, place, message, action, isAside } = heard;
    // What somebody finds at home is shown where nobody else is.
    const isOnHome = heard.isOnHome && !isShared(place);
    const personId = await people.personOf(from, place);
    const card =
      message === undefined || isOnHome ? undefined : messageName(place.conversation, message);
    const content = { kind: 'action', action, ...(card !== undefined && { card }) } as const;
    const thread = isAside ? asideThreadOf(from) : threadOf(place);
    const replies = await respond({ personId, thread, content });
    const outlet = pressedOutlet({ from, personId, place, card, content, isAlone: isAside });
    const sent = await sendReplies(replies, outlet);
    if (isOnHome && message !== undefined) {
      const connector = await connectorAt(place.serviceUrl);
      const cards = await homeCards(personId);
      await orNothing(() => connector.update(place.conversation, message, homeMessage(cards)));
    }
    return sent;
  }

  async function homeCards(personId: string): Promise<readonly Card[]> {
    return (await home(personId, REACHED)).map((card) => fit(card));
  }

  /** In their own conversation, wherever it was asked for: it is nobody else's. */
  async function showHome(account: string, personId: string): Promise<void> {
    const message = homeMessage(await homeCards(personId));
    await inPersonal(account, (connector, { id }) => connector.send(id, message));
  }

  async function hearConsent(heard: ConsentHeard): Promise<void> {
    const { from, place, upload, context, message } = heard;
    // Files are given in somebody's own conversation only: whatever asks elsewhere did not come from a card of ours.
    if (isShared(place)) return;
    const connector = await connectorAt(place.serviceUrl);
    const say = async (words: Message): Promise<void> => {
      const isChanged =
        message !== undefined &&
        (await orNothing(async () => {
          await connector.update(place.conversation, message, words);
          return true;
        }));
      if (!isChanged) await connector.send(place.conversation, words);
    };
    const content = DocumentContext.safeParse(context).data;
    if (!upload || !content || !isFileAddress(upload.contentUrl))
      return say(plain('Nothing was saved. Ask again when you want it.'));
    const personId = await people.personOf(from, place);
    const replies = await respond({ personId, thread: threadOf(place), content });
    const document = replies.find((reply) => reply.kind === 'document');
    if (!document) return say(plain('That text is not to be had any more. Please ask again.'));
    const put = await orNothing(() => putDocument(document, upload, isFileAddress));
    await say(put ?? plain('Teams did not take that file. Please ask for it again.'));
  }

  /** Says what it is for, once in each conversation, however often Teams tells that it was added. */
  async function hearInstalled({
    from,
    place,
  }: Extract<Heard, { kind: 'installed' }>): Promise<readonly SentCard[]> {
    const personId = await people.personOf(from, place);
    const where = place.team ?? place.conversation;
    if (!(await conversations.claimWelcome(where))) return [];
    const content = { kind: 'text', text: 'help' } as const;
    const there: Place = { ...place, conversation: where };
    try {
      const replies = await respond({ personId, thread: threadOf(there), content });
      const outlet = { from, personId, place: there, card: undefined, content };
      return await sendReplies(replies, { ...outlet, isConfidential: false, isPressed: false });
    } catch (cause) {
      await conversations.giveWelcomeBack(where);
      throw cause;
    }
  }

  async function hear(heard: Heard, how: Try): Promise<readonly SentCard[]> {
    if (heard.kind === 'removed') {
      await conversations.forget(heard.place.team ?? heard.place.conversation);
      return [];
    }
    await conversations.note(heard.place, heard.from, { isAdded: heard.kind === 'installed' });
    switch (heard.kind) {
      case 'message':
        return hearMessage(heard, how);
      case 'press':
        return hearPress(heard);
      case 'page':
        return forms.goOn(heard, how);
      case 'consent':
        await hearConsent(heard);
        return [];
      case 'installed':
        return hearInstalled(heard);
      default:
        return unreachable(heard);
    }
  }

  return async (heard, how) => {
    try {
      const sent = await hear(heard, how);
      results.settle(how.id, isElsewhere(heard, sent) ? 'alone' : 'done');
      return sent;
    } catch (cause) {
      results.settle(how.id, 'failed');
      throw cause;
    }
  };
}

/** Nothing of the answer stands where others read along. */
function isElsewhere(heard: Heard, sent: readonly SentCard[]): boolean {
  if (heard.kind === 'removed' || !isShared(heard.place) || sent.length === 0) return false;
  const here = messageName(heard.place.conversation, '');
  return sent.every(({ message }) => !message.startsWith(here));
}

/** Their own place: asked for by the word alone, which no question is. */
function isAskingHome({ place, text, files }: MessageHeard): boolean {
  return !isShared(place) && files.length === 0 && /^home[.!]?$/i.test(text);
}

function plain(text: string): Message {
  return { type: 'message', text, textFormat: 'plain', summary: text };
}

/** Teams asks us to wait; as the intake asks for it. */
export function askedToWait(cause: unknown): number | undefined {
  return cause instanceof TeamsBusy ? cause.afterMs : undefined;
}

export function isFinal(cause: unknown): boolean {
  return cause instanceof TeamsRefusal;
}
