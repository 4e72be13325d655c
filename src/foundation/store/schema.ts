import { isNotNull, isNull, sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { json, moment } from '#foundation/store/columns.ts';

export const people = pgTable('people', {
  id: uuid('id').primaryKey(),
  /** As the platform shows it; null when unknown or erased. */
  displayName: text('display_name'),
  createdAt: moment('created_at').notNull(),
});

/** A person as one platform knows them; one person may have several. */
export const accounts = pgTable(
  'accounts',
  {
    platform: text('platform').notNull(),
    externalId: text('external_id').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    /** Of the platform's directory, in lower case; by it, and by nothing else, accounts find their person. */
    email: text('email'),
    createdAt: moment('created_at').notNull(),
    /** When the directory was asked last for the name and the e-mail. */
    checkedAt: moment('checked_at'),
    /** About when the person used it last, to the hour: where they are told things. */
    usedAt: moment('used_at'),
    /** As the directory says it, such as `Europe/Berlin`; null where it says none. */
    timeZone: text('time_zone'),
  },
  (table) => [
    primaryKey({ columns: [table.platform, table.externalId] }),
    index('accounts_person_id').on(table.personId),
    index('accounts_email').on(table.email),
  ],
);

/**
 * The audit log. Triggers in the migrations refuse every change but the one that seals an entry,
 * and `verify.ts` finds what somebody who may switch triggers off has done.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment('at').notNull(),
    kind: text('kind').notNull(),
    /** Null when nobody asked for it: Steward did it by itself. */
    actor: uuid('actor').references(() => people.id),
    subject: json('subject').notNull(),
    /** Place in the chain, from 1 without gaps. Null until sealed, as are both hashes. */
    sealNumber: integer('seal_number'),
    previousHash: text('previous_hash'),
    hash: text('hash'),
  },
  (table) => [
    uniqueIndex('audit_entries_seal_number').on(table.sealNumber),
    index('audit_entries_unsealed').on(table.id).where(isNull(table.sealNumber)),
    check(
      'audit_entries_sealed_whole',
      sql`num_nulls(${table.sealNumber}, ${table.previousHash}, ${table.hash}) in (0, 3)`,
    ),
  ],
);

/** What a conversation was about, so that "and if we ship it?" is understood. */
export const threadMemory = pgTable(
  'thread_memory',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    thread: text('thread').notNull(),
    subject: json('subject'),
    use: json('use'),
    /** What it was about before, the last first: a few, each with its subject and use. */
    earlier: json('earlier'),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.thread] })],
);

/** Single values that belong to this database: which policy is active, the salt of the audit log. */
export const settings = pgTable('settings', {
  key: text('key').primaryKey(),
  value: json('value').notNull(),
});

/**
 * The web chat's conversations. `change` orders every arrival and edit of all of them, so that a page that was away
 * asks for what came after the last it saw; it is drawn from a sequence under a lock, so a reader never sees a later
 * one before an earlier one.
 */
export const webMessages = pgTable(
  'web_messages',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** Of its arrival; the order in which a conversation is read. */
    position: bigint('position', { mode: 'number' }).notNull(),
    /** Of its arrival or last edit. */
    change: bigint('change', { mode: 'number' }).notNull(),
    author: text('author').notNull(),
    /** What was said: a text, a card or a file's name; null once it was taken back. */
    content: json('content'),
    /** The message that this one answers. */
    answers: uuid('answers'),
    createdAt: moment('created_at').notNull(),
    editedAt: moment('edited_at'),
  },
  (table) => [
    uniqueIndex('web_messages_change').on(table.change),
    index('web_messages_conversation').on(table.personId, table.position),
    index('web_messages_answers').on(table.answers),
  ],
);

/** The last change in the web chat, and the lock that orders changes. */
export const webChanges = pgTable('web_changes', {
  id: integer('id').primaryKey(),
  last: bigint('last', { mode: 'number' }).notNull(),
});

/** How far somebody has read in the web chat. */
export const webReads = pgTable('web_reads', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => people.id, { onDelete: 'cascade' }),
  change: bigint('change', { mode: 'number' }).notNull(),
});

/** Answers to a form that was not sent yet, so that nothing typed is lost. */
export const formDrafts = pgTable(
  'form_drafts',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    form: text('form').notNull(),
    /** Hash of what the form was opened with: a form about another answer is another draft. */
    context: text('context').notNull(),
    answers: json('answers').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.form, table.context] })],
);

/**
 * What a platform sent us, by the name that makes it one: its event id, or who pressed which button where. Kept before
 * anything is done about it, so that it is done once, also when it comes twice or to two processes.
 */
