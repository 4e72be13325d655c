import { createCardFor } from '#assistant/notices.ts';
import type { FormReply, Reply } from '#assistant/turn.ts';
import type { Card } from '#foundation/cards/card.ts';
import { startBulk } from '#foundation/delivery/bulk/bulk.ts';
import { together } from '#foundation/delivery/bulk/together.ts';
import { placesOn } from '#foundation/delivery/places.ts';
import { startDelivery } from '#foundation/delivery/worker.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { type Log, silentLog } from '#foundation/kernel/log.ts';
import { withDeputies } from '#foundation/people/absences/with-deputies.ts';
import { personFor } from '#foundation/people/accounts.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Role, Roles } from '#foundation/people/roles.ts';
import type { Database } from '#foundation/store/database.ts';
import { tendBroadcasts } from '#office/broadcasts/tend.ts';
import type { RouteFile } from '#office/requests/routing/route-file.ts';
import { type FakeChannel, fakeChannel } from './fake-channel.ts';
import { cardsOf, startTestSteward, type TestSteward } from './test-steward.ts';

/** An office in which people ask and decide, each on a channel that keeps what they were told. */
export interface RequestOffice {
  readonly steward: TestSteward;
  readonly channel: FakeChannel;
  readonly roles: Roles;
  /** Person ids, by name. */
  readonly people: Readonly<Record<string, string>>;
  /** Changes who holds what, from now on. */
  grant(held: Readonly<Record<string, readonly Role[]>>): void;
  /** Until everybody was told. */
  settle(): Promise<void>;
  say(text: string, personId: string): Promise<Card>;
  start(words: string, personId: string): Promise<FormReply>;
  press(card: Card, label: string, personId: string, name?: string): Promise<readonly Reply[]>;
  send(
    opened: FormReply,
    answers: unknown,
    personId: string,
    name?: string,
  ): Promise<readonly Reply[]>;
  cardsOf(who: string): readonly Card[];
  /** The first card that they have. */
  seenBy(who: string): Card;
  stop(): Promise<void>;
}

export async function startRequestOffice<Name extends string>(
  database: Database,
  names: readonly Name[],
  options: {
    readonly routes?: RouteFile | undefined;
    readonly products?: Office['products'];
    readonly broadcasts?: Office['broadcasts'];
    /** Folder of a handbook of the office's own. */
    readonly handbook?: string;
    /** When its clock stands. */
    readonly at?: Date;
    readonly log?: Log;
  } = {},
): Promise<RequestOffice & { readonly people: Readonly<Record<Name, string>> }> {
  const { db } = database;
  const { log = silentLog } = options;
  let held: Readonly<Record<string, readonly Role[]>> = {};
  const people = {} as Record<Name, string>; // filled just below
  const idOf = (name: string): string => people[name as Name]; // only names are asked for
  const granted: Roles = {
    of: async (personId) => {
      const name = Object.keys(held).find((one) => idOf(one) === personId);
      return new Set(name === undefined ? [] : held[name]);
    },
    holders: async (role) =>
      Object.keys(held)
        .filter((name) => held[name]?.includes(role))
        .map(idOf),
  };
  const clock = movableClock(options.at ?? new Date('2026-03-02T09:00:00Z'));
  const roles = withDeputies(granted, { db, clock });
  const channel = fakeChannel();
  const places = placesOn(() => [channel]);
  const steward = await startTestSteward({
    db,
    places,
    roles,
    clock,
    log,
    ...(options.routes && { routes: options.routes }),
    ...(options.products && { products: options.products }),
    ...(options.handbook && { handbook: options.handbook }),
    ...(options.broadcasts && { broadcasts: options.broadcasts }),
  });
  const { office } = steward;
  for (const name of names) {
    const account = { platform: 'test', externalId: name, displayName: name };
    people[name] = await personFor(db, account, steward.clock);
  }
  const on = {
    database,
    clock: steward.clock,
    log,
    channels: () => [channel],
    roles,
    cardFor: createCardFor(db, office, {
      ...steward,
      roles,
      platforms: () => ['test'],
      calendar: options.routes?.calendar,
    }),
  };
  const delivery = together([startDelivery(on), startBulk(on)]);
  const send: RequestOffice['send'] = ({ form, context }, answers, personId, name) => {
    const sent = { kind: 'form', form: form.name, context, answers } as const;
    const on = name === undefined ? sent : { ...sent, card: name };
    return steward.send(on, undefined, personId);
  };
  const cards = (who: string) =>
    [...channel.standing]
      .filter(([name]) => name.startsWith(`test:${who}/`))
      .map(([, card]) => card);
  return {
    steward,
    channel,
    roles,
    people,
    grant(now) {
      held = now;
    },
    async settle() {
      const groups = Object.keys({ ...steward.policy.reviewers, ...office.groups });
      const { calendar } = options.routes ?? {};
      const going = { roles, office, groups, platforms: ['test'], places, calendar };
      // What has gone out is noticed after that.
      for (let round = 0; round < 2; round++) {
        await tendBroadcasts(db, going, steward.clock.now());
        delivery.poke();
        await delivery.idle();
      }
    },
    async say(text, personId) {
      return only(await steward.send({ kind: 'text', text }, undefined, personId));
    },
    async start(text, personId) {
      return formIn(await steward.send({ kind: 'text', text }, undefined, personId));
    },
    press(card, label, personId, name) {
      const button = card.buttons.find((one) => one.label.startsWith(label));
      if (!button) throw new Error(`no button ${label} on ${card.title}`);
      const action: unknown = JSON.parse(JSON.stringify(button.action));
      const pressed = {
        kind: 'action',
        action,
        ...(name !== undefined && { card: name }),
      } as const;
      return steward.send(pressed, undefined, personId);
    },
    send,
    cardsOf: cards,
    seenBy(who) {
      const [card] = cards(who);
      if (!card) throw new Error(`${who} has no card`);
      return card;
    },
    async stop() {
      await delivery.stop();
      await steward.close();
    },
  };
}

/** The first card of what was said. */
export function only(replies: readonly Reply[]): Card {
  const [reply] = cardsOf(replies);
  if (!reply) throw new Error(`no card, but ${JSON.stringify(replies).slice(0, 300)}`);
  return reply.card;
}

export function formIn(replies: readonly Reply[]): FormReply {
  const form = replies.find((reply) => reply.kind === 'form');
  if (!form) throw new Error(`no form, but ${JSON.stringify(replies).slice(0, 300)}`);
  return form;
}

/** A use that somebody must look at: nobody knows its license. */
export const USE_ANSWERS = {
  package: 'no-license 1.0.0',
  product: 'Checkout',
  distribution: 'shipped',
  purpose: 'Sorting a list',
  linkage: 'static',
  modified: 'no',
};
