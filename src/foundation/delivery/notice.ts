import {
  and,
  asc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  like,
  lte,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { MessageName } from '#foundation/delivery/channel.ts';
import type { PlaceName } from '#foundation/delivery/places.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { Role } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { notices } from '#foundation/store/schema.ts';

/** Something that Steward must tell: which view draws it, and the id of what it is about. */
export interface Matter {
  readonly kind: string;
  readonly matter: string;
}

/** Whom it is told to: a person, everybody who holds a role when it is sent, a place of several, or a card that stands. */
export type Recipient =
  /** On this platform, or without one on the one that they used last. */
  | { readonly kind: 'person'; readonly personId: string; readonly platform?: string }
  | { readonly kind: 'place'; readonly place: PlaceName }
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'message'; readonly message: MessageName };

/** Tells it, or tells it anew when it was told before. In the transaction of the change that caused it. */
export async function tell(tx: Db, told: Matter, to: Recipient, at: Date): Promise<void> {
  const { kind, matter } = told;
  await tx
    .insert(notices)
    .values({
      id: newId(),
      kind,
      matter,
      recipient: recipientToText(to),
      wanted: 1,
      sent: 0,
      state: 'waiting',
      dueAt: at,
      attempts: 0,
      createdAt: at,
      changedAt: at,
    })
    .onConflictDoUpdate({
      target: [notices.kind, notices.matter, notices.recipient],
      // Told to many before, perhaps; from now on to them, and just now.
      set: { ...wantedAnew(at), lane: null },
    });
}

/** Something that a card shows to somebody. */
export interface Shown extends Matter {
  readonly personId: string;
}

/** From now on the card is drawn anew, where it stands, when it is told again what it shows; the last one shown is. */
export async function standFor(
  db: Db,
  shown: Shown,
  message: MessageName,
  at: Date,
): Promise<void> {
  const { kind, matter, personId } = shown;
  await db
    .insert(notices)
    .values({
      id: newId(),
      kind,
      matter,
      recipient: recipientToText({ kind: 'person', personId }),
      wanted: 1,
      sent: 1,
      state: 'sent',
      message,
      dueAt: at,
      attempts: 0,
      createdAt: at,
      changedAt: at,
    })
    .onConflictDoUpdate({
      target: [notices.kind, notices.matter, notices.recipient],
      set: { message, changedAt: at },
    });
}

/** These messages say something else now: nothing is drawn in their place any more. */
export async function standForNothing(db: Db, messages: readonly MessageName[]): Promise<void> {
  if (messages.length === 0) return;
  await db
    .update(notices)
    .set({ message: null })
    .where(inArray(notices.message, [...messages]));
}

/** Draws the cards anew that people already have of a matter. In the transaction of the change that caused it. */
export function tellAgain(tx: Db, told: Matter, at: Date): Promise<void> {
  return tellAllAgain(tx, [told], at);
}

/** The same for several matters at once. */
export async function tellAllAgain(tx: Db, told: readonly Matter[], at: Date): Promise<void> {
  if (told.length === 0) return;
  await tx
    .update(notices)
    .set(wantedAnew(at))
    .where(
      and(
        isAnyOf(told),
        like(notices.recipient, 'person:%'),
        // Who planned it may still let it go, and then it is drawn as it is by then.
        notInArray(notices.state, ['unreachable', 'held', 'cancelled']),
      ),
    );
}

/** Changes the cards that were sent, in place; who waits for theirs gets it as it is then. */
export async function redrawSent(tx: Db, told: Matter, at: Date): Promise<void> {
  for await (const part of partsOf(tx, told)) {
    await tx
      .update(notices)
      .set(wantedAnew(at))
      .where(and(part, eq(notices.state, 'sent')));
  }
}

/** How many a statement changes in a few seconds. */
const PART = 50_000;

/** All that is told of a matter, as conditions for a part each: no statement may take as long as a million do. */
export async function* partsOf(tx: Db, { kind, matter }: Matter): AsyncGenerator<SQL | undefined> {
  const ofMatter = and(eq(notices.kind, kind), eq(notices.matter, matter));
  let after = '';
  for (;;) {
    const rest = and(ofMatter, gt(notices.recipient, after));
    const [last] = await tx
      .select({ recipient: notices.recipient })
      .from(notices)
      .where(rest)
      .orderBy(asc(notices.recipient))
      .offset(PART - 1)
      .limit(1);
    yield last ? and(rest, lte(notices.recipient, last.recipient)) : rest;
    if (!last) return;
    after = last.recipient;
  }
}

/**
 * Changes in place what people were told by themselves, and not with many; what is under way too. Who has no card of it
 * gets none because of that.
 */
export async function redrawStanding(tx: Db, told: readonly Matter[], at: Date): Promise<void> {
  if (told.length === 0) return;
  await tx
    .update(notices)
    .set(wantedAnew(at))
    .where(
      and(
        isAnyOf(told),
        like(notices.recipient, 'person:%'),
        isNull(notices.lane),
        or(eq(notices.state, 'waiting'), isNotNull(notices.message)),
        notInArray(notices.state, ['unreachable', 'held', 'cancelled']),
      ),
    );
}

function isAnyOf(told: readonly Matter[]) {
  return or(
    ...told.map(({ kind, matter }) => and(eq(notices.kind, kind), eq(notices.matter, matter))),
  );
}

/** Who is at work on it keeps it: what is wanted since then is seen when they are done. */
function wantedAnew(at: Date) {
  return {
    wanted: sql`${notices.wanted} + 1`,
    state: 'waiting',
    dueAt: at,
    attempts: 0,
    failure: null,
    changedAt: at,
  };
}

export function recipientToText(to: Recipient): string {
  switch (to.kind) {
    case 'person':
      return `person:${to.personId}${to.platform === undefined ? '' : `:${to.platform}`}`;
    case 'place':
      return `place:${to.place.platform}:${to.place.externalId}`;
    case 'role':
      return `role:${to.role}`;
    case 'message':
      return `message:${to.message}`;
  }
}

export function recipientFromText(text: string): Recipient {
  const name = text.slice(text.indexOf(':') + 1);
  switch (text.slice(0, text.indexOf(':'))) {
    case 'person':
      return personFromText(name);
    case 'place':
      return { kind: 'place', place: placeFromText(name) };
    case 'role':
      return { kind: 'role', role: Role.parse(name) };
    case 'message':
      return { kind: 'message', message: name };
    default:
      throw new TypeError('a notice is for nobody that we know');
  }
}

function personFromText(text: string): Recipient {
  const [personId = '', platform] = text.split(':');
  return { kind: 'person', personId, ...(platform !== undefined && { platform }) };
}

function placeFromText(text: string): PlaceName {
  const colon = text.indexOf(':');
  return { platform: text.slice(0, colon), externalId: text.slice(colon + 1) };
}
