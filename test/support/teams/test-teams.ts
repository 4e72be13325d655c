import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import { createTeams, type Teams, type TeamsOptions } from '#channels/teams/start.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import type { Db } from '#foundation/store/database.ts';
import { sampleCards } from '../sample-cards.ts';
import { createDoings, type Doings } from './doings.ts';
import { createSender, type Sender } from './sender.ts';
import { teamsApp } from './teams-app.ts';
import { startTeamsDouble, type TeamsDouble } from './teams-double.ts';

export type { Who } from './people.ts';

export interface TestTeamsOptions extends Partial<Omit<TeamsOptions, 'settings' | 'db'>> {
  readonly db: Db;
  readonly settings?: Partial<TeamsSettings>;
  /** One that runs already, such as for a second process; it is not closed with this. */
  readonly double?: TeamsDouble;
}

/** Teams and Steward in it. What a person does resolves when it is answered; `idle` when it is dealt with. */
export interface TestTeams extends Doings {
  readonly teams: Teams;
  readonly double: TeamsDouble;
  readonly sender: Sender;
  /** Of Steward's listener. */
  readonly url: string;
  idle(): Promise<void>;
  close(): Promise<void>;
}

export async function startTestTeams(options: TestTeamsOptions): Promise<TestTeams> {
  const { double: given, settings, ...parts } = options;
  let teams: Teams | undefined;
  const server = createServer((request, response) => {
    if (teams?.answer(request, response) !== true) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const double = given ?? (await startTeamsDouble());

  let closing: Promise<void> | undefined;
  async function closeAll(): Promise<void> {
    await teams?.close();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    if (given === undefined) await double.close();
  }
  const close = () => (closing ??= closeAll());
  onTestFinished(close);

  const started = createTeams({
    respond: async () => [
      { kind: 'card', card: sampleCards.yes, outcome: { kind: 'said' } } as const,
    ],
    clock: systemClock,
    log: silentLog,
    home: async () => [],
    products: async () => [],
    ...parts,
    settings: {
      app: { kind: 'single-tenant', appId: teamsApp.appId, password: teamsApp.password },
      tenants: [teamsApp.tenantId],
      doubleUrl: double.url,
      ...settings,
    },
  });
  teams = started;
  await started.start();

  const sender = createSender(url, double);
  return {
    teams: started,
    double,
    sender,
    url,
    ...createDoings(double, sender),
    idle: () => started.idle(),
    close,
  };
}
