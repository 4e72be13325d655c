import { createHash } from 'node:crypto';
import { appendCard, editCard } from '#channels/web/conversation/answers.ts';
import type { Cast } from '#channels/web/conversation/cast.ts';
import { holdChanges } from '#channels/web/conversation/changes.ts';
import { findMessage } from '#channels/web/conversation/history.ts';
import { messageIdFrom, messageName } from '#channels/web/message-name.ts';
import type { Channel } from '#foundation/delivery/channel.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { PERSONA_PLATFORM, personaAccount } from '#foundation/people/personas.ts';
import type { Db } from '#foundation/store/database.ts';

interface WebChannelOptions {
  readonly db: Db;
  readonly cast: Cast;
  readonly clock: Clock;
  /** Tells the pages that something changed. */
  readonly pages: { poke(): void };
}

/** The web chat as a place where Steward tells the personas things. What waits for them is in their inbox. */
export function createWebChannel({ db, cast, clock, pages }: WebChannelOptions): Channel {
  return {
    platform: PERSONA_PLATFORM,
    showsInbox: true,
    // Personas are nobody's accounts: no address finds them, and they are in no group.
    async lookUp() {
      return undefined;
    },
    async find(externalId) {
      const persona = cast.personas.find(({ id }) => id === externalId);
      return persona && personaAccount(persona);
    },
    async membersOf() {
      return undefined;
    },
    async send({ externalId }, card, { key }) {
      if (!cast.plays(externalId)) return { kind: 'unreachable' };
      const to = { personId: cast.personOf(externalId), answers: null, at: clock.now() };
      const id = idFrom(key);
      await db.transaction(async (tx) => {
        await holdChanges(tx);
        // An earlier try has arrived when the process ended before it could be noted.
        if ((await findMessage(tx, id)) === undefined) await appendCard(tx, to, card, id);
      });
      pages.poke();
      return { kind: 'sent', message: messageName(id) };
    },
    async change(message, change) {
      const id = messageIdFrom(message);
      const edited = id && (await db.transaction((tx) => editCard(tx, id, change, clock.now())));
      pages.poke();
      return { kind: edited ? 'changed' : 'gone' };
    },
  };
}

/** The same message for the same sending. */
function idFrom(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  // As a UUID of version 8, which is for ids that mean something to their maker alone.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