export const received = pgTable(
  'received',
  {
    id: text('id').primaryKey(),
    platform: text('platform').notNull(),
    /** As it came; null once it was dealt with. */
    body: json('body'),
    /** By the platform's clock: the same button pressed later is another press. */
    sentAt: moment('sent_at').notNull(),
    receivedAt: moment('received_at').notNull(),
    /** Until then the process that took it is at work on it, or it waits for another try; afterwards any may take it. */
    leaseUntil: moment('lease_until').notNull(),
    /** How often somebody began to deal with it. */
    attempts: integer('attempts').notNull(),
    /** Another one each time that somebody takes it: whoever had it before has no say any more. */
    holder: text('holder').notNull(),
    doneAt: moment('done_at'),
  },
  (table) => [
    index('received_open').on(table.platform, table.leaseUntil).where(isNull(table.doneAt)),
    index('received_at').on(table.receivedAt),
  ],
);

/** Cards that stand in a platform's conversations, so that they can be changed in place. */
export const sentCards = pgTable(
  'sent_cards',
  {
    /** `platform:place`, such as `slack:T1/C1/1712.0001`. */
    message: text('message').primaryKey(),
    card: json('card').notNull(),
    sentAt: moment('sent_at').notNull(),
    /** Names what was to be sent, where a platform does not let us look whether it was. */
    key: text('key'),
  },
  (table) => [
    index('sent_cards_sent_at').on(table.sentAt),
    index('sent_cards_key').on(table.key).where(isNotNull(table.key)),
  ],
);

/** Conversations of Microsoft Teams that Steward is in: where it may speak first, and change what it said. */
export const teamsConversations = pgTable(
  'teams_conversations',
  {
    /** As Teams names it, without the thread. */
    id: text('id').primaryKey(),
    /** personal, group, channel or team. */
    kind: text('kind').notNull(),
    tenantId: text('tenant_id').notNull(),
    /** Where Teams takes what is said there. */
    serviceUrl: text('service_url').notNull(),
    /** Whose it is, as `accounts.external_id`; null where others are too. */
    account: text('account'),
    /** As Teams names them; null as above. */
    userId: text('user_id'),
    /** When Steward said there what it is for. */
    welcomedAt: moment('welcomed_at'),
    changedAt: moment('changed_at').notNull(),
  },
  (table) => [
    index('teams_conversations_account').on(table.account),
    index('teams_conversations_teams').on(table.tenantId).where(sql`${table.kind} = 'team'`),
  ],
);

/**
 * What Steward must tell: one row for each matter and whom it is told to. Telling again raises `wanted`; the card is
 * drawn when it is sent, and one that stands already is changed in place.
 */
export const notices = pgTable(
  'notices',
  {
    id: uuid('id').primaryKey(),
    /** Which view draws it, such as `feedback.new`. */
    kind: text('kind').notNull(),
    /** Id of what it is about. */
    matter: text('matter').notNull(),
    /** `person:ID`, `role:ospo`, or `message:NAME` for a card that stands in a conversation. */
    recipient: text('recipient').notNull(),
    wanted: integer('wanted').notNull(),
    sent: integer('sent').notNull(),
    /** waiting, sent, dead or unreachable; held or cancelled by whoever planned it. */
    state: text('state').notNull(),
    /** In which of the lanes of what goes to many; null for what is told to somebody just then. */
    lane: text('lane'),
    /** The message in which it stands. */
    message: text('message'),
    /** When that message was sent; what was changed in it since then changes nothing here. */
    sentAt: moment('sent_at'),
    dueAt: moment('due_at').notNull(),
    /** Failed tries since it was last told. */
    attempts: integer('attempts').notNull(),
    /** Code of the last failure. */
    failure: text('failure'),
    leaseUntil: moment('lease_until'),
    createdAt: moment('created_at').notNull(),
    changedAt: moment('changed_at').notNull(),
  },
  (table) => [
    uniqueIndex('notices_once').on(table.kind, table.matter, table.recipient),
    // Who has not got what many get: counted without looking at those who have.
    index('notices_unsent')
      .on(table.kind, table.matter, table.state, table.sent)
      .where(sql`${table.state} <> 'sent'`),
    index('notices_due')
      .on(table.dueAt)
      .where(sql`${table.state} = 'waiting' and ${table.lane} is null`),
    index('notices_lane')
      .on(table.lane, table.dueAt)
      .where(sql`${table.state} = 'waiting' and ${table.lane} is not null`),
    index('notices_trouble')
      .on(table.changedAt)
      .where(sql`${table.state} in ('dead', 'unreachable')`),
  ],
);

/** Why an answer did not help. Without a person unless they want to hear back. */
export const feedback = pgTable(
  'feedback',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').references(() => people.id, { onDelete: 'set null' }),
    /** The card's title, its subject and the policy version: what the feedback is about. */
    about: json('about').notNull(),
    /** The channel's name for the card, to say on it what became of the feedback. */
    card: text('card'),
    reason: text('reason').notNull(),
    comment: text('comment'),
    createdAt: moment('created_at').notNull(),
    handledAt: moment('handled_at'),
    handledBy: uuid('handled_by').references(() => people.id, { onDelete: 'set null' }),
    /** What the OSPO wrote back. */
    answer: text('answer'),
  },
  (table) => [index('feedback_open').on(table.createdAt).where(isNull(table.handledAt))],
);
