import { createFaults, type SlackFault } from './double/faults.ts';
import { startFront } from './double/front.ts';
import { firstChanges, type PersonChange } from './double/mend-answer.ts';
import type { ApiCall } from './double/read-call.ts';
import type { SharedFile } from './double/shared-files.ts';
import { createSharedFiles } from './double/shared-files.ts';
import {
  createShown,
  type ShownEphemeral,
  type ShownMessage,
  type ShownView,
  type ViewBody,
} from './double/shown.ts';
import { createTokens } from './double/tokens.ts';
import { slackApp } from './slack-app.ts';
import { botScopes, type SlackPeople, startEmulator } from './workspace.ts';

export interface SlackDoubleOptions {
  /** Of the bot; those of the manifest by default. */
  readonly scopes?: readonly string[];
  /** Where OAuth may lead back to. */
  readonly redirectUris?: readonly string[];
  /** Where apps connect in Socket Mode. */
  readonly socketUrl?: () => string;
}

/** The Web API on loopback: a stateful emulator, and before it what that one lacks or lets pass. */
export interface SlackDouble {
  /** For `apiUrl`: ends in `/api/`. */
  readonly apiUrl: string;
  readonly url: string;
  readonly people: SlackPeople;
  readonly channels: { readonly withBot: string; readonly withoutBot: string };
  readonly userGroup: string;
  /** Calls of a method in order, with decoded arguments; of all methods without one. */
  calls(method?: string): readonly ApiCall[];
  /** For so many calls, or until mended; `*` is every method, `response_url` and `file` count as methods. */
  fail(method: string, fault: SlackFault, times?: number): void;
  mend(method?: string): void;
  /** From now on this token is answered `token_revoked`. */
  revoke(token: string): void;
  /** Lets one more bot token in; of another workspace when that is named: the same people under another team id. */
  allow(token: string, team?: string): void;
  /** The workspace that OAuth installs into from now on. */
  installInto(team: string): void;
  /** Of a channel and of all threads in it, oldest first. */
  messages(channel: string): readonly ShownMessage[];
  lastMessage(channel: string): ShownMessage | undefined;
  ephemerals(): readonly ShownEphemeral[];
  views(): readonly ShownView[];
  /** As Slack does when a submission is answered with another view. */
  replaceView(id: string, view: unknown): Promise<ViewBody>;
  home(user: string): ViewBody | undefined;
  directChannel(user: string): string;
  /** A trigger id that opens one view, within three seconds. */
  trigger(user: string, view?: string): Promise<string>;
  /** An address as interactions carry it; takes five posts. */
  responseUrl(): string;
  /** What was posted to such an address. */
  responses(responseUrl: string): readonly Readonly<Record<string, unknown>>[];
  /** A file that somebody shared, to be put in a message of theirs and downloaded with the bot's token. */
  share(name: string, content: string | Buffer): SharedFile;
  /** The bytes of a file that the bot sent. */
  download(file: { readonly url_private: string }): Promise<string>;
  /** What a user is from now on: `{ deleted: true }`, `{ profile: { email } }`. */
  changePerson(user: string, change: PersonChange): void;
  changeGroup(group: string, members: readonly string[] | undefined): void;
  /** What Slack would have refused in messages and views. Empty in a good test. */
  readonly complaints: readonly string[];
  complain(complaint: string): void;
  close(): Promise<void>;
}

export async function startSlackDouble(options: SlackDoubleOptions = {}): Promise<SlackDouble> {
  const { scopes = botScopes, redirectUris = [], socketUrl } = options;
  const emulator = await startEmulator({ scopes, redirectUris });
  const { workspace } = emulator;
  const changes = firstChanges(workspace.people);
  const groups = new Map<string, readonly string[]>([
    [workspace.userGroup, [workspace.people.legal.id, workspace.people.ospo.id]],
  ]);
  const state = {
    emulator,
    scopes,
    socketUrl,
    changes,
    groups,
    faults: createFaults(),
    files: createSharedFiles(),
    shown: createShown(),
    tokens: createTokens(),
    calls: [] as ApiCall[],
    complaints: [] as string[],
  };
  const front = await startFront(state);
  const { calls, complaints, faults, files, shown, tokens } = state;

  return {
    url: front.url,
    apiUrl: `${front.url}/api/`,
    people: workspace.people,
    channels: workspace.channels,
    userGroup: workspace.userGroup,
    calls: (method) => calls.filter((call) => method === undefined || call.method === method),
    fail: faults.fail,
    mend: faults.mend,
    revoke: tokens.revoke,
    allow: tokens.allow,
    installInto: tokens.installInto,
    messages: (channel) => shown.messages.filter((message) => message.channel === channel),
    lastMessage: (channel) => shown.messages.findLast((message) => message.channel === channel),
    ephemerals: () => shown.ephemerals,
    views: () => shown.views,
    async replaceView(id, view) {
      const args = { view_id: id, view };
      const updated = await emulator.call('views.update', slackApp.botToken, args);
      // What `views.update` gives back is the view.
      return updated.view as ViewBody;
    },
    home: (user) => shown.homes.get(user),
    directChannel: (user) => workspace.directChannels.get(user) ?? '',
    async trigger(user, view) {
      const viewId = view === undefined ? {} : { view_id: view };
      const args = { user_id: user, ...viewId };
      const made = await emulator.call('views.generateTriggerId', slackApp.botToken, args);
      return String(made.trigger_id);
    },
    responseUrl: front.responseUrls.create,
    responses: front.responseUrls.postedTo,
    share: (name, content) => files.share(name, content, front.url),
    async download({ url_private }) {
      const authorization = `Bearer ${slackApp.botToken}`;
      return (await fetch(url_private, { headers: { authorization } })).text();
    },
    changePerson: (user, change) => void changes.set(user, { ...changes.get(user), ...change }),
    changeGroup: (group, members) =>
      void (members === undefined ? groups.delete(group) : groups.set(group, members)),
    complaints,
    complain: (complaint) => void complaints.push(complaint),
    async close() {
      await front.close();
      await emulator.close();
    },
  };
}
