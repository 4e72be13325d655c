import {
  type PersonChange,
  personalConversation,
  type TeamsPeople,
  type TeamsPerson,
  teamsPeople,
  type Who,
} from '../people.ts';
import { type Answer, refusal } from './answer.ts';

/** Where people and the bot meet, and whether it may write there. */
export interface Conversations {
  readonly people: TeamsPeople;
  readonly team: TeamsTeam;
  readonly groupChat: { readonly id: string; readonly members: readonly TeamsPerson[] };
  personal(who: Who): string;
  changePerson(who: Who, change: PersonChange): void;
  /** Undefined where there is no such conversation. */
  membersOf(conversation: string): readonly TeamsPerson[] | undefined;
  /** Why the bot may not do that there; undefined: it may. */
  refusalFor(conversation: string, doing: 'read' | 'write'): Answer | undefined;
  whoIs(id: string): Who | undefined;
  /** Is with the company no longer, and so in no roster. */
  leave(who: Who): void;
  block(who: Who): void;
  unblock(who: Who): void;
  /** The bot is taken out, or the conversation is gone altogether. */
  remove(conversation: string, what?: 'bot' | 'conversation'): void;
  /** The bot is there again. */
  restore(conversation: string): void;
}

export interface TeamsTeam {
  /** That of its first channel, as Teams has it. */
  readonly id: string;
  readonly aadGroupId: string;
  readonly name: string;
  readonly channel: string;
  readonly members: readonly TeamsPerson[];
}

const ids = {
  general: '19:hTq2mWc0vKxN4pZbRjYs7uDgLfEi1oAaXt9wQk3nMv81@thread.tacv2',
  channel: '19:5d8e1b7a3c9f4e20b6a1d4c7f0e3b852@thread.tacv2',
  group: '19:8b1f0c6e2d7a4953a0e4c1b9d8f7a625@thread.v2',
} as const;

export function createConversations(): Conversations {
  const people: { -readonly [name in Who]: TeamsPerson } = { ...teamsPeople };
  const left = new Set<Who>();
  const blocked = new Set<string>();
  const withoutBot = new Set<string>();
  const gone = new Set<string>();

  function whoIs(id: string): Who | undefined {
    const names = Object.keys(people).filter((name): name is Who => Object.hasOwn(people, name));
    return names.find((who) => {
      const { id: teamsId, aadObjectId, userPrincipalName } = people[who];
      return [teamsId, aadObjectId, userPrincipalName].includes(id);
    });
  }

  const personal = (who: Who) => personalConversation(teamsPeople[who]);
  const staying = (...all: readonly Who[]) =>
    all.filter((who) => !left.has(who)).map((who) => people[who]);
  const teamMembers = () => staying('developer', 'legal', 'ospo', 'guest');
  const groupMembers = () => staying('developer', 'legal', 'ospo');

  function membersOf(conversation: string): readonly TeamsPerson[] | undefined {
    const base = withoutThread(conversation);
    if (gone.has(base)) return undefined;
    if (base === ids.general || base === ids.channel) return teamMembers();
    if (base === ids.group) return groupMembers();
    const who = whoIs(
      Object.values(people).find((one) => personalConversation(one) === base)?.id ?? '',
    );
    return who && staying(who);
  }

  return {
    people,
    team: {
      id: ids.general,
      aadGroupId: '7d3f6a10-94c2-4b7e-8a55-e1c0b9d2f364',
      name: 'Checkout',
      channel: ids.channel,
      get members() {
        return teamMembers();
      },
    },
    groupChat: {
      id: ids.group,
      get members() {
        return groupMembers();
      },
    },
    personal,
    changePerson(who, change) {
      people[who] = { ...people[who], ...change };
    },
    membersOf,
    whoIs,
    refusalFor(conversation, doing) {
      const base = withoutThread(conversation);
      if (membersOf(base) === undefined) {
        return refusal(404, 'ConversationNotFound', 'Conversation not found.');
      }
      if (withoutBot.has(base)) {
        const message = 'The bot is not part of the conversation roster.';
        return refusal(403, 'BotNotInConversationRoster', message);
      }
      if (doing === 'write' && blocked.has(base)) {
        const message = 'Thread does not allow the bot to write messages.';
        return refusal(403, 'MessageWritesBlocked', message);
      }
      return undefined;
    },
    leave: (who) => void left.add(who),
    block: (who) => void blocked.add(personal(who)),
    unblock: (who) => void blocked.delete(personal(who)),
    remove: (conversation, what = 'bot') =>
      void (what === 'bot' ? withoutBot : gone).add(withoutThread(conversation)),
    restore(conversation) {
      withoutBot.delete(withoutThread(conversation));
      gone.delete(withoutThread(conversation));
    },
  };
}

/** Of a channel: a thread in it is no conversation of its own. */
export function withoutThread(conversation: string): string {
  return conversation.split(';messageid=')[0] ?? conversation;
}
