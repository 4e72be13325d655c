import type { HomeCards } from '#assistant/home.ts';
import type { Respond } from '#assistant/turn.ts';
import { slackOrigins } from '#channels/slack/address.ts';
import { createPeople } from '#channels/slack/calls/people.ts';
import { SlackBusy, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import { createWorkspaces } from '#channels/slack/calls/workspaces.ts';
import { createDirectChannels } from '#channels/slack/conversation/direct.ts';
import { createForms } from '#channels/slack/conversation/forms.ts';
import { createHear } from '#channels/slack/conversation/hear.ts';
import { createHome } from '#channels/slack/conversation/home.ts';
import { boltLogger } from '#channels/slack/install/bolt-logger.ts';
import { createInstallations, type Installations } from '#channels/slack/install/installations.ts';
import { oauthOptions } from '#channels/slack/install/oauth.ts';
import { slackLimits } from '#channels/slack/limits.ts';
import type { Heard } from '#channels/slack/receive/heard.ts';
import { type AnswerHttp, createHttp } from '#channels/slack/receive/http.ts';
import { readPayload } from '#channels/slack/receive/read-payload.ts';
import { createSocket } from '#channels/slack/receive/socket.ts';
import { createReceive } from '#channels/slack/receive.ts';
import { createReplies } from '#channels/slack/reply.ts';
import { createChannel } from '#channels/slack/send.ts';
import type { SlackSettings } from '#channels/slack/settings.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import type { IntakeWaits } from '#foundation/delivery/intake/intake.ts';
import { createMeasuredIntake } from '#foundation/delivery/intake/measured-intake.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { type Measure, noMeasure } from '#foundation/kernel/measure/measure.ts';
import type { Db } from '#foundation/store/database.ts';

export interface SlackOptions {
  readonly settings: SlackSettings;
  /** Under which people reach the page that installs Steward in their workspace. */
  readonly publicUrl: string | undefined;
  readonly respond: Respond;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** What a person's Home tab shows. */
  readonly home: HomeCards;
  /** Names of products that are not repeated where others read along. */
  readonly products: () => Promise<readonly string[]>;
  /** Questions to begin with. */
  readonly examples: readonly string[];
  /** Whether the office folder grants a role to a group of Slack. */
  readonly usesGroups?: boolean;
  /** Messages a second that go to many; see the settings. */
  readonly perSecond?: number | undefined;
  readonly measure?: Measure;
  /** No other process has this database. */
  readonly isAlone?: boolean;
  /** Shorter ones for tests; `call`: milliseconds that Slack may take to answer. */
  readonly waits?: Partial<IntakeWaits & { readonly call: number }>;
}

export interface Slack {
  readonly channel: Channel;
  readonly answer: AnswerHttp;
  /** Connects where Slack does not call us, and takes up what was left. */
  start(): Promise<void>;
  /** Whether Slack can reach us now, as far as we know. */
  isConnected(): boolean;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Takes nothing more, and finishes what is under way. */
  close(): Promise<void>;
}

/** Puts the channel together. Nothing is asked of Slack before it is started. */
export async function createSlack(options: SlackOptions): Promise<Slack> {
  const { settings, respond, db, clock, log, home: cards, products, examples } = options;
  const { receiver, apiUrl } = settings;
  const installations = installationsOf(options);
  const logger = boltLogger(log);
  const patience = options.waits?.call;
  const onWorkspaces = {
    settings,
    installations,
    logger,
    log,
    ...(patience !== undefined && { patience }),
  };
  const workspaces = createWorkspaces(onWorkspaces);
  const people = createPeople({ db, workspaces, clock, log });
  const directChannel = createDirectChannels();
  const { perSecond = slackLimits.perWorkspace } = options;
  const onChannel = { db, clock, perSecond, people, directChannel };
  // With clients of its own: each has so many calls under way at most, and no answer is to wait for one of these.
  const channel = createChannel({ ...onChannel, workspaces: createWorkspaces(onWorkspaces) });
  const { hooks, files: filesAt } = slackOrigins(apiUrl);
  const { change } = createChannel({ ...onChannel, workspaces });
  const sendReplies = createReplies({ db, clock, log, directChannel, change, hooks });
  const intake = createMeasuredIntake<Heard>(
    {
      db,
      platform: 'slack',
      clock,
      log,
      read: readPayload,
      // What deals with it is put together below.
      handle: (heard, how) => hear(heard, how),
      askedToWait: (cause) => (cause instanceof SlackBusy ? cause.afterMs : undefined),
      isFinal: (cause) => cause instanceof SlackRefusal,
      isAlone: options.isAlone ?? false,
      ...(options.waits && { waits: options.waits }),
    },
    options.measure ?? noMeasure,
  );
  const forms = createForms({ db, clock, log, respond, people, workspaces, sendReplies, intake });
  const hear = createHear({
    db,
    log,
    respond,
    people,
    workspaces,
    directChannel,
    sendReplies,
    forms,
    home: createHome({ cards, examples }),
    products,
    filesAt,
  });
  const answerForm = forms.answer;
  const receive = createReceive({ intake, answerForm, clock, log });
  const answer = createHttp({
    signingSecret: receiver.kind === 'http' ? receiver.signingSecret : undefined,
    oauth: oauthOf(options, installations),
    receive,
    clock,
    log,
  });
  const socket =
    receiver.kind === 'socket'
      ? createSocket({ appToken: receiver.appToken, apiUrl, receive, log })
      : undefined;

  return {
    channel,
    answer,
    async start() {
      await installations?.reseal();
      socket?.start();
      await intake.start();
    },
    isConnected: () => socket?.isConnected() ?? true,
    idle: () => intake.idle(),
    async close() {
      await socket?.stop();
      await intake.stop();
    },
  };
}

function installationsOf({ settings, db, clock, log }: SlackOptions): Installations | undefined {
  const { workspaces } = settings;
  if (workspaces.kind === 'one') return undefined;
  const { keys, teams } = workspaces;
  return createInstallations({ db, keys, teams, clock, log });
}

function oauthOf(
  { settings, publicUrl, usesGroups = false, log }: SlackOptions,
  installations: Installations | undefined,
) {
  if (installations === undefined || publicUrl === undefined) return {};
  return oauthOptions({ settings, installations, publicUrl, usesGroups, log });
}
