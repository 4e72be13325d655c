import { checkActivity } from './card-checker.ts';
import { createConnector } from './double/connector.ts';
import { type Conversations, createConversations } from './double/conversations.ts';
import { createFaults, type Faults } from './double/faults.ts';
import { createFiles, type Upload } from './double/files.ts';
import { startFront, type TeamsCall } from './double/front.ts';
import { createOpenId, type OpenId } from './double/openid.ts';
import { createShown, messageIds, type ShownMessage } from './double/shown.ts';
import type { Payload } from './fixtures.ts';

export interface TeamsDoubleOptions {
  /** What Teams would not show of an activity; our own checks by default. */
  readonly check?: (activity: Payload) => readonly string[];
  /** People on one page of a roster; 2 by default, so that whoever reads one page only is found out. */
  readonly membersPerPage?: number;
}

/** Microsoft's side on loopback: keys that sign, the connector that bots call, and people's files. */
export interface TeamsDouble
  extends Pick<
      Conversations,
      | 'people'
      | 'team'
      | 'groupChat'
      | 'personal'
      | 'changePerson'
      | 'leave'
      | 'block'
      | 'unblock'
      | 'remove'
      | 'restore'
    >,
    Pick<OpenId, 'failKeys' | 'mendKeys' | 'keyFetches'>,
    Pick<Faults, 'fail' | 'mend'> {
  /** Without a slash at its end. */
  readonly url: string;
  readonly serviceUrl: string;
  /** Calls of the connector and of files in order. */
  readonly calls: readonly TeamsCall[];
  /** Of one conversation, a thread being one; of all without one. Oldest first. */
  messages(conversation?: string): readonly ShownMessage[];
  lastMessage(conversation?: string): ShownMessage | undefined;
  typing(conversation: string): readonly Payload[];
  /** An attachment, to be put into a message of somebody's. */
  share(name: string, content: string | Buffer): Payload;
  /** Where a file may be put, as consent to it says. */
  allowUpload(name: string): Payload;
  readonly uploads: readonly Upload[];
  /** What Teams would refuse or show badly. Empty in a good test. */
  readonly complaints: readonly string[];
  complain(complaint: string): void;
  close(): Promise<void>;
}

export async function startTeamsDouble(options: TeamsDoubleOptions = {}): Promise<TeamsDouble> {
  const { check = checkActivity, membersPerPage = 2 } = options;
  const calls: TeamsCall[] = [];
  const complaints: string[] = [];
  const complain = (complaint: string) => void complaints.push(complaint);
  const conversations = createConversations();
  const faults = createFaults();
  const files = createFiles(complain);
  const openId = createOpenId();
  const shown = createShown();
  const newId = messageIds();
  const connector = createConnector({
    conversations,
    shown,
    newId,
    membersPerPage,
    complain,
    check,
  });
  const front = await startFront({ connector, faults, files, openId, calls, complain });

  function messages(conversation?: string): readonly ShownMessage[] {
    if (conversation === undefined) return [...shown.messages];
    return shown.messages.filter((message) => message.conversation === conversation);
  }

  return {
    ...conversations,
    ...openId,
    fail: faults.fail,
    mend: faults.mend,
    url: front.url,
    serviceUrl: `${front.url}/`,
    calls,
    messages,
    lastMessage: (conversation) => messages(conversation).at(-1),
    typing: (conversation) =>
      shown.typing.filter((one) => one.conversation === conversation).map((one) => one.activity),
    share: (name, content) => files.share(name, content, front.url),
    allowUpload: (name) => files.allowUpload(name, front.url),
    uploads: files.uploads,
    complaints,
    complain,
    close: front.close,
  };
}
