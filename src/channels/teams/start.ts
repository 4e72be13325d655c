import type { HomeCards } from '#assistant/home.ts';
import type { Respond } from '#assistant/turn.ts';
import { defaultServiceUrl, isFileAddress, isServiceUrl } from '#channels/teams/address.ts';
import { createPeople } from '#channels/teams/calls/people.ts';
import { createConnectors } from '#channels/teams/connect/connector.ts';
import { credentialsOf } from '#channels/teams/connect/credentials.ts';
import { createGate } from '#channels/teams/connect/gate.ts';
import { createQuiet } from '#channels/teams/connect/quiet.ts';
import { createAnswer } from '#channels/teams/conversation/answer.ts';
import { createAsides } from '#channels/teams/conversation/asides.ts';
import { createConversations } from '#channels/teams/conversation/conversations.ts';
import { createFormDialogs } from '#channels/teams/conversation/form-dialogs.ts';
import { createForms } from '#channels/teams/conversation/forms.ts';
import { askedToWait, createHear, isFinal } from '#channels/teams/conversation/hear.ts';
import { createInPersonal } from '#channels/teams/conversation/personal.ts';
import { createResults } from '#channels/teams/conversation/results.ts';
import { createSearch } from '#channels/teams/conversation/search.ts';
import { teamsLimits } from '#channels/teams/limits.ts';
import { type Activity, tenantOf } from '#channels/teams/receive/activity.ts';
import type { Heard } from '#channels/teams/receive/heard.ts';
import { type AnswerHttp, createHttp } from '#channels/teams/receive/http.ts';
import { readKept } from '#channels/teams/receive/read-activity.ts';
import { createReceive } from '#channels/teams/receive.ts';
import { createReplies } from '#channels/teams/reply.ts';
import { createChannel } from '#channels/teams/send.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import type { IntakeWaits } from '#foundation/delivery/intake/intake.ts';
import { createMeasuredIntake } from '#foundation/delivery/intake/measured-intake.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import { type Measure, noMeasure } from '#foundation/kernel/measure/measure.ts';
import type { Db } from '#foundation/store/database.ts';

export interface TeamsOptions {
  readonly settings: TeamsSettings;
  readonly respond: Respond;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** What a person finds at home. */
  readonly home: HomeCards;
  /** Names of products that are not repeated where others read along. */
  readonly products: () => Promise<readonly string[]>;
  /** Messages a second that go to many; see the settings. */
  readonly perSecond?: number | undefined;
  readonly measure?: Measure;
  /** No other process has this database. */
  readonly isAlone?: boolean;
  /** Shorter ones for tests; `call`: milliseconds that Teams may take to answer, `keys`: that its keys may take. */
  readonly waits?: Partial<IntakeWaits & { readonly call: number; readonly keys: number }>;
}

export interface Teams {
  readonly channel: Channel;
  readonly answer: AnswerHttp;
  /** Takes up what was left. */
  start(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Takes nothing more, and finishes what is under way. */
  close(): Promise<void>;
}

/** Puts the channel together. Nothing is asked of Teams before somebody speaks or is spoken to. */
export function createTeams(options: TeamsOptions): Teams {
  const { settings, respond, db, clock, log, home, products, waits } = options;
  const { tenants } = settings;
  const credentials = credentialsOf(settings);
  const quiet = createQuiet();
  const { call, keys } = waits ?? {};
  const connectorAt = createConnectors({
    settings,
    credentials,
    ...(call !== undefined && { patience: call }),
  });
  const conversations = createConversations({ db, clock, tenants });
  const people = createPeople({ db, connectorAt, conversations, tenants, clock, log });
  const inPersonal = createInPersonal({
    connectorAt,
    conversations,
    tenants,
    defaultServiceUrl: defaultServiceUrl(settings),
  });
  const { perSecond = teamsLimits.perTenant } = options;
  const onSending = { db, clock, perSecond, people, connectorAt, conversations, inPersonal };
  const channel = createChannel(onSending);
  const dialogs = createFormDialogs({ db, clock });
  const { change } = channel;
  const sendReplies = createReplies({ log, connectorAt, inPersonal, dialogs, change });
  const intake = createMeasuredIntake<Heard>(
    {
      db,
      platform: 'teams',
      clock,
      log,
      read: readKept,
      // What deals with it is put together below.
      handle: (heard, how) => hear(heard, how),
      askedToWait,
      isFinal,
      isAlone: options.isAlone ?? false,
      ...(waits && { waits }),
    },
    options.measure ?? noMeasure,
  );
  const asides = createAsides({ respond, people, dialogs, sendReplies });
  const onForms = { db, clock, log, respond, people, dialogs, asides, sendReplies };
  const forms = createForms({ ...onForms, intake });
  const results = createResults();
  const isFileOfTeams = (address: string): boolean => isFileAddress(address, settings);
  const hear = createHear({
    log,
    respond,
    people,
    connectorAt,
    conversations,
    inPersonal,
    sendReplies,
    forms,
    results,
    home,
    products,
    isFileAddress: isFileOfTeams,
  });
  const search = createSearch({ respond, people });
  const onAnswers = { db, log, respond, people, conversations, dialogs, forms, asides, search };
  const answerAsked = createAnswer({ ...onAnswers, sendReplies, results, intake });
  const answer = createHttp({
    gate: createGate({
      settings,
      credentials,
      quiet,
      log,
      ...(keys !== undefined && { patience: keys }),
    }),
    isServiceUrl: (serviceUrl) => isServiceUrl(serviceUrl, settings),
    isOurTenant: (activity) => isServed(activity, tenants),
    isOpen: settings.app.kind === 'development',
    receive: createReceive({ intake, answerAsked, clock, log }),
    log,
  });

  return {
    channel,
    answer,
    start: () => intake.start(),
    idle: () => intake.idle(),
    async close() {
      await intake.stop();
      quiet.end();
    },
  };
}

function isServed(activity: Activity, tenants: readonly string[]): boolean {
  const tenant = tenantOf(activity);
  return tenants.length === 0 || (tenant !== undefined && tenants.includes(tenant));
}
