import { fit } from '#foundation/cards/fit.ts';
import { type Channel, type MessageName, platformOf } from '#foundation/delivery/channel.ts';
import type { CardFor, Drawn } from '#foundation/delivery/draw.ts';
import type { HeldNotice, Outcome } from '#foundation/delivery/lease.ts';
import type { Matter, Recipient } from '#foundation/delivery/notice.ts';
import type { PlaceName } from '#foundation/delivery/places.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { type AccountName, accountsOf } from '#foundation/people/accounts.ts';
import type { Role, Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';

export interface DeliverOptions {
  readonly db: Db;
  /** Those that run now. */
  readonly channels: () => readonly Channel[];
  readonly roles: Roles;
  readonly cardFor: CardFor;
}

/** What became of a notice, and whom else it is told to because of that: written down together. */
export interface Delivered {
  readonly outcome: Outcome;
  readonly tells?: readonly { readonly told: Matter; readonly to: Recipient }[];
}

const HOUR = 60 * 60_000;

/** Sends a notice, or changes the card in which it stands. */
export async function deliver(notice: HeldNotice, options: DeliverOptions): Promise<Delivered> {
  const { recipient } = notice;
  switch (recipient.kind) {
    case 'role':
      return toRole(notice, recipient.role, options);
    case 'message':
      return toMessage(notice, recipient.message, options);
    case 'person':
    case 'place':
      return { outcome: await carryOut(await prepare(notice, recipient, options)) };
    default:
      return unreachable(recipient);
  }
}

async function toRole(
  { kind, matter }: HeldNotice,
  role: Role,
  { roles }: DeliverOptions,
): Promise<Delivered> {
  const holders = await roles.holders(role);
  // Not a failure: somebody will hold it some day.
  if (holders.length === 0) return { outcome: { kind: 'later', afterMs: HOUR } };
  return {
    outcome: { kind: 'sent' },
    tells: holders.map((personId) => ({
      told: { kind, matter },
      to: { kind: 'person', personId },
    })),
  };
}

async function toMessage(
  notice: HeldNotice,
  message: MessageName,
  { channels, cardFor }: DeliverOptions,
): Promise<Delivered> {
  const channel = channelOf(channels(), platformOf(message));
  // Its platform is switched off: it may come back.
  if (channel === undefined) return { outcome: { kind: 'later', afterMs: HOUR } };
  const drawn = await cardFor({ ...notice, message });
  if (drawn === undefined) return { outcome: { kind: 'sent' } };
  const changed = await change(channel, message, drawn);
  if (changed.kind === 'later') return { outcome: changed };
  const ifGone = drawn.kind === 'edit' && changed.kind === 'gone' ? drawn.ifGone : undefined;
  return { outcome: { kind: 'sent' }, ...(ifGone && { tells: [ifGone] }) };
}

/** Who is told something directly. */
export type Addressee = Extract<Recipient, { readonly kind: 'person' | 'place' }>;

/** What is to be done for them: nothing any more, or a call to their platform. */
export type Prepared =
  | { readonly kind: 'done'; readonly outcome: Outcome }
  | {
      readonly kind: 'ready';
      /** Where it goes; undefined for a card that stands already. */
      readonly to: AccountName | PlaceName | undefined;
      send(): Promise<Outcome>;
    };

/** Draws what somebody is told, and finds where they are. */
export async function prepare(
  notice: HeldNotice,
  to: Addressee,
  options: DeliverOptions,
): Promise<Prepared> {
  const { message } = notice;
  const standsOn = message && channelOf(options.channels(), platformOf(message));
  if (message === undefined || !standsOn) return prepareNew(notice, to, options);
  const drawn = await options.cardFor(notice);
  if (drawn === undefined) return { kind: 'done', outcome: { kind: 'sent' } };
  return {
    kind: 'ready',
    to: undefined,
    async send() {
      const changed = await change(standsOn, message, drawn);
      if (changed.kind === 'later') return changed;
      if (changed.kind === 'changed') return { kind: 'sent' };
      return carryOut(await prepareNew(notice, to, options));
    },
  };
}

async function prepareNew(
  notice: HeldNotice,
  to: Addressee,
  options: DeliverOptions,
): Promise<Prepared> {
  const drawn = await options.cardFor({ ...notice, message: undefined });
  if (drawn?.kind !== 'card') return { kind: 'done', outcome: { kind: 'sent' } };
  return to.kind === 'place'
    ? prepareForPlace(notice, to.place, drawn, options)
    : prepareForPerson(notice, to, drawn, options);
}

type DrawnCard = Extract<Drawn, { kind: 'card' }>;

function prepareForPlace(
  notice: HeldNotice,
  place: PlaceName,
  { card }: DrawnCard,
  { channels }: DeliverOptions,
): Prepared {
  const places = channelOf(channels(), place.platform)?.places;
  // Its platform is switched off: it may come back.
  if (!places) return { kind: 'done', outcome: { kind: 'later', afterMs: HOUR } };
  const sending = { key: keyOf(notice), isRetry: notice.isRetry };
  return {
    kind: 'ready',
    to: place,
    send: () => places.post(place.externalId, fit(card), sending),
  };
}

async function prepareForPerson(
  notice: HeldNotice,
  { personId, platform }: Extract<Addressee, { kind: 'person' }>,
  drawn: DrawnCard,
  { db, channels: running }: DeliverOptions,
): Promise<Prepared> {
  const channels = running().filter(
    (channel) => channel.platform === (platform ?? channel.platform),
  );
  const to = await accountOf(db, personId, channels);
  const channel = to && channelOf(channels, to.platform);
  if (to === undefined || channel === undefined) {
    return { kind: 'done', outcome: { kind: 'unreachable' } };
  }
  if (channel.showsInbox && drawn.waits) return { kind: 'done', outcome: { kind: 'sent' } };
  const { isRetry } = notice;
  return {
    kind: 'ready',
    to,
    send: () => channel.send(to, fit(drawn.card), { key: keyOf(notice), isRetry }),
  };
}

function carryOut(prepared: Prepared): Promise<Outcome> | Outcome {
  return prepared.kind === 'done' ? prepared.outcome : prepared.send();
}

/** Another one once a card was lost: the try that is looked for must not be the one that is gone. */
function keyOf({ id, message }: HeldNotice): string {
  return message === undefined ? id : `${id}/${message}`;
}

function change(channel: Channel, message: MessageName, drawn: Drawn) {
  return channel.change(message, (card) =>
    fit(drawn.kind === 'card' ? drawn.card : drawn.edit(card)),
  );
}

export function channelOf(channels: readonly Channel[], platform: string): Channel | undefined {
  return channels.find((channel) => channel.platform === platform);
}

/** The account that they used last on a channel that runs. */
async function accountOf(
  db: Db,
  personId: string,
  channels: readonly Channel[],
): Promise<AccountName | undefined> {
  const held = await accountsOf(db, personId);
  return held.find(({ platform }) => channelOf(channels, platform) !== undefined);
}
