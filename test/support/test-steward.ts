import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseMemory } from '#assistant/database-memory.ts';
import { type Memory, noMemory } from '#assistant/memory.ts';
import { createRespond } from '#assistant/respond.ts';
import type { CardReply, Reply, Respond, TurnContent } from '#assistant/turn.ts';
import { handbookIn } from '#compose.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { type Places, placesOn } from '#foundation/delivery/places.ts';
import { type Clock, movableClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { type Log, silentLog } from '#foundation/kernel/log.ts';
import { withDeputies } from '#foundation/people/absences/with-deputies.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { createRoles } from '#foundation/people/create-roles.ts';
import type { Office } from '#foundation/people/office.ts';
import { personas } from '#foundation/people/personas.ts';
import { noRoles, type Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import { databaseCache } from '#knowledge/packages/database-cache.ts';
import { createPackageLookUp, type PackageLookUp } from '#knowledge/packages/look-up.ts';
import { npmRegistry } from '#knowledge/packages/npm/npm-registry.ts';
import { memoryCache } from '#knowledge/packages/package-cache.ts';
import { handbookFolder, loadOffice } from '#knowledge/policy/file/load-office.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import { loadForms } from '#office/requests/forms/load-forms.ts';
import type { RouteFile } from '#office/requests/routing/route-file.ts';
import {
  type RegistryDouble,
  type SyntheticPackage,
  startRegistryDouble,
} from './registry-double.ts';

/** The whole assistant with the shipped office, its registry a double on loopback. */
export interface TestSteward {
  readonly policy: Policy;
  readonly office: Office;
  readonly registry: RegistryDouble;
  readonly clock: ReturnType<typeof movableClock>;
  readonly packages: PackageLookUp;
  /** As a channel is given it. */
  readonly respond: Respond;
  /** As the shipped office grants them; personas play theirs. */
  readonly roles: Roles;
  readonly forms: ReadonlyMap<string, RequestForm>;
  /** On which people are told things. */
  readonly platforms: () => readonly string[];
  readonly places: Places;
  /** Types a message; each conversation has a memory of its own when there is a database. */
  ask(text: string, thread?: string): Promise<readonly CardReply[]>;
  /** The first card's plain text. */
  read(text: string, thread?: string): Promise<string>;
  /** Presses the button with this label on a card. */
  press(
    reply: CardReply | undefined,
    label: string,
    thread?: string,
  ): Promise<readonly CardReply[]>;
  /** By another person than the usual one, where one is named. */
  send(content: TurnContent, thread?: string, personId?: string): Promise<readonly Reply[]>;
  /** What was said while turns took their time, in order. */
  readonly working: readonly string[];
  close(): Promise<void>;
}

export async function startTestSteward(
  options: {
    readonly db?: Db;
    readonly memory?: Memory;
    readonly log?: Log;
    /** Instead of those of the shipped office. */
    readonly roles?: Roles;
    /** Folder of a handbook of the office's own, instead of the shipped one. */
    readonly handbook?: string;
    /** Who decides what; without it each form's own reviewers. */
    readonly routes?: RouteFile;
    /** Instead of those of the shipped office, which has none. */
    readonly products?: Office['products'];
    readonly broadcasts?: Office['broadcasts'];
    /** Where broadcasts may be posted; nowhere without it. */
    readonly places?: Places;
    /** When its clock stands. */
    readonly at?: Date;
    /** Instead of one of its own. */
    readonly clock?: TestSteward['clock'];
  } = {},
): Promise<TestSteward> {
  const { db, log = silentLog } = options;
  const clock = options.clock ?? movableClock(options.at ?? new Date('2026-03-02T09:00:00Z'));
  const registry = await startRegistryDouble();
  for (const entry of somePackages) registry.publish(entry);
  // A home of its own, so that no setting of whoever runs the tests reaches them.
  const home = mkdtempSync(join(tmpdir(), 'steward-test-'));
  const env = {
    HOME: home,
    npm_config_registry: registry.url,
    npm_config_userconfig: join(home, '.npmrc'),
  };
  const packages = createPackageLookUp({
    sources: [npmRegistry({ npm: { env, cwd: home }, clock, log })],
    cache: db ? databaseCache(db) : memoryCache(),
    clock,
    log,
  });
  const shipped = await loadOffice(undefined);
  const { policy } = shipped;
  const office = {
    ...shipped.office,
    products: options.products ?? shipped.office.products,
    broadcasts: options.broadcasts ?? shipped.office.broadcasts,
  };
  const places = options.places ?? placesOn(() => []);
  const memory = options.memory ?? (db ? databaseMemory(db, clock) : noMemory);
  const kept = db ? { db } : {};
  const roles = options.roles ?? rolesIn(db, office, clock, log);
  const folder = options.handbook;
  const handbook = handbookIn(folder ?? handbookFolder(undefined), { clock, log, ...kept });
  const parts = {
    policy,
    office,
    handbook,
    handbookFolder: folder,
    roles,
    platforms: () => ['test'],
    places,
    forms: await loadForms(undefined, Object.keys(policy.reviewers)),
    routes: options.routes,
    packages,
    memory,
    clock,
    log,
    ...kept,
  };
  const respond = createRespond(parts);
  const working: string[] = [];
  const send = async (
    content: TurnContent,
    thread = 'thread',
    person?: string,
  ): Promise<readonly Reply[]> => {
    const somebody = { platform: 'test', externalId: 'somebody' };
    const personId = person ?? (db ? await personFor(db, somebody, clock) : newId());
    return respond({ personId, thread, content }, (what) => working.push(what));
  };
  const ask = async (text: string, thread?: string): Promise<readonly CardReply[]> =>
    cardsOf(await send({ kind: 'text', text }, thread));
  return {
    registry,
    policy,
    office,
    clock,
    packages,
    respond,
    roles,
    forms: parts.forms,
    platforms: parts.platforms,
    places,
    send,
    working,
    ask,
    async read(text, thread) {
      const [reply] = await ask(text, thread);
      return reply ? cardToText(reply.card) : '';
    },
    async press(reply, label, thread) {
      const button = reply?.card.buttons.find((one) => one.label === label);
      if (!button) throw new Error(`no button ${label} on ${reply?.card.title}`);
      // As a channel carries it: through JSON and back.
      const action: unknown = JSON.parse(JSON.stringify(button.action));
      return cardsOf(await send({ kind: 'action', action }, thread));
    },
    async close() {
      await packages.idle();
      await registry.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function rolesIn(db: Db | undefined, office: Office, clock: Clock, log: Log): Roles {
  if (!db) return noRoles;
  const granted = createRoles({ db, office, directories: [], played: personas, clock, log });
  return withDeputies(granted, { db, clock });
}

/** What tests mostly look at. */
export function cardsOf(replies: readonly Reply[]): readonly CardReply[] {
  return replies.filter((reply) => reply.kind === 'card');
}

const mit = { license: 'MIT' };

/** Made up, with the licenses that packages of these names have or once had. */
const somePackages: readonly SyntheticPackage[] = [
  {
    name: 'left-pad',
    versions: {
      '0.0.3': { license: 'BSD' },
      '1.0.0': { license: 'WTFPL' },
      '1.3.0': {
        license: 'WTFPL',
        deprecated: 'use String.prototype.padStart()',
        repository: 'github:left/pad',
      },
    },
  },
  { name: 'express', versions: { '3.0.0': {}, '4.18.2': mit, '5.0.0': mit } },
  { name: 'react-router', versions: { '6.0.0': mit } },
  { name: '@slack/bolt', versions: { '4.0.0': mit } },
  {
    name: 'ua-parser-js',
    versions: {
      '0.3.0': { licenses: [{ type: 'GPLv2' }, { type: 'MIT' }] },
      '0.7.20': mit,
      '1.0.41': mit,
      '2.0.0': { license: 'AGPL-3.0-or-later' },
    },
  },
  { name: 'no-license', versions: { '1.0.0': {} } },
  { name: 'all-rights', versions: { '1.0.0': { license: 'UNLICENSED' } } },
  { name: 'see-file', versions: { '1.0.0': { license: 'SEE LICENSE IN EULA.md' } } },
  { name: 'some-bsd', versions: { '1.0.0': { license: 'BSD' } } },
  {
    name: 'own-words',
    versions: { '1.0.0': { license: 'Free for friends, ask MIT-minded people: <b>us</b>' } },
  },
  { name: 'two-licenses', versions: { '1.0.0': { license: '(LGPL-2.1-only OR Apache-2.0)' } } },
];
